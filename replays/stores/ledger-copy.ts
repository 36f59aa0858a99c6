import { DatabaseSync } from 'node:sqlite';
import type { LedgerRow } from '../ledger.ts';
import { createLedgerTables } from './sqlite-ledger.ts';
import { migrate } from './sqlite-schema.ts';
import { inTransaction } from './sqlite-transaction.ts';

/** A ledger that lies elsewhere, once more as a database of SQLite, in the form that ratings read. */
export interface LedgerCopy {
  readonly database: DatabaseSync;
  /** Takes the rows that follow those it has. */
  readonly add: (rows: readonly LedgerRow[]) => void;
  /** The number of its last row. */
  readonly last: () => number;
}

/**
 * An empty copy. It is a temporary file that SQLite makes and removes itself, and of which it keeps little in memory: a
 * million rows as objects would take gigabytes.
 */
export const createLedgerCopy = (): LedgerCopy => {
  const database = new DatabaseSync('');
  database.exec('PRAGMA synchronous = OFF');
  migrate(database, 'the copy of the ledger');
  const ledger = createLedgerTables(database);
  let last = 0;
  return {
    database,
    add: (rows) => {
      inTransaction(database, () => {
        for (const row of rows) ledger.put(row);
        ledger.addColumns(rows);
      });
      last = rows.at(-1)?.seq ?? last;
    },
    last: () => last,
  };
};
