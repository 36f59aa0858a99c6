import { expect, test } from 'vitest';
import { fit } from './bradley-terry.ts';
import { eloPerNat, scoreSlope } from './davidson.ts';
import { defaultPriors } from './posterior.ts';
import { scoreElo } from './scale.ts';
import { createSpread } from './spread.ts';
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
  const spread = createSpread(fitted, fitted.covariance, []);
  const contrast = spread.toReference(0);
  const { value, variance, tiesCovariance } = contrast;
  expect([value, variance]).toEqual([fitted.theta[0], fitted.covariance[0]]);
  const published = (theta: number, lnNu: number): number => eloPerNat * scoreSlope(Math.exp(lnNu)) * theta;
  const lnNu = Math.log(fitted.nu);
  const nudge = 1e-5;
  const byTheta = (published(value + nudge, lnNu) - published(value - nudge, lnNu)) / (2 * nudge);
  const byNu = (published(value, lnNu + nudge) - published(value, lnNu - nudge)) / (2 * nudge);
  const expected =
    byTheta ** 2 * variance + 2 * byTheta * byNu * tiesCovariance + byNu ** 2 * spread.tiesVariance;
  const { rating, se } = scoreElo(fitted, contrast, spread.tiesVariance);
  expect(rating).toBeCloseTo(published(value, lnNu), 9);
  expect(Math.abs(tiesCovariance)).toBeGreaterThan(1e-3);
  expect(se).toBeCloseTo(Math.sqrt(expected), 6);
});

test('without a ν the scale is fixed', () => {
  const fitted = fit(counts, { model: 'bradley-terry', priors: defaultPriors });
  const spread = createSpread(fitted, fitted.covariance, []);
  expect([spread.tiesVariance, spread.toReference(0).tiesCovariance]).toEqual([0, 0]);
  expect(scoreElo(fitted, { value: 1, variance: 4, tiesCovariance: 0 }, 0)).toEqual({
    rating: eloPerNat,
    se: 2 * eloPerNat,
  });
});

test('the difference of two agents is that of their distances to any reference', () => {
  const fitted = fit(counts, { model: 'davidson', priors: defaultPriors });
  const spread = createSpread(fitted, fitted.covariance, [0, 1]);
  const [one, other] = [spread.toReference(0), spread.toReference(1)];
  expect(spread.between(0, 1).value).toBeCloseTo(one.value - other.value, 12);
  // Around the mean of the two, each is half of the difference.
  expect(one.variance).toBeCloseTo(spread.between(0, 1).variance / 4, 12);
});
