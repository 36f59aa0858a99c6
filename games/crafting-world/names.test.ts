import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelledRng } from '../rng.ts';
import { createNameMaker, idOfName } from './names.ts';

const namesFrom = (seed: number, count: number): string[] => {
  const maker = createNameMaker(labelledRng(String(seed), 'names'));
  return Array.from({ length: count }, () => maker.next());
};

describe('invented names', () => {
  test('begin differently, can be spoken and make short ids', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const names = namesFrom(seed, 200);
        expect(new Set(names.map((name) => name.slice(0, 4))).size).toBe(names.length);
        for (const name of names) {
          expect(name).toMatch(/^[A-Z][a-z]{3,9}$/u);
          expect(name.toLowerCase()).not.toMatch(/[^aeiou]{5}/u);
          expect(idOfName(`${name} ore`)).toMatch(/^[a-z]+_ore$/u);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('are a function of chance alone', () => {
    expect(namesFrom(7, 50)).toEqual(namesFrom(7, 50));
    expect(namesFrom(7, 50)).not.toEqual(namesFrom(8, 50));
  });

  test('run out with an error, not with a loop', () => {
    expect(() => namesFrom(1, 1_000_000)).toThrow(RangeError);
  });
});
