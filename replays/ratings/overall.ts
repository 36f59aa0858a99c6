import { normalQuantile } from './normal.ts';
import type { RatingTable } from './table.ts';

/** One agent over several games. */
export interface OverallPlayer {
  readonly name: string;
  readonly rating: number;
  readonly se: number;
  readonly low: number;
  readonly high: number;
  /** The share of the games' weight that it has played. */
  readonly played: number;
}

/** Ratings over several games: what is common to them, and how much agents differ from game to game. */
export interface OverallTable {
  readonly pools: readonly string[];
  /** Standard deviation, in score-Elo, of an agent's rating in one game around its own over all. */
  readonly betweenGames: number;
  /** Strongest first; who has played too little is in `unrated`. */
  readonly players: readonly OverallPlayer[];
  readonly unrated: readonly { readonly name: string; readonly played: number }[];
}

/** Whoever could leave out a weak game would. */
const playedMin = 0.8;

interface Effect {
  readonly rating: number;
  readonly variance: number;
  readonly weight: number;
}

const effectsOf = (
  tables: readonly RatingTable[],
  weights: readonly number[],
): ReadonlyMap<string, readonly Effect[]> => {
  const effects = new Map<string, Effect[]>();
  for (const [at, { players }] of tables.entries()) {
    for (const { name, rating, se, games } of players) {
      const own = effects.get(name) ?? [];
      effects.set(name, own);
      if (games > 0) own.push({ rating, variance: se * se, weight: weights[at]! });
    }
  }
  return effects;
};

/** σ² of θ_ig = a_i + b_ig, b ~ N(0, σ²), by moments over all agents (DerSimonian and Laird 1986). */
const betweenVariance = (all: Iterable<readonly Effect[]>): number => {
  let [excess, scale] = [0, 0];
  for (const effects of all) {
    if (effects.length < 2) continue;
    const precisions = effects.map(({ variance }) => 1 / variance);
    const total = precisions.reduce((sum, value) => sum + value, 0);
    const mean = effects.reduce((sum, { rating }, at) => sum + rating * precisions[at]!, 0) / total;
    const spread = effects.reduce((sum, { rating }, at) => sum + precisions[at]! * (rating - mean) ** 2, 0);
    excess += spread - (effects.length - 1);
    scale += total - precisions.reduce((sum, value) => sum + value * value, 0) / total;
  }
  return scale === 0 ? 0 : Math.max(0, excess / scale);
};

const pooled = (effects: readonly Effect[], between: number): { rating: number; se: number } => {
  const shares = effects.map(({ variance, weight }) => weight / (variance + between));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const rating = effects.reduce((sum, effect, at) => sum + effect.rating * shares[at]!, 0) / total;
  const variance = effects.reduce(
    (sum, effect, at) => sum + shares[at]! ** 2 * (effect.variance + between),
    0,
  );
  return { rating, se: Math.sqrt(variance) / total };
};

/**
 * The overall rating by partial pooling. `weights` are those of the tables, equal where absent. Tables must be on
 * one scale: that of shared anchors, or of the same agents around the same mean.
 */
export const overallTable = (
  tables: readonly RatingTable[],
  weights: readonly number[] = tables.map(() => 1),
): OverallTable => {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const effects = effectsOf(tables, weights);
  const between = betweenVariance(effects.values());
  const entries = [...effects].map(([name, own]) => ({
    name,
    own,
    played: own.reduce((sum, { weight }) => sum + weight, 0) / all,
  }));
  const isRated = ({ played }: { readonly played: number }): boolean => played >= playedMin;
  return {
    pools: tables.map(({ pool }) => pool),
    betweenGames: Math.sqrt(between),
    players: entries
      .filter(isRated)
      .map(({ name, own, played }) => {
        const { rating, se } = pooled(own, between);
        return {
          name,
          rating,
          se,
          low: rating - normalQuantile * se,
          high: rating + normalQuantile * se,
          played,
        };
      })
      .sort((a, b) => b.rating - a.rating || (a.name < b.name ? -1 : 1)),
    unrated: entries
      .filter((entry) => !isRated(entry))
      .map(({ name, played }) => ({ name, played }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
};
