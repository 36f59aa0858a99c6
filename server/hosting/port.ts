import type { ClientMessage } from '../protocol/messages.ts';
import type { Wire } from '../match/ports.ts';

/** What a hosted player may know of the seat that it takes: no more than a player behind a socket. */
export interface HostedSeatContext {
  readonly match: string;
  readonly seat: number;
  readonly game: string;
  /** The key of the player's chance: 64 hexadecimal digits, a function of the match's seed and the seat. */
  readonly chance: string;
  /** Whether the match counts: what a player learns from one that does must not change how it plays. */
  readonly rated?: boolean | undefined;
}

/** A request that a model's provider failed: `provider-http-503`, and how long it took. No text of either side. */
export interface ProviderEvidence {
  readonly code: string;
  readonly ms: number;
}

/** Why a hosted player cannot go on, where that decides how its match ends. */
export type FailureCause =
  | { readonly kind: 'provider'; readonly evidence: readonly ProviderEvidence[] }
  | { readonly kind: 'budget' };

/** What a hosted player says to its match. */
export interface HostedSeatEvents {
  readonly send: (message: ClientMessage) => void;
  /** The player cannot go on. Without a cause its seat is treated like one whose socket is gone for good. */
  readonly failed: (error: Error, cause?: FailureCause) => void;
}

/** Plays seats in this process or its children; implemented by the composition root, not by the server. */
export interface PlayerHost {
  /** The wire by which the match speaks to the player. */
  open(address: string, context: HostedSeatContext, events: HostedSeatEvents): Wire;
  /** Why `address` cannot play `game` here; undefined when it can. */
  problem(address: string, game: string): { readonly code: string; readonly message: string } | undefined;
  /** The house bots that play `game` with their default options, by name. */
  bots(game: string): readonly string[];
  /** The canonical address with the player's version, as logs name it. */
  agentId(address: string): string;
  close(): Promise<void>;
}
