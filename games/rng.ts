import { sha256Hex } from './sha256.ts';

/** A source of chance for one step of one match. Equal keys give equal draws on every machine. */
export interface Rng {
  /** An integer in [0, n), unbiased; n is an integer from 1 to 2^32. */
  int(n: number): number;
  /** A new array with the items of `items` in random order. */
  shuffle<T>(items: readonly T[]): T[];
  pick<T>(items: readonly T[]): T;
  /**
   * A generator of its own, keyed by the match's seed and the labels but not by the step, so that it draws
   * the same whatever was played before: `stream('deal', 3)` is the third deal of both mirrored games.
   */
  stream(...labels: readonly (string | number)[]): Rng;
}

const wordsABlock = 8;

/** A counter-mode generator: block i is SHA-256(key, i). Nothing is hashed before the first draw. */
const keyedRng = (seed: string, key: string): Rng => {
  let block = '';
  let next = 0;
  const word = (): number => {
    const at = next % wordsABlock;
    if (at === 0) block = sha256Hex(`agon-rng-v1|${key}|${next / wordsABlock}`);
    next += 1;
    return Number.parseInt(block.slice(at * 8, at * 8 + 8), 16);
  };
  const int = (n: number): number => {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) throw new RangeError(`int(${n}): 1 to 2^32 expected`);
    const fair = 2 ** 32 - (2 ** 32 % n);
    for (;;) {
      const drawn = word();
      if (drawn < fair) return drawn % n;
    }
  };
  return {
    int,
    shuffle: (items) => {
      const shuffled = [...items];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = int(i + 1);
        [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
      }
      return shuffled;
    },
    pick: (items) => {
      if (items.length === 0) throw new RangeError('pick from an empty list');
      return items[int(items.length)]!;
    },
    stream: (...labels) => keyedRng(seed, `stream|${seed}|${JSON.stringify(labels)}`),
  };
};

/** The generator of step `step` (0 is the setup) of the match with this seed, 32 hexadecimal digits. */
export const stepRng = (seed: string, step: number): Rng => keyedRng(seed, `step|${seed}|${step}`);

/** A generator for a player: a function of the match's seed handed to it, a label and its seat. */
export const labelledRng = (seed: string, ...labels: readonly (string | number)[]): Rng =>
  keyedRng(seed, `stream|${seed}|${JSON.stringify(labels)}`);
