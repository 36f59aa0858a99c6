import type { DatabaseSync } from 'node:sqlite';
import type { LedgerRow, UnnumberedLedgerRow } from '../ledger.ts';
import { createLedgerColumnsWriter, type LedgerColumnsWriter } from './sqlite-ledger-columns.ts';
import { ledgerRowHash, ledgerStart, numberRow, type LedgerHead } from './ledger-chain.ts';
import {
  insertInto,
  ledgerColumns,
  ledgerRowOf,
  ledgerSeatColumns,
  type LedgerColumns,
  type LedgerSeatColumns,
} from './sqlite-rows.ts';

/** The ledger's two tables. */
export interface LedgerTables {
  /** Adds a row after `head` and answers it with its number and its hash. Runs inside the caller's transaction. */
  readonly add: (
    row: UnnumberedLedgerRow,
    head: LedgerHead,
  ) => { readonly row: LedgerRow; readonly head: LedgerHead };
  /** Adds a row that has its number. Runs inside the caller's transaction. */
  readonly put: (row: LedgerRow) => void;
  /** Adds the rows of a transaction, all of them at its end, to the columns that ratings read. */
  readonly addColumns: (rows: readonly LedgerRow[]) => void;
  readonly head: () => LedgerHead;
  readonly read: (since: number, limit: number) => readonly LedgerRow[];
}

export const createLedgerTables = (database: DatabaseSync): LedgerTables => {
  const selectLast = database.prepare('SELECT max(seq) AS seq FROM ledger');
  const select = database.prepare('SELECT * FROM ledger WHERE seq > ? ORDER BY seq LIMIT ?');
  const selectSeats = database.prepare(
    'SELECT * FROM ledger_seats WHERE seq > ? AND seq <= ? ORDER BY seq, seat',
  );
  const read = (since: number, limit: number): readonly LedgerRow[] => {
    const rows = select.all(since, limit) as unknown as LedgerColumns[];
    const last = rows.at(-1)?.seq ?? since;
    const seats = selectSeats.all(since, last) as unknown as LedgerSeatColumns[];
    const bySeq = Map.groupBy(seats, (seat) => seat.seq);
    return rows.map((row) => ledgerRowOf(row, bySeq.get(row.seq) ?? []));
  };
  // Made when it is first needed: a database of an older build, which is only read, has no such tables.
  let columns: LedgerColumnsWriter | undefined;
  const put = (row: LedgerRow): void => {
    insertInto(database, 'ledger', ledgerColumns(row));
    for (const seat of row.seats) insertInto(database, 'ledger_seats', ledgerSeatColumns(row.seq, seat));
  };
  return {
    put,
    add: (row, head) => {
      const numbered = numberRow(row, head);
      put(numbered);
      return { row: numbered, head: { seq: numbered.seq, hash: ledgerRowHash(numbered) } };
    },
    addColumns: (rows) => {
      columns ??= createLedgerColumnsWriter(database, read);
      columns.add(rows);
    },
    head: () => {
      const seq = selectLast.get()?.['seq'] as number | null;
      const row = seq === null ? undefined : read(seq - 1, 1)[0];
      return row === undefined ? ledgerStart : { seq: row.seq, hash: ledgerRowHash(row) };
    },
    read,
  };
};
