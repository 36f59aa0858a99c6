import type { Rng } from '../../games/rng.ts';

/** What was drawn, in order, by source: the empty string is the step's own generator. */
export type Draws = Map<string, string[]>;

/** A generator that draws as `rng` does and notes each integer drawn, with its range, in `draws`. */
export const recordingRng = (rng: Rng, draws: Draws, source = ''): Rng => {
  const note = (drawn: unknown): void => {
    draws.set(source, [...(draws.get(source) ?? []), JSON.stringify(drawn)]);
  };
  return {
    int: (n) => {
      const drawn = rng.int(n);
      note([n, drawn]);
      return drawn;
    },
    shuffle: (items) => {
      const shuffled = rng.shuffle(items);
      note(shuffled);
      return shuffled;
    },
    pick: (items) => {
      const picked = rng.pick(items);
      note(picked);
      return picked;
    },
    stream: (...labels) => recordingRng(rng.stream(...labels), draws, JSON.stringify(labels)),
  };
};
