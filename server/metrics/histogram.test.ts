import * as fc from 'fast-check';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { createHistogram } from './histogram.ts';

const textOf = (observed: readonly number[]): Promise<string> => {
  const histogram = createHistogram('waits_seconds', 'How long.');
  for (const ms of observed) histogram.observe(ms);
  const register = new Registry();
  register.registerMetric(histogram.metric);
  return register.metrics();
};

test('each bucket holds all that is no longer than its bound', async () => {
  const text = await textOf([0.4, 0.5, 3, 5_000]);
  expect(text).toContain('# TYPE waits_seconds histogram');
  for (const [le, count] of [
    ['0.0005', 2],
    ['0.002', 2],
    ['0.004', 3],
    ['4.096', 3],
    ['+Inf', 4],
  ] as const)
    expect(text).toContain(`waits_seconds_bucket{le="${le}"} ${count}\n`);
  expect(text).toContain('waits_seconds_count 4');
  expect(text).toMatch(/waits_seconds_sum 5\.0039/);
});

test('buckets never fall, and the last one holds everything', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true })), async (observed) => {
      const counts = [...(await textOf(observed)).matchAll(/_bucket\{[^}]+\} (\d+)/g)].map(([, count]) =>
        Number(count),
      );
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
      expect(counts.at(-1)).toBe(observed.length);
    }),
    { numRuns: 50 },
  );
});
