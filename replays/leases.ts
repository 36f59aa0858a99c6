import type { Unfinished } from './store.ts';

/**
 * One life of a process that shares a store with others. A process that lost its lease comes back as another member,
 * so that nothing of its former life can be taken for its present one.
 */
export interface Member {
  readonly id: string;
  /** Where agents and the other processes reach this very process. */
  readonly url: string;
}

/** Whose an unfinished match is. `staleMs`: how long ago its member last renewed its lease. */
export interface Owner extends Member {
  readonly staleMs: number;
}

/** What stands between two processes that share a store. All time is that of the store: no process's clock decides. */
export interface Leases {
  /**
   * Adds a member, whose lease runs out after `leaseMs` unless it is renewed. `key` is the public key that it signs
   * with; rejects with `cluster-key` where the matches of the others are signed with another one, and with `cluster-url`
   * where the lease of another member with this address has not run out.
   */
  join(member: Member, key: string, leaseMs: number): Promise<void>;
  /** Whether the lease goes on. If not, its matches are anybody's: the member must let go of them. */
  renew(id: string, leaseMs: number): Promise<boolean>;
  /** Gives the lease back: from now on nobody owns the member's matches. Harmless when called again. */
  leave(id: string): Promise<void>;
  /** Ends every lease that has run out; such a member cannot renew it any more. Answers how many. */
  expire(): Promise<number>;
  /** The members whose leases have not been ended, the one that joined first first. */
  members(): Promise<readonly Member[]>;
  /** Takes at most `limit` unfinished matches that nobody owns, their epochs raised. */
  claim(id: string, limit: number): Promise<readonly Unfinished[]>;
  /** Takes those of `matches` that nobody owns, their epochs raised. */
  claimNamed(id: string, matches: readonly string[]): Promise<readonly Unfinished[]>;
  /** Takes those of `matches` anew that are the member's already, their epochs raised: it did not hear of its claim. */
  reclaim(id: string, matches: readonly string[]): Promise<readonly Unfinished[]>;
  /** The unfinished matches that are a member's. */
  owned(id: string): Promise<readonly string[]>;
  /** Whose each of these matches is; one that is over, unknown or nobody's is not among them. */
  owners(matches: readonly string[]): Promise<ReadonlyMap<string, Owner>>;
}
