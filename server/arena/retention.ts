import { createBoxedMap } from '../../replays/boxed-map.ts';

/** Keeps the last values by id; the oldest goes first. */
export interface Retention<T> {
  keep(id: string, value: T): void;
  get(id: string): T | undefined;
}

/** A bounded memory of what is over. */
export const createRetention = <T>(max: number): Retention<T> => {
  const values = createBoxedMap<string, T>();
  return {
    keep: (id, value) => {
      values.set(id, value);
      for (const oldest of values.keys()) {
        if (values.size() <= max) break;
        values.delete(oldest);
      }
    },
    get: (id) => values.get(id),
  };
};
