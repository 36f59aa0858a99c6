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
  /** One entry a pool, sorted by name and hash. */
  readonly pools: () => readonly PoolCounts[];
}

/** An empty tally. */
export const createTally = (options: TrustOptions = {}): Tally => {
  const pools = new Map<string, PoolTally>();
  const poolOf = (id: PoolId): PoolTally => {
    let pool = pools.get(id.poolHash);
    if (pool === undefined) pools.set(id.poolHash, (pool = createPoolTally(id)));
    pool.name(id.pool);
    return pool;
  };
  return {
    add: (row) => poolOf(row).add(row, classify(row, options)),
    pool: poolOf,
    pools: () =>
      [...pools.values()]
        .map((pool) => pool.close())
        .sort((a, b) => compareText(a.pool, b.pool) || compareText(a.poolHash, b.poolHash)),
  };
};
