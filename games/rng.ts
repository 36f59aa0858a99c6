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

/**
 * A counter-mode generator: block i is SHA-256(key, i). A class, since every step of every match makes one and few
 * draw from it; nothing is hashed before the first draw.
 */
class KeyedRng implements Rng {
  private readonly seed: string;
  private readonly scope: 'step' | 'stream';
  private readonly place: string | number;
  private block = '';
  private next = 0;

  constructor(seed: string, scope: 'step' | 'stream', place: string | number) {
    this.seed = seed;
    this.scope = scope;
    this.place = place;
  }

  private word(): number {
    const at = this.next % wordsABlock;
    if (at === 0) {
      const key = `${this.scope}|${this.seed}|${this.place}`;
      this.block = sha256Hex(`agon-rng-v1|${key}|${this.next / wordsABlock}`);
    }
    this.next += 1;
    return Number.parseInt(this.block.slice(at * 8, at * 8 + 8), 16);
  }

  int(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) throw new RangeError(`int(${n}): 1 to 2^32 expected`);
    const fair = 2 ** 32 - (2 ** 32 % n);
    for (;;) {
      const drawn = this.word();
      if (drawn < fair) return drawn % n;
    }
  }

  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = this.int(i + 1);
      [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
    }
    return shuffled;
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('pick from an empty list');
    return items[this.int(items.length)]!;
  }

  stream(...labels: readonly (string | number)[]): Rng {
    return labelledRng(this.seed, ...labels);
  }
}

/** The generator of step `step` (0 is the setup) of the match with this seed, 32 hexadecimal digits. */
export const stepRng = (seed: string, step: number): Rng => new KeyedRng(seed, 'step', step);

/** A generator for a player: a function of the match's seed handed to it, a label and its seat. */
export const labelledRng = (seed: string, ...labels: readonly (string | number)[]): Rng =>
  new KeyedRng(seed, 'stream', JSON.stringify(labels));
