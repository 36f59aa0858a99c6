import { Router } from 'express';
import { createTally, type PoolCounts } from '../../replays/ratings/counts.ts';
import { leaderboardTrust } from '../../replays/ratings/rating-case.ts';
import { poolTable, type RatingTable } from '../../replays/ratings/table.ts';
import type { Store } from '../../replays/store.ts';
import { refuse } from '../errors.ts';
import { answering } from './answer.ts';
import type { HttpDeps } from './http-deps.ts';

const rowsAtOnce = 1_000;

/** The rated pools of a ledger, read on from where the last reading stopped. */
interface Pools {
  read(): Promise<readonly PoolCounts[]>;
  /** The table of a pool by name or hash; computed once for each state of the ledger. */
  table(pool: string): Promise<RatingTable | undefined>;
}

const createPools = (store: Pick<Store, 'ledger'>): Pools => {
  const tally = createTally(leaderboardTrust);
  const tables = new Map<string, RatingTable>();
  let seq = 0;
  let work: Promise<void> = Promise.resolve();

  const readOn = async (): Promise<void> => {
    for (;;) {
      const rows = await store.ledger(seq, rowsAtOnce);
      if (rows.length === 0) return;
      for (const row of rows) tally.add(row);
      seq = rows.at(-1)!.seq;
      tables.clear();
    }
  };
  const read = async (): Promise<readonly PoolCounts[]> => {
    // Two readers at once would count the same rows twice; one that failed must not keep the next from reading.
    work = work.then(readOn, readOn);
    await work;
    return tally.pools();
  };
  return {
    read,
    table: async (name) => {
      const pool = (await read()).find((one) => one.pool === name || one.poolHash === name);
      if (pool === undefined) return undefined;
      const table = tables.get(pool.poolHash) ?? poolTable(pool, leaderboardTrust);
      tables.set(pool.poolHash, table);
      return table;
    },
  };
};

const gamesIn = ({ counts }: PoolCounts): number =>
  counts.cells.reduce((sum, { wins, draws, losses }) => sum + wins + draws + losses, 0);

/** Ratings, computed from the ledger and from nothing else. */
export const leaderboardsRoutes = ({ arena }: HttpDeps): Router => {
  const pools = createPools(arena.store);
  const router = Router();
  router.get(
    '/',
    answering(async () => {
      const items = (await pools.read()).map((pool) => ({
        pool: pool.pool,
        hash: pool.poolHash,
        game: pool.game,
        matches: gamesIn(pool),
      }));
      return { body: { items } };
    }),
  );
  // A pool's name has a slash in it, which comes encoded or as it is.
  router.get(
    '/*pool',
    answering(async ({ params }) => {
      const table = await pools.table([params['pool']].flat().join('/'));
      return table === undefined ? refuse('unknown-pool') : { body: table };
    }),
  );
  return router;
};
