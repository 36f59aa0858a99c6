import { largest, modeAt, stepMax, type Mode } from './bradley-terry.ts';
import { eloPerNat } from './davidson.ts';
import type { Cell, Counts } from './pool-counts.ts';
import {
  cellSlopes,
  layoutOf,
  sumOf,
  sumPriorOf,
  type Assumptions,
  type CellSlopes,
  type Layout,
  type SumPrior,
} from './posterior.ts';
import { createRatingError } from './rating-error.ts';

/** A mode whose errors are approximate: the matrix of so many agents is never made. */
export interface LargeFit extends Mode {
  /** Variance of each parameter. */
  readonly variances: Float64Array;
}

const newtonMax = 50;
const conjugateMax = 500;
const residualShare = 1e-12;
const beliefRounds = 50;
const beliefChange = 1e-9;

/** Precision and mean of each parameter, and what is said of some strengths together. */
interface Prior {
  readonly precisions: Float64Array;
  readonly means: Float64Array;
  readonly together: SumPrior | undefined;
}

const priorOf = (layout: Layout, assumptions: Assumptions): Prior => {
  const { priors, anchors = [] } = assumptions;
  const { strengthElo, firstMoverElo, lnTies } = priors;
  if (strengthElo === null || firstMoverElo === null || lnTies === null)
    throw createRatingError(
      'prior-needed',
      `${layout.agents} agents are too many to fit without a prior: give one to all parameters`,
    );
  const precisions = new Float64Array(layout.order).fill((eloPerNat / strengthElo) ** 2);
  const means = new Float64Array(layout.order);
  for (const { index, mean, sd } of anchors) {
    precisions[index] = 1 / (sd * sd);
    means[index] = mean;
  }
  if (layout.gamma !== undefined) precisions[layout.gamma] = (eloPerNat / firstMoverElo) ** 2;
  if (layout.ties !== undefined) {
    precisions[layout.ties] = 1 / (lnTies.sd * lnTies.sd);
    means[layout.ties] = lnTies.mean;
  }
  return { precisions, means, together: sumPriorOf(layout, 0, assumptions) };
};

const valueAt = (cells: readonly Cell[], x: Float64Array, layout: Layout, prior: Prior): number => {
  let value = 0;
  for (const cell of cells) value += cellSlopes(cell, x, layout).value;
  for (const [at, precision] of prior.precisions.entries())
    value -= (precision * (x[at]! - prior.means[at]!) ** 2) / 2;
  const { together } = prior;
  return together === undefined ? value : value - (together.precision * sumOf(together, x) ** 2) / 2;
};

/** The curvature at a point, cell by cell, to multiply vectors with. */
interface Curvature {
  readonly cells: readonly Cell[];
  readonly slopes: readonly CellSlopes[];
  readonly layout: Layout;
  readonly prior: Prior;
  readonly diagonal: Float64Array;
}

/** Adds what the prior on a sum of strengths makes of a vector. */
const addSum = (to: Float64Array, v: Float64Array, { together }: Prior, sign: 1 | -1): void => {
  if (together === undefined) return;
  const force = sign * together.precision * sumOf(together, v);
  for (const at of together.members) to[at]! += force;
};

const gradientAndCurvature = (
  cells: readonly Cell[],
  x: Float64Array,
  layout: Layout,
  prior: Prior,
): { readonly gradient: Float64Array; readonly curvature: Curvature } => {
  const { gamma, ties } = layout;
  const gradient = x.map((value, at) => -prior.precisions[at]! * (value - prior.means[at]!));
  const diagonal = prior.precisions.slice();
  addSum(gradient, x, prior, -1);
  for (const at of prior.together?.members ?? []) diagonal[at]! += prior.together!.precision;
  const slopes = cells.map((cell) => {
    const own = cellSlopes(cell, x, layout);
    gradient[cell.first]! += own.byS;
    gradient[cell.second]! -= own.byS;
    diagonal[cell.first]! += own.curvature;
    diagonal[cell.second]! += own.curvature;
    if (gamma !== undefined) gradient[gamma]! += own.byS;
    if (gamma !== undefined) diagonal[gamma]! += own.curvature;
    if (ties !== undefined) gradient[ties]! += own.byTies;
    if (ties !== undefined) diagonal[ties]! += own.tiesCurvature;
    return own;
  });
  return { gradient, curvature: { cells, slopes, layout, prior, diagonal } };
};

