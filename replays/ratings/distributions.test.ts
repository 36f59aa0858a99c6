import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chiSquareTail, gammaCdf, gammaQuantile } from './gamma.ts';
import { normalCdf, normalQuantile } from './normal.ts';

test('the normal distribution at known places', () => {
  expect(normalCdf(0)).toBe(0.5);
  expect(normalCdf(normalQuantile)).toBeCloseTo(0.975, 14);
  expect(normalCdf(1)).toBeCloseTo(0.841344746068543, 14);
  expect(normalCdf(-5) / 2.866515718791939e-7).toBeCloseTo(1, 10);
  expect(normalCdf(-40)).toBeGreaterThanOrEqual(0);
});

test('is symmetric, rises, and is one function on both sides of where its formula changes', () => {
  fc.assert(
    fc.property(fc.double({ min: -9, max: 9, noNaN: true }), (z) => {
      expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 14);
      expect(normalCdf(z + 0.01)).toBeGreaterThanOrEqual(normalCdf(z));
    }),
  );
  expect(normalCdf(3 + 1e-12)).toBeCloseTo(normalCdf(3), 12);
});

test('the Gamma distribution at known places', () => {
  expect(gammaCdf(1, 2)).toBeCloseTo(1 - Math.exp(-2), 13);
  expect(gammaCdf(0.5, 0.5)).toBeCloseTo(2 * normalCdf(1) - 1, 12);
  expect(gammaCdf(3, 0)).toBe(0);
  expect(chiSquareTail(3.841458820694124, 1)).toBeCloseTo(0.05, 12);
  expect(chiSquareTail(1176, 1176)).toBeCloseTo(0.4945, 3);
});

test('a quantile is where the share lies', () => {
  const shape = fc.double({ min: 0.3, max: 300, noNaN: true });
  fc.assert(
    fc.property(shape, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (a, share) => {
      expect(gammaCdf(a, gammaQuantile(a, share))).toBeCloseTo(share, 9);
    }),
  );
});
