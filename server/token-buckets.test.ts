import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokenBuckets, type Bucket } from './token-buckets.ts';

test('whatever the rhythm, no more tokens are had than the bucket and its filling hold, and each key has its own', () => {
  const pauses = fc.array(fc.nat(3_000), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(
      pauses,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 9 }),
      (waits, most, rate) => {
        let nowMs = 0;
        const buckets = createTokenBuckets(most, rate, () => nowMs);
        let had = 0;
        for (const wait of waits) {
          nowMs += wait;
          const isThere = buckets.hasToken('a');
          expect(buckets.take('a')).toBe(isThere);
          if (isThere) had += 1;
          // A millionth for the sums of fractions.
          expect(had).toBeLessThanOrEqual(most + (nowMs * rate) / 1_000 + 1e-6);
        }
        expect(buckets.take('b')).toBe(true);
      },
    ),
  );
});

test('keys that come and go are forgotten: as many stay as have not been still for long', () => {
  let nowMs = 0;
  const kept = new Map<string, Bucket>();
  const buckets = createTokenBuckets(60, 1, () => nowMs, kept);
  let most = 0;
  for (let key = 0; key < 200_000; key++) {
    nowMs += 1;
    buckets.take(`address ${key}`);
    most = Math.max(most, kept.size);
  }
  // A token is back after a second, in which a thousand others came.
  expect(most).toBe(10_000);
});

test('an empty bucket is not forgotten for the many that are full', () => {
  let nowMs = 0;
  const buckets = createTokenBuckets(1, 1, () => nowMs);
  for (let key = 0; key < 20_000; key++) buckets.take(`early ${key}`);
  nowMs = 5_000;
  buckets.take('late');
  for (let key = 0; key < 20_000; key++) buckets.take(`early ${key}`);
  expect(buckets.hasToken('late')).toBe(false);
});
