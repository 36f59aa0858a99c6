import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wilsonInterval } from './wilson.ts';

describe('the Wilson interval', () => {
  // Newcombe (1998), table I, method 3: score without continuity correction.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is %f to %f', (right, trials, low, high) => {
    const interval = wilsonInterval(right / trials, trials);
    expect(interval[0]).toBeCloseTo(low, 4);
    expect(interval[1]).toBeCloseTo(high, 4);
  });

  test('holds the rate, stays within 0 and 1, and mirrors', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 5000 }),
        (rate, n) => {
          const [low, high] = wilsonInterval(rate, n);
          const [mirroredLow, mirroredHigh] = wilsonInterval(1 - rate, n);
          expect(low).toBeLessThanOrEqual(rate + 1e-12);
          expect(high).toBeGreaterThanOrEqual(rate - 1e-12);
          expect(low >= 0 && high <= 1 && low < high).toBe(true);
          expect(low).toBeCloseTo(1 - mirroredHigh, 9);
          expect(high).toBeCloseTo(1 - mirroredLow, 9);
        },
      ),
    );
  });
});
