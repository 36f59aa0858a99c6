import { fit, type Fit, type Mode } from './bradley-terry.ts';
import { eloPerNat } from './davidson.ts';
import { errorsOf, type Errors, type Evidence } from './errors.ts';
import { fitLarge, type LargeFit } from './large-fit.ts';
import type { Counts } from './pool-counts.ts';
import type { Assumptions } from './posterior.ts';
import { scoreElo, type Contrast } from './scale.ts';

/** Beyond so many agents no whole matrix is made: its inverse alone would take many seconds. */
export const denseAgentsMax = 1000;

/** A mode with its errors. */
export interface Solution {
  readonly mode: Mode;
  readonly errors: Errors;
  /** The whole fit; undefined where agents were too many for it. */
  readonly fit: Fit | undefined;
}

/** The mode alone. */
export const modeOf = (counts: Counts, assumptions: Assumptions): Mode =>
  counts.agents.length > denseAgentsMax ? fitLarge(counts, assumptions) : fit(counts, assumptions);

const approximateErrors = (mode: LargeFit, reference: readonly number[], priorSd: number): Errors => {
  const { x, variances, layout } = mode;
  const size = Math.max(1, reference.length);
  const mean = reference.reduce((sum, member) => sum + x[member]!, 0) / size;
  const tiesVariance = layout.ties === undefined ? 0 : variances[layout.ties]!;
  const published = (value: number, variance: number) =>
    scoreElo(mode, { value, variance, tiesCovariance: 0 } satisfies Contrast, tiesVariance);
  return {
    kind: 'approximate',
    rating: (agent) => published(x[agent]! - mean, variances[agent]!),
    difference: (one, other) => published(x[one]! - x[other]!, variances[one]! + variances[other]!),
    parameter: (index) => published(x[index]!, variances[index]!),
    tiesSe: Math.sqrt(tiesVariance),
    priorShare: (agent) => Math.sqrt(variances[agent]!) / priorSd,
  };
};

/** Fits a pool and computes its errors around the mean of the reference group (around 0 where that is empty). */
export const solvePool = (
  counts: Counts,
  assumptions: Assumptions,
  evidence: Evidence,
  reference: readonly number[],
): Solution => {
  const { strengthElo } = assumptions.priors;
  const priorSd = strengthElo === null ? Infinity : strengthElo / eloPerNat;
  if (counts.agents.length > denseAgentsMax) {
    const mode = fitLarge(counts, assumptions);
    return { mode, errors: approximateErrors(mode, reference, priorSd), fit: undefined };
  }
  const fitted = fit(counts, assumptions);
  return { mode: fitted, errors: errorsOf(fitted, evidence, reference, priorSd), fit: fitted };
};
