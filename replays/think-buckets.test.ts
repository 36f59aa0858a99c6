import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addThink,
  addThinkTime,
  thinkBucketOf,
  thinkBucketsOf,
  thinkMsOf,
  thinkQuantileMs,
  type ThinkSums,
} from './think-buckets.ts';

const times = fc.integer({ min: 0, max: 2 ** 31 - 1 });

const sketchOf = (all: readonly number[]) => {
  const sums: ThinkSums = [];
  for (const ms of all) addThinkTime(sums, ms);
  return thinkBucketsOf(sums);
};

test('a bucket stands for its times to within a sixteenth, and for short ones exactly', () => {
  fc.assert(
    fc.property(times, (ms) => {
      expect(Math.abs(thinkMsOf(thinkBucketOf(ms)) - ms)).toBeLessThanOrEqual(ms < 16 ? 0 : ms / 16);
    }),
  );
});

test('longer times have higher buckets', () => {
  fc.assert(
    fc.property(times, times, (one, other) => {
      const [short, long] = [Math.min(one, other), Math.max(one, other)];
      expect(thinkBucketOf(short)).toBeLessThanOrEqual(thinkBucketOf(long));
    }),
  );
});

test('what no clock can show has the last bucket', () => {
  expect(thinkBucketOf(1e15)).toBe(thinkBucketOf(2 ** 31 - 1));
});

test('sketches add up to that of all times, in any order', () => {
  fc.assert(
    fc.property(fc.array(times), fc.array(times), (one, other) => {
      const sums: ThinkSums = [];
      addThink(sums, sketchOf(other));
      addThink(sums, sketchOf(one));
      expect(thinkBucketsOf(sums)).toEqual(sketchOf([...one, ...other]));
    }),
  );
});

test('quantiles are those of the sorted times', () => {
  fc.assert(
    fc.property(fc.array(times, { minLength: 1 }), fc.constantFrom(0.5, 0.95), (all, share) => {
      const exact = all.toSorted((a, b) => a - b)[Math.ceil(share * all.length) - 1]!;
      expect(thinkQuantileMs(sketchOf(all), share)).toBe(thinkMsOf(thinkBucketOf(exact)));
    }),
  );
});

test('without turns there is no quantile', () => {
  expect(thinkQuantileMs([], 0.5)).toBeNull();
});
