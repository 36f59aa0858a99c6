import type { Mode } from './bradley-terry.ts';
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

/**
 * A contrast in score-Elo. The scale itself depends on ν, so its uncertainty comes in by the delta method:
 * d(k·θ) = k dθ − θ·k·ν/(2 + ν) d ln ν, with k = 2/(2 + ν).
 */
export const scoreElo = (
  { nu }: Pick<Mode, 'nu'>,
  { value, variance, tiesCovariance }: Contrast,
  tiesVariance: number,
): Estimate => {
  const slope = scoreSlope(nu);
  const bend = (-value * slope * nu) / (2 + nu);
  const spread = slope * slope * variance + 2 * slope * bend * tiesCovariance + bend * bend * tiesVariance;
  // Adding 0 turns −0, which JSON cannot hold, into 0.
  return { rating: eloPerNat * slope * value + 0, se: eloPerNat * Math.sqrt(Math.max(0, spread)) };
};
