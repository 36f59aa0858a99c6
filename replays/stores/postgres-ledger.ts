import type { ClientBase } from 'pg';
import type { LedgerRow, UnnumberedLedgerRow } from '../ledger.ts';
import { ledgerRowHash, numberRow, type LedgerHead } from './ledger-chain.ts';
import type { PostgresPool } from './postgres-pool.ts';
import { insertRows } from './postgres-rows.ts';
import {
  ledgerColumns,
  ledgerRowOf,
  ledgerSeatColumns,
  type LedgerColumns,
  type LedgerSeatColumns,
} from './sqlite-rows.ts';

/** Stores numbered rows. */
export const insertLedgerRows = async (client: ClientBase, rows: readonly LedgerRow[]): Promise<void> => {
  await insertRows(client, 'ledger', rows.map(ledgerColumns));
  await insertRows(
    client,
    'ledger_seats',
    rows.flatMap((row) => row.seats.map((seat) => ledgerSeatColumns(row.seq, seat))),
  );
};

/** Notes where the ledger ends. */
export const moveLedgerHead = async (client: ClientBase, { seq, hash }: LedgerHead): Promise<void> => {
  await client.query('UPDATE ledger_head SET seq = $1, hash = $2', [seq, hash]);
};

/** Numbers and chains rows after the last one, whose place is locked until the commit: the chain has one end. */
export const addToLedger = async (
  client: ClientBase,
  rows: readonly UnnumberedLedgerRow[],
): Promise<void> => {
  const { rows: heads } = await client.query<LedgerHead>('SELECT seq, hash FROM ledger_head FOR UPDATE');
  let head = heads[0]!;
  const numbered = rows.map((row) => {
    const next = numberRow(row, head);
    head = { seq: next.seq, hash: ledgerRowHash(next) };
    return next;
  });
  await insertLedgerRows(client, numbered);
  await moveLedgerHead(client, head);
};

/** Ledger rows with `seq` above `since`, in order. */
export const readLedger = async (
  pool: PostgresPool,
  since: number,
  limit: number,
): Promise<readonly LedgerRow[]> => {
  const rows = await pool.query<LedgerColumns & object>(
    'SELECT * FROM ledger WHERE seq > $1 ORDER BY seq LIMIT $2',
    [since, limit],
  );
  const last = rows.at(-1)?.seq ?? since;
  const seats = await pool.query<LedgerSeatColumns & object>(
    'SELECT * FROM ledger_seats WHERE seq > $1 AND seq <= $2 ORDER BY seq, seat',
    [since, last],
  );
  const bySeq = Map.groupBy(seats, (seat) => seat.seq);
  return rows.map((row) => ledgerRowOf(row, bySeq.get(row.seq) ?? []));
};
