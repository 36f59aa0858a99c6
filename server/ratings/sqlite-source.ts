import { DatabaseSync } from 'node:sqlite';
import { createLedgerTables } from '../../replays/stores/sqlite-ledger.ts';
import { tallyLedger } from '../../replays/stores/sqlite-ledger-tally.ts';
import type { RatingSource } from './source.ts';

/** A source over a store's database, which another thread is writing. */
export const openSqliteSource = (path: string): RatingSource =>
  createSqliteSource(new DatabaseSync(path, { readOnly: true }));

/** A source over a database with a ledger. */
export const createSqliteSource = (database: DatabaseSync): RatingSource => {
  const ledger = createLedgerTables(database);
  const selectSeq = database.prepare('SELECT seq FROM ledger WHERE match = ?');
  return {
    tally: (options) => tallyLedger(database, options),
    rows: ledger.read,
    row: (match) => {
      const seq = selectSeq.get(match)?.['seq'];
      return seq === undefined ? undefined : ledger.read(Number(seq) - 1, 1)[0];
    },
  };
};
