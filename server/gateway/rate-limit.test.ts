import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRateLimit } from './rate-limit.ts';

test('however messages come, no window of the limit admits more than the maximum, and one is the first over', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.integer({ min: 0, max: 700 })), (max, gaps) => {
      let now = 0;
      const admit = createRateLimit(max, 1000, () => now);
      let since = Number.NEGATIVE_INFINITY;
      let counts = { admitted: 0, 'first-over': 0, over: 0 };
      for (const gap of gaps) {
        now += gap;
        if (now - since >= 1000) {
          since = now;
          counts = { admitted: 0, 'first-over': 0, over: 0 };
        }
        counts[admit()] += 1;
        expect(counts.admitted).toBeLessThanOrEqual(max);
        expect(counts['first-over']).toBeLessThanOrEqual(1);
        const refused = counts['first-over'] + counts.over;
        expect(refused === 0 || counts.admitted === max).toBe(true);
      }
    }),
  );
});
