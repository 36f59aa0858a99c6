import type { PoolCounts } from '../../replays/ratings/pool-counts.ts';
import type { PoolTally } from '../../replays/ratings/pool-tally.ts';
import { plainRatings } from '../../replays/ratings/plain-ratings.ts';
import { leaderboardTrust } from '../../replays/ratings/rating-case.ts';
import { recordsOf } from '../../replays/ratings/game-record.ts';
import type { Estimate } from '../../replays/ratings/scale.ts';
import type { History } from '../protocol/leaderboards.ts';
import { leaderboardOptions } from './book.ts';
import type { RatingSource } from './source.ts';

/** A pool as it stood after so many games, by a cold fit of those alone. */
interface Standing {
  readonly games: number;
  readonly at: string;
  readonly ratings: ReadonlyMap<string, Estimate>;
  /** Games by agent. */
  readonly own: ReadonlyMap<string, number>;
}

interface PoolHistory {
  readonly everyGames: number;
  readonly games: number;
  readonly standings: readonly Standing[];
}

const pointsMax = 40;
const pointsMin = 4;
/** A fit takes longer the more agents there are, so that large pools get fewer points. */
const fitsBudget = 4_000;

/** The least of 1, 2, 5, 10, 20, 50 … that gives no more points than the pool is worth. */
const everyGamesFor = (games: number, agents: number): number => {
  const points = Math.max(pointsMin, Math.min(pointsMax, Math.floor(fitsBudget / agents)));
  for (let power = 1; ; power *= 10)
    for (const digit of [1, 2, 5]) if (games / (digit * power) <= points) return digit * power;
};

const standingOf = (source: RatingSource, tally: PoolTally, seq: number): Standing => {
  const pool = tally.close();
  const records = recordsOf(pool.counts);
  return {
    games: tally.games(),
    at: source.rows(seq - 1, 1)[0]!.endedAt,
    ratings: plainRatings(pool, leaderboardOptions(pool)),
    own: new Map(pool.counts.agents.map((agent, index) => [agent, records[index]!.games])),
  };
};

/** Goes through the ledger once and fits the pool at each point that is not known yet: what was played stays. */
const computeHistory = (
  source: RatingSource,
  pool: PoolCounts,
  games: number,
  before: PoolHistory | undefined,
): PoolHistory => {
  const everyGames = everyGamesFor(games, pool.counts.agents.length);
  const known = new Map(
    before?.everyGames === everyGames ? before.standings.map((standing) => [standing.games, standing]) : [],
  );
  const standings: Standing[] = [];
  let last = 0;
  source.tally({
    ...leaderboardTrust,
    game: pool.game,
    watch: (hash, tally, seq) => {
      // A match that does not count leaves the number of games as it is.
      if (hash !== pool.poolHash || tally.games() === last) return;
      last = tally.games();
      if (last % everyGames === 0 || last === games)
        standings.push(known.get(last) ?? standingOf(source, tally, seq));
    },
  });
  return { everyGames, games, standings };
};

/** Answers how ratings came to be what they are; the work is done once for each number of games of a pool. */
export const createHistories = (source: RatingSource) => {
  const known = new Map<string, PoolHistory>();
  return (pool: PoolCounts, games: number, agent: string): History => {
    let history = known.get(pool.poolHash);
    if (history?.games !== games) {
      history = computeHistory(source, pool, games, history);
      known.set(pool.poolHash, history);
    }
    return {
      game: pool.game,
      version: pool.version,
      pool: pool.pool,
      poolHash: pool.poolHash,
      agent,
      everyGames: history.everyGames,
      points: history.standings.flatMap(({ games: all, at, ratings, own }) => {
        const estimate = ratings.get(agent);
        const played = own.get(agent) ?? 0;
        return estimate === undefined || played === 0 ? [] : [{ games: all, own: played, at, ...estimate }];
      }),
    };
  };
};
