import type { Fit } from './bradley-terry.ts';
import { codeOf, type Cluster } from './cluster.ts';
import { outcomesAt, type Outcomes } from './davidson.ts';
import type { Cell } from './pool-counts.ts';
import { draw, forfeitLoss, forfeitWin, loss, results, win, type Result } from './result.ts';

/** Games as the sandwich needs them: how many there were, and how much each counted in the fit. */
export interface ClusteredGames {
  /** The raw counts of the games, unweighted. */
  readonly cells: readonly Cell[];
  readonly clusters: readonly Cluster[];
  /** What a game of each cell counted; 1 where no cap applies. */
  readonly weights: Float64Array;
}

/** The score of one game: the derivatives of its log-likelihood by s and by ln ν. */
const scoreOf = (
  result: Result,
  { win: won, draw: drawn, loss: lost }: Outcomes,
): readonly [number, number] => {
  const lead = result === win || result === forfeitWin ? 0.5 : result === draw ? 0 : -0.5;
  return [lead - (won - lost) / 2, (result === draw ? 1 : 0) - drawn];
};

/** A vector that is 0 almost everywhere. */
interface SparseScore {
  readonly values: Float64Array;
  readonly touched: number[];
}

const addTo = ({ values, touched }: SparseScore, index: number, value: number): void => {
  if (!touched.includes(index)) touched.push(index);
  values[index]! += value;
};

/** Adds times · u·uᵀ to the meat and empties u. */
const fold = ({ values, touched }: SparseScore, meat: Float64Array, times: number): void => {
  const order = values.length;
  for (const row of touched)
    for (const column of touched) meat[row * order + column]! += times * values[row]! * values[column]!;
  for (const index of touched) values[index] = 0;
  touched.length = 0;
};

const cellOutcomes = ({ x, layout, nu }: Fit, cells: readonly Cell[]): readonly Outcomes[] =>
  cells.map(({ first, second }) =>
    outcomesAt(x[first]! - x[second]! + (layout.gamma === undefined ? 0 : x[layout.gamma]!), nu),
  );

/** Σ over clusters of the outer product of a cluster's score, a game without dependents being its own cluster. */
const meatOf = (fit: Fit, { cells, clusters, weights }: ClusteredGames): Float64Array => {
  const { layout, order } = fit;
  const meat = new Float64Array(order * order);
  const outcomes = cellOutcomes(fit, cells);
  const score: SparseScore = { values: new Float64Array(order), touched: [] };
  const addGame = (at: number, result: Result): void => {
    const [byS, byTies] = scoreOf(result, outcomes[at]!);
    const weight = weights[at]!;
    addTo(score, cells[at]!.first, weight * byS);
    addTo(score, cells[at]!.second, -weight * byS);
    if (layout.gamma !== undefined) addTo(score, layout.gamma, weight * byS);
    if (layout.ties !== undefined) addTo(score, layout.ties, weight * byTies);
  };
  const single = singlesOf(cells, clusters);
  for (const at of cells.keys()) {
    for (const result of [win, draw, loss] as const) {
      const games = single[3 * at + result]!;
      if (games === 0) continue;
      addGame(at, result);
      fold(score, meat, games);
    }
  }
  for (const { codes, times } of clusters) {
    for (const code of codes) addGame(Math.floor(code / results.length), (code % results.length) as Result);
    fold(score, meat, times);
  }
  return meat;
};

/** Games of each cell and result (won, drawn, lost) that are in no cluster with others. */
const singlesOf = (cells: readonly Cell[], clusters: readonly Cluster[]): Float64Array => {
  const single = new Float64Array(3 * cells.length);
  for (const [at, { wins, draws, losses }] of cells.entries()) single.set([wins, draws, losses], 3 * at);
  for (const { codes, times } of clusters) {
    for (const code of codes) {
      const at = Math.floor(code / results.length);
      const result = code - codeOf(at, win);
      const plain = result === forfeitWin ? win : result === forfeitLoss ? loss : result;
      single[3 * at + plain]! -= times;
    }
  }
  return single;
};

/** C = A·B for symmetric matrices, of which B is read along its rows. */
const multiply = (a: Float64Array, b: Float64Array, order: number): Float64Array => {
  const product = new Float64Array(order * order);
  for (let i = 0; i < order; i++) {
    const row = product.subarray(i * order, (i + 1) * order);
    for (let k = 0; k < order; k++) {
      const factor = a[i * order + k]!;
      if (factor === 0) continue;
      const at = k * order;
      for (let j = 0; j < order; j++) row[j]! += factor * b[at + j]!;
    }
  }
  return product;
};

/** How many clusters there are, each lone game counted as one. */
export const clusterCount = ({ cells, clusters }: ClusteredGames): number => {
  const games = cells.reduce((sum, { wins, draws, losses }) => sum + wins + draws + losses, 0);
  return clusters.reduce((sum, { codes, times }) => sum - times * (codes.length - 1), games);
};

/**
 * The covariance H⁻¹·(Σ u·uᵀ)·H⁻¹ with scores summed by cluster (Huber 1967; Liang and Zeger 1986), times
 * c/(c − 1) for c clusters. It holds where games depend on each other; undefined where there is one cluster only.
 */
export const sandwichOf = (fit: Fit, games: ClusteredGames): Float64Array | undefined => {
  const clusters = clusterCount(games);
  if (clusters < 2) return undefined;
  const half = multiply(fit.covariance, meatOf(fit, games), fit.order);
  const correction = clusters / (clusters - 1);
  return multiply(half, fit.covariance, fit.order).map((value) => value * correction);
};