const multiply = ({ cells, slopes, layout, prior }: Curvature, v: Float64Array): Float64Array => {
  const { gamma, ties } = layout;
  const product = v.map((value, at) => value * prior.precisions[at]!);
  addSum(product, v, prior, 1);
  const ofGamma = gamma === undefined ? 0 : v[gamma]!;
  const ofTies = ties === undefined ? 0 : v[ties]!;
  for (const [at, { first, second }] of cells.entries()) {
    const { curvature, cross, tiesCurvature } = slopes[at]!;
    const s = v[first]! - v[second]! + ofGamma;
    const force = curvature * s + cross * ofTies;
    product[first]! += force;
    product[second]! -= force;
    if (gamma !== undefined) product[gamma]! += force;
    if (ties !== undefined) product[ties]! += cross * s + tiesCurvature * ofTies;
  }
  return product;
};

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
};

/** The step H⁻¹·g by conjugate gradients, preconditioned with the diagonal (Hestenes and Stiefel 1952). */
const solve = (curvature: Curvature, gradient: Float64Array): Float64Array => {
  const step = new Float64Array(gradient.length);
  const rest = gradient.slice();
  let scaled = rest.map((value, at) => value / curvature.diagonal[at]!);
  const direction = scaled.slice();
  let energy = dot(rest, scaled);
  const enough = energy * residualShare * residualShare;
  for (let round = 0; round < conjugateMax && energy > enough; round++) {
    const product = multiply(curvature, direction);
    const length = energy / dot(direction, product);
    for (let at = 0; at < step.length; at++) {
      step[at]! += length * direction[at]!;
      rest[at]! -= length * product[at]!;
    }
    scaled = rest.map((value, at) => value / curvature.diagonal[at]!);
    const next = dot(rest, scaled);
    for (let at = 0; at < step.length; at++) direction[at] = scaled[at]! + (next / energy) * direction[at]!;
    energy = next;
  }
  return step;
};

/**
 * Variances by Gaussian belief propagation along the pairs that met (Weiss and Freeman 2001): exact where nobody
 * is reached by two ways, else too small. The coupling with γ and ν is left out.
 */
const variancesOf = ({ cells, slopes, layout, diagonal }: Curvature): Float64Array => {
  const edges = new Map<number, number>();
  for (const [at, { first, second }] of cells.entries()) {
    const key = Math.min(first, second) * layout.agents + Math.max(first, second);
    edges.set(key, (edges.get(key) ?? 0) + slopes[at]!.curvature);
  }
  const ends = Int32Array.from(
    [...edges.keys()].flatMap((key) => [Math.floor(key / layout.agents), key % layout.agents]),
  );
  const weights = Float64Array.from(edges.values());
  // One message each way along every edge; a message is what an agent's opponent adds to its uncertainty.
  let messages = new Float64Array(2 * weights.length);
  let left = diagonal.slice();
  for (let round = 0; round < beliefRounds; round++) {
    const next = new Float64Array(messages.length);
    for (let edge = 0; edge < weights.length; edge++) {
      const square = weights[edge]! ** 2;
      next[2 * edge] = square / (left[ends[2 * edge]!]! + messages[2 * edge + 1]!);
      next[2 * edge + 1] = square / (left[ends[2 * edge + 1]!]! + messages[2 * edge]!);
    }
    left = diagonal.slice();
    for (let edge = 0; edge < weights.length; edge++) {
      left[ends[2 * edge]!]! -= next[2 * edge + 1]!;
      left[ends[2 * edge + 1]!]! -= next[2 * edge]!;
    }
    const change = largest(next.map((value, at) => value - messages[at]!));
    messages = next;
    if (change < beliefChange) break;
  }
  return left.map((value) => 1 / value);
};

/** The mode where agents are too many for a matrix: Newton's method, each step by conjugate gradients. */
export const fitLarge = ({ agents, cells }: Counts, assumptions: Assumptions): LargeFit => {
  const layout = layoutOf(agents.length, assumptions);
  const prior = priorOf(layout, assumptions);
  let x = prior.means.slice();
  let value = valueAt(cells, x, layout, prior);
  for (let iterations = 1; ; iterations++) {
    const { gradient, curvature } = gradientAndCurvature(cells, x, layout, prior);
    const step = solve(curvature, gradient);
    const size = largest(step);
    if (size < stepMax || iterations === newtonMax)
      return { ...modeAt(x, layout, iterations, size < stepMax), variances: variancesOf(curvature) };
    for (let share = 1; ; share /= 2) {
      const next = x.map((at, index) => at + share * step[index]!);
      const there = valueAt(cells, next, layout, prior);
      if (there < value - Math.abs(value) * residualShare && share * size >= stepMax) continue;
      x = next;
      value = there;
      break;
    }
  }
};
