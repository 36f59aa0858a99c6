import type { Fault, Group, RefusalClass, Termination } from './format.ts';

/** One seat of a finished match, as ratings, costs and reliability need it. */
export interface LedgerSeat {
  readonly seat: number;
  readonly agent: string;
  readonly owner: string;
  readonly role: string;
  readonly score: number | null;
  readonly place: number | null;
  /** Turns that the seat completed. */
  readonly turns: number;
  readonly refusals: { readonly [Class in RefusalClass]: number };
  /** Sums over the turns that stated them; null where none did. */
  readonly tokensIn: number | null;
  readonly tokensOut: number | null;
  readonly costUsd: number | null;
  /** Think time over all turns. */
  readonly thinkMs: number;
}

/** A finished match before the ledger numbers it. */
export interface UnnumberedLedgerRow {
  readonly match: string;
  readonly game: string;
  readonly version: number;
  readonly pool: string;
  readonly poolHash: string;
  readonly group: Group | null;
  readonly seats: readonly LedgerSeat[];
  readonly steps: number;
  readonly termination: Termination;
  readonly fault: Fault | null;
  readonly rated: boolean;
  readonly startedAt: string;
  readonly endedAt: string;
  /** SHA-256 of the log's last line, which fixes every line before it. */
  readonly logHash: string;
}

/** A ledger row. `prev` is the hash of the row before, so that no row can be dropped unseen. */
export interface LedgerRow extends UnnumberedLedgerRow {
  readonly seq: number;
  readonly prev: string;
}
