import { clockPresets } from '../../replays/format.ts';
import { overallTable } from '../../replays/ratings/overall.ts';
import type { PoolCounts } from '../../replays/ratings/pool-counts.ts';
import type { RatingTable } from '../../replays/ratings/table.ts';
import type { Overall } from '../protocol/leaderboards.ts';

/** One table a clock preset over the games' default pools, whose names are `game/preset`; of a game the newest version. */
export const overallOf = (
  pools: readonly PoolCounts[],
  tableOf: (pool: PoolCounts) => RatingTable,
): Overall => ({
  items: clockPresets.flatMap((preset) => {
    const own = pools.filter(
      ({ game, pool }, at) =>
        pool === `${game}/${preset}` && pools.findIndex((other) => other.pool === pool) === at,
    );
    if (own.length === 0) return [];
    const { players, unrated, betweenGames } = overallTable(own.map(tableOf));
    return [
      {
        preset,
        pools: own.map(({ pool }) => pool),
        betweenGames,
        players: [...players],
        unrated: [...unrated],
      },
    ];
  }),
});
