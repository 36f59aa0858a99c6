import type { Fit } from './bradley-terry.ts';
import { outcomesAt } from './davidson.ts';
import { chiSquareTail } from './gamma.ts';
import type { Cell } from './pool-counts.ts';

/** How far a pair's points are from what the ratings say. */
export interface PairResidual {
  /** Indices, `one` < `other`. */
  readonly one: number;
  readonly other: number;
  readonly games: number;
  /** Points of `one`, and what the model expects. */
  readonly points: number;
  readonly expected: number;
  /** (points − expected) over its standard deviation. */
  readonly z: number;
}

/** Whether results fit on one line at all: A beats B beats C beats A does not. */
export interface Intransitivity {
  readonly chiSquare: number;
  readonly degrees: number;
  /** The chance of so large a value where strengths alone decide. */
  readonly p: number;
}

export interface Residuals {
  /** Sorted by pair. */
  readonly pairs: readonly PairResidual[];
  /** Null where no pair is left over to test with. */
  readonly intransitivity: Intransitivity | null;
}

/** A pair beyond this many standard deviations is flagged. */
export const flaggedZ = 3.5;

interface OpenPair {
  games: number;
  points: number;
  expected: number;
  variance: number;
}

const pairsOf = (fit: Fit, cells: readonly Cell[]): ReadonlyMap<number, OpenPair> => {
  const { x, layout } = fit;
  const pairs = new Map<number, OpenPair>();
  for (const { first, second, wins, draws, losses } of cells) {
    const key = Math.min(first, second) * layout.agents + Math.max(first, second);
    let pair = pairs.get(key);
    if (pair === undefined) pairs.set(key, (pair = { games: 0, points: 0, expected: 0, variance: 0 }));
    const s = x[first]! - x[second]! + (layout.gamma === undefined ? 0 : x[layout.gamma]!);
    const chances = outcomesAt(s, fit.nu);
    const games = wins + draws + losses;
    const mean = chances.win + chances.draw / 2;
    const points = first < second ? wins + draws / 2 : losses + draws / 2;
    pair.games += games;
    pair.points += points;
    pair.expected += games * (first < second ? mean : 1 - mean);
    pair.variance += games * (chances.win + chances.draw / 4 - mean * mean);
  }
  return pairs;
};

/** Pair residuals under the fit and the χ² test on them, with a degree of freedom less for each fitted strength. */
export const residualsOf = (
  fit: Fit,
  cells: readonly Cell[],
  groups: readonly (readonly number[])[],
): Residuals => {
  const { agents } = fit.layout;
  const pairs = [...pairsOf(fit, cells)]
    .sort(([a], [b]) => a - b)
    .map(([key, { games, points, expected, variance }]) => ({
      one: Math.floor(key / agents),
      other: key % agents,
      games,
      points,
      expected,
      z: variance === 0 ? 0 : (points - expected) / Math.sqrt(variance),
    }));
  const strengths = groups.reduce((sum, group) => sum + group.length - 1, 0);
  const degrees = pairs.length - strengths;
  if (degrees < 1) return { pairs, intransitivity: null };
  const chiSquare = pairs.reduce((sum, { z }) => sum + z * z, 0);
  return { pairs, intransitivity: { chiSquare, degrees, p: chiSquareTail(chiSquare, degrees) } };
};
