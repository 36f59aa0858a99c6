import type { LedgerRow } from '../../replays/ledger.ts';
import { createLiveRatings, type LiveRatings, type LiveTable } from '../../replays/ratings/live-ratings.ts';
import type { CellResult } from '../../replays/ratings/live-fit.ts';
import { anchorsOf } from '../../replays/ratings/anchors-of.ts';
import { compareText, type PoolCounts, type PoolId } from '../../replays/ratings/pool-counts.ts';
import { leaderboardTrust, type RatingOptions } from '../../replays/ratings/rating-case.ts';
import { classify, pointsOf } from '../../replays/ratings/result.ts';
import { poolTable, type RatingTable } from '../../replays/ratings/table.ts';
import type { LedgerTally } from '../../replays/stores/sqlite-ledger-tally.ts';
import type { RatingSource } from './source.ts';

/** The rated pools of a ledger. Every answer first reads what the ledger has gained. */
export interface RatingBook {
  /** Pools with a game that counts, sorted by name. */
  readonly pools: () => readonly PoolCounts[];
  /** A pool by its name, of which the newest version is meant, or by its hash. */
  readonly pool: (name: string) => PoolCounts | undefined;
  /** Games and solo runs of a pool that count. */
  readonly games: (pool: PoolCounts) => number;
  /** The published table: a cold fit, made once for each state of its pool. */
  readonly table: (pool: PoolCounts) => RatingTable;
  /** The ratings after the newest game, by a warm fit. */
  readonly live: (pool: PoolCounts) => LiveTable;
}

/** How a pool of the leaderboards is rated. */
export const leaderboardOptions = (pool: PoolId): RatingOptions => ({
  ...leaderboardTrust,
  anchors: anchorsOf(pool),
});

const rowsAtOnce = 1_000;

const cellResults: readonly CellResult[] = ['losses', 'draws', 'wins'];

/** Live ratings of a pool, and the matches that they followed. */
interface Followed {
  readonly ratings: LiveRatings;
  rows: number;
}

/** After so many matches a whole fit renews the errors and the places of the anchors. */
const followedMax = 100;

/** Lets the live ratings of a pool follow a row; answers whether they could. */
const follow = (live: Followed, row: LedgerRow): boolean => {
  live.rows += 1;
  if (live.rows > followedMax) return false;
  const classified = classify(row, leaderboardTrust);
  if (classified.kind === 'skipped') return true;
  if (classified.kind === 'solo') return false;
  const { first, second, result } = classified;
  return live.ratings.add(first.agent, second.agent, cellResults[2 * pointsOf[result]]!) !== undefined;
};

/** What is known of one pool since it was last closed. */
interface Page {
  readonly counts: PoolCounts;
  table?: RatingTable;
}

const hasGames = ({ counts }: PoolCounts): boolean => counts.cells.length > 0;

export const createRatingBook = (source: RatingSource): RatingBook => {
  const pages = new Map<string, Page>();
  const lives = new Map<string, Followed>();
  let read: LedgerTally | undefined;
  let seq = 0;

  const open = (): LedgerTally => {
    const opened = source.tally(leaderboardTrust);
    for (const counts of opened.tally.pools()) pages.set(counts.poolHash, { counts });
    seq = opened.last;
    return opened;
  };
  const readOn = (): void => {
    const { tally } = (read ??= open());
    const changed = new Set<string>();
    for (let rows = source.rows(seq, rowsAtOnce); rows.length > 0; rows = source.rows(seq, rowsAtOnce)) {
      for (const row of rows) {
        tally.add(row);
        changed.add(row.poolHash);
        const live = lives.get(row.poolHash);
        if (live !== undefined && !follow(live, row)) lives.delete(row.poolHash);
      }
      seq = rows.at(-1)!.seq;
    }
    for (const hash of changed) {
      const pool = tally.opened(hash);
      if (pool !== undefined) pages.set(hash, { counts: pool.close() });
    }
  };
  const pools = (): readonly PoolCounts[] => {
    readOn();
    return [...pages.values()]
      .map(({ counts }) => counts)
      .filter(hasGames)
      .sort(
        (a, b) => compareText(a.pool, b.pool) || b.version - a.version || compareText(a.poolHash, b.poolHash),
      );
  };
  return {
    pools,
    pool: (name) => pools().find(({ pool, poolHash }) => pool === name || poolHash === name),
    games: (pool) => read!.tally.pool(pool).games(),
    table: (pool) => {
      const page = pages.get(pool.poolHash)!;
      return (page.table ??= poolTable(page.counts, leaderboardOptions(page.counts)));
    },
    live: (pool) => {
      let live = lives.get(pool.poolHash);
      if (live === undefined) {
        live = { ratings: createLiveRatings(pool, leaderboardOptions(pool)), rows: 0 };
        lives.set(pool.poolHash, live);
      }
      return live.ratings.table();
    },
  };
};
