import { sources, type Fault, type Group, type RefusalClass, type Termination } from './format.ts';
import type { ThinkBuckets } from './think-buckets.ts';

/** What turns were decided by; `unsaid` where nobody told. */
export const sourceClasses = [...sources, 'unsaid'] as const;
export type SourceClass = (typeof sourceClasses)[number];

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
  /** Turns by what decided them; a class without any is absent. */
  readonly sources: { readonly [Class in SourceClass]?: number };
  /** Think time over all turns, and how it spreads over those that were completed. */
  readonly thinkMs: number;
  readonly think: ThinkBuckets;
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
  /** SHA-256 over all (n, actions, state), as `verify` tells it. */
  readonly play: string;
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
