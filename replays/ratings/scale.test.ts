import { expect, test } from 'vitest';
import { fit } from './bradley-terry.ts';
import { eloPerNat, scoreSlope } from './davidson.ts';
import { defaultPriors } from './posterior.ts';
import { scoreElo, tiesCovariance, tiesVariance } from './scale.ts';
import { countsOf } from './test-rows.ts';

const counts = countsOf(
  ['a', 'b'],
  [
    ['a', 'b', 12, 5, 2],
    ['b', 'a', 3, 6, 9],
  ],
);

test('the error of a score-Elo figure follows from those of strength and ν', () => {
  const fitted = fit(counts, { model: 'davidson', priors: defaultPriors });
  const value = fitted.theta[0]!;
  const variance = fitted.covariance[0]!;
  const published = (theta: number, lnNu: number): number => eloPerNat * scoreSlope(Math.exp(lnNu)) * theta;
  const lnNu = Math.log(fitted.nu);
  const nudge = 1e-5;
  const byTheta = (published(value + nudge, lnNu) - published(value - nudge, lnNu)) / (2 * nudge);
  const byNu = (published(value, lnNu + nudge) - published(value, lnNu - nudge)) / (2 * nudge);
  const covariance = tiesCovariance(fitted, 0);
  const expected =
    byTheta ** 2 * variance + 2 * byTheta * byNu * covariance + byNu ** 2 * tiesVariance(fitted);
  const { rating, se } = scoreElo(fitted, { value, variance, tiesCovariance: covariance });
  expect(rating).toBeCloseTo(published(value, lnNu), 9);
  expect(Math.abs(covariance)).toBeGreaterThan(1e-3);
  expect(se).toBeCloseTo(Math.sqrt(expected), 6);
});

test('without a ν the scale is fixed', () => {
  const fitted = fit(counts, { model: 'bradley-terry', priors: defaultPriors });
  expect([tiesVariance(fitted), tiesCovariance(fitted, 0)]).toEqual([0, 0]);
  expect(scoreElo(fitted, { value: 1, variance: 4, tiesCovariance: 0 })).toEqual({
    rating: eloPerNat,
    se: 2 * eloPerNat,
  });
});
