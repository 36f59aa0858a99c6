import type { Group, Header } from './format.ts';
import type { Leases } from './leases.ts';
import type { LedgerRow, UnnumberedLedgerRow } from './ledger.ts';

/** What only the match itself and its adopter may read; never exported; deleted when the match ends. */
export interface Secrets {
  readonly seed: string;
  /** The address of each seat's hosted player, by seat; null where the seat is open. */
  readonly hosted: readonly (string | null)[];
  readonly group: Group | null;
  /** The agent or owner key id that made the match; it may cancel it while it waits. */
  readonly creator: string | null;
}

/** A text beside the chain, with its salt. */
export interface Note {
  readonly sha256: string;
  readonly salt: string;
  readonly text: string;
}

/** What is known of a disk that did not take what was written: it has no room left, or it fails. */
export type DiskState = 'full' | 'failing';

/**
 * Why an append was not done. `stale`: somebody else wrote since; the caller must stop. `failed`: try again; with `disk`
 * that helps only once somebody has done something about the disk.
 */
export type AppendRefusal =
  | { readonly kind: 'stale' }
  | { readonly kind: 'failed'; readonly message: string; readonly disk?: DiskState };
export type AppendDone = (refusal?: AppendRefusal) => void;

/** Lines that go to the log of one match, all or none. */
export interface Append {
  readonly match: string;
  readonly epoch: number;
  /** The chain's head before the first of these lines: the append is a compare-and-set on it. */
  readonly head: string;
  /** The chain's head after the last of these lines. */
  readonly next: string;
  readonly lines: readonly string[];
  readonly notes?: readonly Note[] | undefined;
  /** Given with the `end` line: the row goes into the ledger and the secrets go, in the same transaction. */
  readonly finish?: UnnumberedLedgerRow | undefined;
}

export interface Creation {
  readonly header: Header;
  /** The header line's exact text, and the chain's head after it. */
  readonly line: string;
  readonly head: string;
  readonly secrets: Secrets;
  /** The member of a cluster that plays the match; absent where one process has the store to itself. */
  readonly owner?: string | undefined;
}

export type MatchStatus = 'running' | 'over';

/** One row of a listing of matches. A match that waits for its seats is listed as `running` by the store. */
export interface MatchSummary {
  readonly match: string;
  readonly game: string;
  readonly status: MatchStatus;
  readonly agents: readonly string[];
  readonly createdAt: string;
  readonly endedAt: string | null;
}

export interface MatchFilter {
  readonly game?: string;
  readonly agent?: string;
  readonly status?: MatchStatus;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page starts; absent on the last one. */
  readonly cursor?: string;
}

/** An unfinished match as its adopter needs it. */
export interface Unfinished {
  readonly match: string;
  readonly lines: readonly string[];
  readonly secrets: Secrets;
  readonly epoch: number;
}

/**
 * Where logs live. Writing is by callback, so that a deterministic simulation can decide when and whether a
 * commit is answered; a `done` without a refusal means the lines survive a kill and a power cut.
 */
export interface LogStore {
  create(creation: Creation, done: AppendDone): void;
  append(append: Append, done: AppendDone): void;
}

/** A store with everything that a server asks of it. */
export interface Store extends LogStore {
  /** Who plays which match; absent where one process has the store to itself. */
  readonly leases?: Leases;
  /** The lines of a match, whole; undefined where there is none. Rejects with `log-pruned` where they were let go. */
  read(match: string): Promise<readonly string[] | undefined>;
  notes(match: string): Promise<readonly Note[]>;
  list(filter: MatchFilter, limit: number, cursor?: string): Promise<Page<MatchSummary>>;
  /** Every match without an `end`, its epoch raised by one: whoever held it before can no longer write. */
  adoptUnfinished(): Promise<readonly Unfinished[]>;
  /** Ledger rows with `seq` above `since`, in order. */
  ledger(since: number, limit: number): Promise<readonly LedgerRow[]>;
  secrets(match: string): Promise<Secrets | undefined>;
  /** Whether every match of this group (same pair or start or event) is over. */
  isGroupOver(match: string): Promise<boolean>;
  /** A consistent copy of everything, made while the store runs. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}
