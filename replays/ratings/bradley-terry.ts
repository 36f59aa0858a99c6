import { factorise, type Cholesky } from './cholesky.ts';
import type { Counts } from './counts.ts';
import { posteriorOf, type Model, type Point, type Posterior, type Priors } from './posterior.ts';

export interface FitOptions {
  readonly model: Model;
  readonly priors: Priors;
}

/** The posterior mode, in natural-log units of winning odds. */
export interface Fit {
  readonly model: Model;
  /** One strength an agent, in the order of `Counts.agents`. */
  readonly theta: Float64Array;
  /** What moving first adds. */
  readonly gamma: number;
  /** The propensity to draw; 0 under `bradley-terry`. */
  readonly nu: number;
  readonly iterations: number;
  readonly converged: boolean;
  /**
   * The inverse information, row-major of this order, over [θ…, γ, ln ν]. Under a flat strength prior it
   * is that of strengths less their mean, the only ones which are then defined.
   */
  readonly covariance: Float64Array;
  readonly order: number;
}

const stepMax = 1e-8;
const iterationsMax = 100;
/** A value that falls by less than this share of itself fell by rounding. */
const roundingShare = 1e-12;

const largest = (values: Float64Array): number => {
  let max = 0;
  for (const value of values) max = Math.max(max, Math.abs(value));
  return max;
};

const factorOf = ({ information }: Point, order: number): Cholesky => {
  const factor = factorise(information, order);
  if (factor === undefined) {
    throw new RangeError('these games do not determine every strength: give a prior to all parameters');
  }
  return factor;
};

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

const covarianceAt = (point: Point, posterior: Posterior, agents: number): Float64Array => {
  const { order, pinVariance } = posterior;
  const covariance = factorOf(point, order).inverse();
  if (pinVariance === 0) return covariance;
  for (let i = 0; i < agents; i++) {
    for (let j = 0; j < agents; j++) covariance[i * order + j]! -= pinVariance;
  }
  return covariance;
};

/**
 * The mode of the posterior by Newton's method, from zero, over sorted counts: equal games give equal bits.
 * Throws where a prior is flat and the games leave a parameter open.
 */
export const fit = (counts: Counts, { model, priors }: FitOptions): Fit => {
  const agents = counts.agents.length;
  const posterior = posteriorOf(counts, model, priors);
  const start = posterior.start();
  let place: Place = { x: start, point: posterior.at(start) };
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < iterationsMax) {
    iterations += 1;
    const step = factorOf(place.point, posterior.order).solve(place.point.gradient);
    place = advance(posterior, place, step);
    converged = largest(step) < stepMax;
  }
  const { x, point } = place;
  return {
    model,
    theta: x.slice(0, agents),
    gamma: x[agents]!,
    nu: model === 'davidson' ? Math.exp(x[agents + 1]!) : 0,
    iterations,
    converged,
    covariance: covarianceAt(point, posterior, agents),
    order: posterior.order,
  };
};
