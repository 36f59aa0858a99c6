import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bootstrapMean } from './benchmark-interval.ts';

const values = fc
  .array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 12 })
  .filter((all) => new Set(all).size > 1);

describe('bootstrapMean', () => {
  test('the interval lies within the values and does not hang on their order', () => {
    fc.assert(
      fc.property(values, (given) => {
        const { mean, interval } = bootstrapMean(given)!;
        const [low, high] = interval!;
        expect(low).toBeGreaterThanOrEqual(Math.min(...given));
        expect(high).toBeLessThanOrEqual(Math.max(...given));
        expect(low).toBeLessThanOrEqual(high);
        expect(mean).toBeCloseTo(given.reduce((sum, value) => sum + value, 0) / given.length, 9);
        expect(bootstrapMean(given.toReversed())).toEqual({ mean, interval });
      }),
      { numRuns: 20 },
    );
  });

  test('it comes near the normal interval where there are many values', () => {
    const many = Array.from({ length: 400 }, (_, at) => at % 101);
    const { mean, interval } = bootstrapMean(many)!;
    const variance = many.reduce((sum, value) => sum + (value - mean) ** 2, 0) / many.length;
    const half = 1.96 * Math.sqrt(variance / many.length);
    expect(interval![0]).toBeCloseTo(mean - half, 0);
    expect(interval![1]).toBeCloseTo(mean + half, 0);
  });

  test('one value has no interval, nor have values that are all alike, and none has no mean', () => {
    expect(bootstrapMean([7])).toEqual({ mean: 7, interval: null });
    expect(bootstrapMean([0, 0, 0])).toEqual({ mean: 0, interval: null });
    expect(bootstrapMean([])).toBeUndefined();
  });
});
