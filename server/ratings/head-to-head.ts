import type { Cell, PoolCounts, PoolId } from '../../replays/ratings/pool-counts.ts';
import type { RatingTable } from '../../replays/ratings/table.ts';
import type { HeadToHead, Superiority } from '../protocol/leaderboards.ts';

/** What a pool is, as every answer about it says. */
export const poolIdOf = ({ game, version, pool, poolHash }: PoolId): PoolId => ({
  game,
  version,
  pool,
  poolHash,
});

/** Games with their results and the share of the points. */
export interface Results {
  readonly games: number;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
  readonly score: number;
}

/** Results from the side of whoever won `wins`; there must be a game. */
export const resultsOf = ({ wins, draws, losses }: Omit<Cell, 'first' | 'second'>): Results => {
  const games = wins + draws + losses;
  return { games, wins, draws, losses, score: (wins + draws / 2) / games };
};

/** Every ordered pair that met. */
export const headToHeadOf = (pool: PoolCounts, table: RatingTable): HeadToHead => {
  const { agents, cells } = pool.counts;
  return {
    ...poolIdOf(pool),
    agents: table.players.map(({ name }) => name),
    pairs: cells.map((cell) => ({
      first: agents[cell.first]!,
      second: agents[cell.second]!,
      ...resultsOf(cell),
    })),
  };
};

/** The chances that one agent is stronger than another. */
export const superiorityTableOf = (table: RatingTable): Superiority => ({
  ...poolIdOf(table),
  agents: table.players.map(({ name }) => name),
  superiority: table.superiority?.map((row) => [...row]) ?? null,
});
