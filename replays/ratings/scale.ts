import type { Fit } from './bradley-terry.ts';
import { eloPerNat, scoreSlope } from './davidson.ts';

/** A published figure and its standard error. */
export interface Estimate {
  readonly rating: number;
  readonly se: number;
}

/** A difference of strengths in natural-log units: its value, its variance and its covariance with ln ν. */
export interface Contrast {
  readonly value: number;
  readonly variance: number;
  readonly tiesCovariance: number;
}

/** The variance of ln ν; 0 where ν is fixed. */
export const tiesVariance = ({ theta, covariance, order }: Fit): number => {
  const ties = theta.length + 1;
  return ties < order ? covariance[ties * order + ties]! : 0;
};

/** The covariance of parameter `index` with ln ν; 0 where ν is fixed. */
export const tiesCovariance = ({ theta, covariance, order }: Fit, index: number): number => {
  const ties = theta.length + 1;
  return ties < order ? covariance[ties * order + index]! : 0;
};

/**
 * A contrast in score-Elo. The scale itself depends on ν, so its uncertainty comes in by the delta method:
 * d(k·θ) = k dθ − θ·k·ν/(2 + ν) d ln ν, with k = 2/(2 + ν).
 */
export const scoreElo = (fit: Fit, { value, variance, tiesCovariance }: Contrast): Estimate => {
  const slope = scoreSlope(fit.nu);
  const bend = (-value * slope * fit.nu) / (2 + fit.nu);
  const spread =
    slope * slope * variance + 2 * slope * bend * tiesCovariance + bend * bend * tiesVariance(fit);
  // Adding 0 turns −0, which JSON cannot hold, into 0.
  return { rating: eloPerNat * slope * value + 0, se: eloPerNat * Math.sqrt(Math.max(0, spread)) };
};
