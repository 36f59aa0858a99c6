import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Rng, labelledRng, stepRng } from './rng.ts';

const seed = '000102030405060708090a0b0c0d0e0f';

const draw = (rng: Rng, count: number, n: number): number[] =>
  Array.from({ length: count }, () => rng.int(n));

/** How far counts are from equal; for 6 cells 20.5 (5 degrees of freedom) is exceeded once in a thousand. */
const chiSquare = (counts: readonly number[]): number => {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
};

test('known values never change, since logs replay by them', () => {
  expect(draw(stepRng(seed, 0), 10, 100).join(' ')).toBe('66 36 23 39 46 33 68 56 77 40');
  expect(draw(stepRng(seed, 1), 4, 2 ** 32).join(' ')).toBe('1616304001 3046693550 2096792583 2223285961');
  expect(draw(stepRng(seed, 7).stream('deal', 3), 6, 6).join(' ')).toBe('4 1 1 2 4 4');
  expect(stepRng(seed, 2).shuffle(['a', 'b', 'c', 'd', 'e']).join(' ')).toBe('d c b e a');
  expect(draw(labelledRng(seed, 'player', 1), 4, 1000).join(' ')).toBe('142 359 756 933');
});

describe('int', () => {
  test('stays in its range, for any range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), fc.nat(), (n, step) => {
        const drawn = stepRng(seed, step).int(n);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < n).toBe(true);
      }),
    );
  });

  test('is uniform', () => {
    const counts = Array.from({ length: 6 }, () => 0);
    for (const face of draw(stepRng(seed, 0), 12_000, 6)) counts[face]! += 1;
    expect(chiSquare(counts)).toBeLessThan(20.5);
  });

  test('is unbiased where the range does not divide 2^32', () => {
    // Plain remainders of 32-bit words would put half of all draws, not a third, into the lowest third.
    const n = 3 * 2 ** 30;
    const counts = [0, 0, 0];
    for (const drawn of draw(stepRng(seed, 0), 3000, n)) counts[Math.floor(drawn / 2 ** 30)]! += 1;
    expect(chiSquare(counts)).toBeLessThan(13.8);
  });

  test.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN])('of %d throws', (n) => {
    expect(() => stepRng(seed, 0).int(n)).toThrow(RangeError);
  });
});

describe('shuffle and pick', () => {
  test('a shuffle is a permutation in a new array', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat(), (items, step) => {
        const given = Object.freeze([...items]);
        const shuffled = stepRng(seed, step).shuffle(given);
        expect(shuffled.toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b));
      }),
    );
  });

  test('all orders of three are equally likely', () => {
    const rng = stepRng(seed, 0);
    const counts = new Map<string, number>();
    for (let n = 0; n < 6000; n++) {
      const order = rng.shuffle(['a', 'b', 'c']).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    expect(chiSquare([...counts.values()])).toBeLessThan(20.5);
  });

  test('pick takes a member, and none from an empty list', () => {
    expect(['x', 'y']).toContain(stepRng(seed, 0).pick(['x', 'y']));
    expect(() => stepRng(seed, 0).pick([])).toThrow(RangeError);
  });
});

describe('streams', () => {
  test('do not depend on the step, nor on what was drawn before', () => {
    const late = stepRng(seed, 9);
    late.int(10);
    expect(draw(late.stream('deal', 1), 20, 52)).toEqual(draw(stepRng(seed, 0).stream('deal', 1), 20, 52));
    expect(draw(labelledRng(seed, 'deal', 1), 20, 52)).toEqual(draw(late.stream('deal', 1), 20, 52));
  });

  test('differ by seed, by label and by the kind of a label', () => {
    const streams = [
      stepRng(seed, 0),
      stepRng(seed, 1),
      stepRng(seed.replace('0', 'f'), 0),
      ...[['deal', 1], ['deal', 2], ['deal', '1'], ['deal1'], ['dea', 'l', 1], []].map((labels) =>
        stepRng(seed, 0).stream(...labels),
      ),
    ].map((rng) => draw(rng, 8, 2 ** 32).join());
    expect(new Set(streams).size).toBe(streams.length);
  });

  test('a stream of a stream is keyed by its own labels', () => {
    const rng = stepRng(seed, 0);
    expect(draw(rng.stream('a').stream('b'), 4, 99)).toEqual(draw(rng.stream('b'), 4, 99));
  });

  test('two generators of one step draw alike, and apart from each other', () => {
    const [one, other] = [stepRng(seed, 5), stepRng(seed, 5)];
    expect(draw(one, 30, 7)).toEqual(draw(other, 30, 7));
  });
});
