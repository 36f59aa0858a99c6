import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { stepRng } from '../rng.ts';
import { dropsAt, goldAt } from './luck.ts';
import { ruleSets } from './rule-sets.ts';

const seeds = fc.string({
  unit: fc.constantFrom(...'0123456789abcdef'.split('')),
  minLength: 32,
  maxLength: 32,
});

test('a drop of 1 in n comes exactly once in each row of n tries, somewhere in it', () => {
  const positions = new Set<number>();
  fc.assert(
    fc.property(seeds, fc.integer({ min: 2, max: 9 }), fc.nat(5), (seed, oneIn, row) => {
      const rng = stepRng(seed, 4);
      const tries = Array.from({ length: oneIn }, (_, n) =>
        dropsAt('vein', [{ item: 'gem', max: 1, min: 1, oneIn }], row * oneIn + n, ruleSets.expedition, rng),
      );
      const hits = tries.flatMap((given, n) => (given.length > 0 ? [n] : []));
      expect(hits).toHaveLength(1);
      positions.add(hits[0]!);
    }),
  );
  expect(positions.size).toBeGreaterThan(4);
});

test('amounts and gold stay within their bounds and reach both', () => {
  const amounts = new Set<number>();
  const purses = new Set<number>();
  const rng = stepRng('0123456789abcdef0123456789abcdef', 2);
  const monster = {
    attack: {},
    drops: [],
    goldMax: 4,
    goldMin: 2,
    hp: 1,
    id: 'imp',
    level: 1,
    name: '',
    resist: {},
  };
  for (let tries = 0; tries < 60; tries++) {
    const [given] = dropsAt(
      'imp',
      [{ item: 'gem', max: 3, min: 1, oneIn: 1 }],
      tries,
      ruleSets.expedition,
      rng,
    );
    amounts.add(given!.quantity);
    purses.add(goldAt(monster as unknown as Parameters<typeof goldAt>[0], tries, rng));
  }
  expect(amounts).toEqual(new Set([1, 2, 3]));
  expect(purses).toEqual(new Set([2, 3, 4]));
});

test('under certain drops everything falls', () => {
  const rng = stepRng('0123456789abcdef0123456789abcdef', 2);
  const drops = [{ item: 'gem', max: 1, min: 1, oneIn: 5000 }];
  expect(dropsAt('vein', drops, 3, ruleSets.herobench, rng)).toEqual([{ item: 'gem', quantity: 1 }]);
});
