import { eloPerNat, scoreSlope } from './davidson.ts';
import { createLiveFit, type CellResult } from './live-fit.ts';
import type { PoolCounts, PoolId } from './pool-counts.ts';
import { caseOf, centre, type RatingOptions } from './rating-case.ts';
import { scoreElo } from './scale.ts';
import { solvePool } from './solution.ts';

/** Ratings after the newest game, before the next table is published. */
export interface LiveTable extends PoolId {
  readonly live: true;
  readonly scale: { readonly name: 'score-elo'; readonly centre: number; readonly eloPerNat: number };
  /** Strongest first. `se` is that of the last whole fit: a little too wide. Anchors are held where that fit put them. */
  readonly players: readonly { readonly name: string; readonly rating: number; readonly se: number }[];
}

/** Follows one pool game by game. */
export interface LiveRatings {
  readonly table: () => LiveTable;
  /** Adds a game; undefined where an agent is new, so that the pool must be opened again from its counts. */
  readonly add: (first: string, second: string, result: CellResult) => LiveTable | undefined;
}

/** Opens a pool with one whole fit. A cap on pairs is not followed: the next published table applies it. */
export const createLiveRatings = (pool: PoolCounts, options: RatingOptions = {}): LiveRatings => {
  const { counts, assumptions, evidence, reference } = caseOf(pool, options);
  const { errors } = solvePool(counts, assumptions, evidence, reference);
  const errorsAtStart = counts.agents.map((_, agent) => errors.rating(agent).se);
  const indexes = new Map(counts.agents.map((agent, index) => [agent, index]));
  const live = createLiveFit(counts, assumptions);
  const table = (): LiveTable => {
    const { theta, nu } = live.mode();
    const mean = reference.reduce((sum, member) => sum + theta[member]!, 0) / Math.max(1, reference.length);
    const players = counts.agents.map((name, agent) => {
      const contrast = { value: theta[agent]! - mean, variance: 0, tiesCovariance: 0 };
      return { name, rating: centre + scoreElo({ nu }, contrast, 0).rating, se: errorsAtStart[agent]! };
    });
    return {
      live: true,
      game: pool.game,
      version: pool.version,
      pool: pool.pool,
      poolHash: pool.poolHash,
      scale: { name: 'score-elo', centre, eloPerNat: eloPerNat * scoreSlope(nu) },
      players: players.sort((a, b) => b.rating - a.rating),
    };
  };
  return {
    table,
    add: (first, second, result) => {
      const [one, other] = [indexes.get(first), indexes.get(second)];
      if (one === undefined || other === undefined) return undefined;
      live.add(one, other, result);
      return table();
    },
  };
};
