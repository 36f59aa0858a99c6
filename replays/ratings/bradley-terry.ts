import { factorise, type Cholesky } from './cholesky.ts';
import type { Counts } from './pool-counts.ts';
import { posteriorOf, type Assumptions, type Layout, type Point, type Posterior } from './posterior.ts';
import { createRatingError } from './rating-error.ts';

/** The posterior mode, in natural-log units of winning odds. */
export interface Mode {
  /** The parameters, as `layout` places them. */
  readonly x: Float64Array;
  readonly layout: Layout;
  /** One strength an agent, in the order of `Counts.agents`. */
  readonly theta: Float64Array;
  /** What moving first adds; 0 where nobody does. */
  readonly gamma: number;
  /** The propensity to draw; 0 under `bradley-terry`. */
  readonly nu: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** A mode and what the curvature there says of its errors. */
export interface Fit extends Mode {
  /**
   * The inverse information, row-major of this order, over [θ…, γ, ln ν]. Under a flat strength prior it
   * is that of strengths less their mean, the only ones which are then defined.
   */
  readonly covariance: Float64Array;
  readonly order: number;
}

export const stepMax = 1e-8;
const iterationsMax = 100;
/** A value that falls by less than this share of itself fell by rounding. */
const roundingShare = 1e-12;

export const largest = (values: Float64Array): number => {
  let max = 0;
  for (const value of values) max = Math.max(max, Math.abs(value));
  return max;
};

const factorOf = ({ information }: Point, order: number): Cholesky => {
  const factor = factorise(information, order);
  if (factor === undefined) throw createOpenParameterError();
  return factor;
};

/** Maximum likelihood has no finite answer: somebody is unbeaten, or two groups never met. */
const createOpenParameterError = (): Error =>
  createRatingError(
    'prior-needed',
    'these games do not determine every strength: give a prior to all parameters',
  );

interface Place {
  readonly x: Float64Array;
  readonly point: Point;
}

/** One step uphill: the whole Newton step, or the largest of its halves that does not lose. */
const advance = (posterior: Posterior, { x, point }: Place, step: Float64Array): Place => {
  const full = largest(step);
  const floor = point.value - roundingShare * Math.abs(point.value);
  for (let share = 1; ; share /= 2) {
    const next = x.map((value, index) => value + share * step[index]!);
    const there = posterior.at(next);
    if (there.value >= floor || share * full < stepMax) return { x: next, point: there };
  }
};

const covarianceAt = (point: Point, { layout, pinVariance }: Posterior): Float64Array => {
  const { order, agents } = layout;
  const covariance = factorOf(point, order).inverse();
  if (pinVariance === 0) return covariance;
  for (let i = 0; i < agents; i++) {
    for (let j = 0; j < agents; j++) covariance[i * order + j]! -= pinVariance;
  }
  return covariance;
};

/** A vector of parameters by their meaning. */
export const modeAt = (x: Float64Array, layout: Layout, iterations: number, converged: boolean): Mode => ({
  x,
  layout,
  theta: x.slice(0, layout.agents),
  gamma: layout.gamma === undefined ? 0 : x[layout.gamma]!,
  nu: layout.ties === undefined ? 0 : Math.exp(x[layout.ties]!),
  iterations,
  converged,
});

const isFlat = ({ priors: { strengthElo, firstMoverElo, lnTies } }: Assumptions): boolean =>
  strengthElo === null || firstMoverElo === null || lnTies === null;

/**
 * The mode of the posterior by Newton's method, from zero, over sorted counts: equal games give equal bits.
 * Throws a `RatingError`, `prior-needed`, where a prior is flat and the games leave a parameter open.
 */
export const fit = (counts: Counts, assumptions: Assumptions): Fit => {
  const posterior = posteriorOf(counts, assumptions);
  const { order } = posterior.layout;
  const start = posterior.start();
  let place: Place = { x: start, point: posterior.at(start) };
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < iterationsMax) {
    iterations += 1;
    const step = factorOf(place.point, order).solve(place.point.gradient);
    place = advance(posterior, place, step);
    converged = largest(step) < stepMax;
  }
  // A strength that runs off to infinity never arrives.
  if (!converged && isFlat(assumptions)) throw createOpenParameterError();
  const covariance = covarianceAt(place.point, posterior);
  return { ...modeAt(place.x, posterior.layout, iterations, converged), covariance, order };
};
