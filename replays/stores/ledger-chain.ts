import { canonical } from '../../games/canonical.ts';
import type { Json } from '../../games/game.ts';
import { sha256Hex } from '../../games/sha256.ts';
import type { LedgerRow, UnnumberedLedgerRow } from '../ledger.ts';

/** Where the ledger stands: the number and the hash of its last row. */
export interface LedgerHead {
  readonly seq: number;
  readonly hash: string;
}

/** The head of an empty ledger; the first row is number 1, and 64 zeros stand in its `prev`. */
export const ledgerStart: LedgerHead = { seq: 0, hash: '0'.repeat(64) };

/** What the next row holds in `prev`: SHA-256 of the canonical JSON text of this one. */
export const ledgerRowHash = (row: LedgerRow): string => sha256Hex(canonical(row as unknown as Json));

/**
 * The row that follows `head`. Seats are put in order and a group without members becomes null, so that a row
 * has one form only and its hash survives being stored as columns.
 */
export const numberRow = (row: UnnumberedLedgerRow, head: LedgerHead): LedgerRow => ({
  ...row,
  group: row.group === null || Object.keys(row.group).length === 0 ? null : row.group,
  seats: row.seats.toSorted((a, b) => a.seat - b.seat),
  seq: head.seq + 1,
  prev: head.hash,
});
