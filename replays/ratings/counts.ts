import { compareText, type PoolCounts, type PoolId } from './pool-counts.ts';
import { createPoolTally, type PoolTally } from './pool-tally.ts';
import { classify, type CountableRow, type TrustOptions } from './result.ts';

export type { Counts, PoolCounts } from './pool-counts.ts';
export { skipReasons, type CountableRow, type SkipReason } from './result.ts';

/** Adds up ledger rows as they stream in. The sums are of integers, so the order of the rows never matters. */
export interface Tally {
  readonly add: (row: CountableRow) => void;
  /** The pool of rows that come as columns; opened when it is first asked for. */
  readonly pool: (id: PoolId) => PoolTally;
  /** A pool that is open; undefined where all its matches were left out as unrated. */
  readonly opened: (poolHash: string) => PoolTally | undefined;
  /** Leaves out a match of this pool as unrated, without opening the pool. */
  readonly skipUnrated: (id: Pick<PoolId, 'pool' | 'poolHash'>) => void;
  /** One entry an open pool, sorted by name and hash. */
  readonly pools: () => readonly PoolCounts[];
}

/** An empty tally. */
export const createTally = (options: TrustOptions = {}): Tally => {
  const pools = new Map<string, PoolTally>();
  /** Anybody may play casual matches with settings of their own, so that pools of such alone take next to no memory. */
  const unrated = new Map<string, { games: number; name: string }>();
  const poolOf = (id: PoolId): PoolTally => {
    const known = pools.get(id.poolHash);
    if (known !== undefined) {
      known.name(id.pool);
      return known;
    }
    const pool = createPoolTally(id);
    pools.set(id.poolHash, pool);
    const before = unrated.get(id.poolHash);
    if (before === undefined) return pool;
    unrated.delete(id.poolHash);
    pool.name(before.name);
    pool.skip('unrated', before.games);
    return pool;
  };
  const skipUnrated: Tally['skipUnrated'] = ({ pool: name, poolHash }) => {
    const pool = pools.get(poolHash);
    const before = unrated.get(poolHash);
    if (pool !== undefined) {
      pool.name(name);
      pool.skip('unrated');
    } else if (before === undefined) {
      unrated.set(poolHash, { games: 1, name });
    } else {
      before.games += 1;
      if (name < before.name) before.name = name;
    }
  };
  return {
    add: (row) => {
      const classified = classify(row, options);
      if (classified.kind === 'skipped' && classified.reason === 'unrated') skipUnrated(row);
      else poolOf(row).add(row, classified);
    },
    pool: poolOf,
    opened: (poolHash) => pools.get(poolHash),
    skipUnrated,
    pools: () =>
      [...pools.values()]
        .map((pool) => pool.close())
        .sort((a, b) => compareText(a.pool, b.pool) || compareText(a.poolHash, b.poolHash)),
  };
};
