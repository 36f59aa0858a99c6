import { createTally, type Tally } from '../../replays/ratings/counts.ts';
import type { TrustOptions } from '../../replays/ratings/result.ts';
import type { LedgerRow } from '../../replays/ledger.ts';
import type { Store } from '../../replays/store.ts';
import type { LedgerTally, LedgerTallyOptions } from '../../replays/stores/sqlite-ledger-tally.ts';

/** Where ratings read the ledger. It answers at once: where that takes long, it is not on the arena's event loop. */
export interface RatingSource {
  /** The whole ledger, added up. */
  readonly tally: (options: LedgerTallyOptions) => LedgerTally;
  /** Rows with `seq` above `since`, in order. */
  readonly rows: (since: number, limit: number) => readonly LedgerRow[];
  /** The row of a match; undefined where it is not over. */
  readonly row: (match: string) => LedgerRow | undefined;
}

const addAll = (tally: Tally, rows: readonly LedgerRow[], { game, watch }: LedgerTallyOptions): void => {
  for (const row of rows) {
    if (game !== undefined && row.game !== game) continue;
    tally.add(row);
    const pool = tally.opened(row.poolHash);
    if (pool !== undefined) watch?.(row.poolHash, pool, row.seq);
  }
};

const rowsAtOnce = 1_000;

/** What follows a ledger: it takes the rows after the last one that it has. */
interface Following {
  readonly last: () => number;
  readonly add: (rows: readonly LedgerRow[]) => void;
}

/**
 * A function that lets `following` have what a ledger has gained. One reading follows another: two at once would take
 * the same rows twice, and one that failed must not keep the next from reading.
 */
export const createFollower = (following: Following, ledger: Store['ledger']): (() => Promise<void>) => {
  let work: Promise<void> = Promise.resolve();
  const readOn = async (): Promise<void> => {
    for (;;) {
      const more = await ledger(following.last(), rowsAtOnce);
      if (more.length === 0) return;
      following.add(more);
    }
  };
  return () => {
    work = work.then(readOn, readOn);
    return work;
  };
};

/** A source over rows in memory; they may grow. */
export const createRowsSource = (rows: readonly LedgerRow[]): RatingSource => ({
  tally: (options) => {
    const trust: TrustOptions = options;
    const tally = createTally(trust);
    addAll(tally, rows, options);
    return { tally, last: rows.at(-1)?.seq ?? 0 };
  },
  rows: (since, limit) => rows.slice(since, since + limit),
  row: (match) => rows.find((row) => row.match === match),
});
