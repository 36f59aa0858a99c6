import type { ArenaDeps } from './arena.ts';
import type { Roster } from './roster.ts';
import { finishedResult } from './seating.ts';

/** Matches that are known to be released. */
const keptMax = 1_000;

/** Whether log, seed and notes of a match may be shown; undefined where there is no such match. */
export type IsReleased = (id: string) => Promise<boolean | undefined>;

/** Released once is released for ever, and need not be read again to be known. */
export const createReleases = (
  { store, isGroupOpen }: Pick<ArenaDeps, 'store' | 'isGroupOpen'>,
  roster: Pick<Roster, 'has'>,
): IsReleased => {
  const released = new Set<string>();
  const remember = (id: string): void => {
    released.add(id);
    for (const oldest of released) {
      if (released.size <= keptMax) break;
      released.delete(oldest);
    }
  };
  return async (id) => {
    if (roster.has(id)) return false;
    if (released.has(id)) return true;
    const lines = await store.read(id);
    if (lines === undefined) return undefined;
    const over = finishedResult(lines);
    if (over === undefined) return false;
    const isOut =
      over.header.release === 'end' || ((await store.isGroupOver(id)) && (await isGroupOpen?.(id)) !== true);
    if (isOut) remember(id);
    return isOut;
  };
};
