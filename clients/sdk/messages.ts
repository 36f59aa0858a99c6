/**
 * The protocol's messages as plain types, so that this package needs nothing but the platform. The schemas
 * of the arena are the law; a test holds these types to them.
 */

/** Any JSON value. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** Who chose a move: the share that the model did not choose is published beside a rating. */
export type Source =
  | 'model'
  | 'rethink'
  | 'vote'
  | 'search'
  | 'tool'
  | 'fallback'
  | 'bot'
  | 'engine'
  | 'human'
  | 'script';

/** Tokens and money that a turn cost. What is unknown is absent, never 0. */
export interface Usage {
  readonly input?: number | undefined;
  readonly output?: number | undefined;
  readonly reasoning?: number | undefined;
  readonly cached?: number | undefined;
  readonly costUsd?: number | undefined;
}

export interface Hello {
  readonly type: 'hello';
  readonly protocol: 1;
  readonly ticket?: string | undefined;
  readonly key?: string | undefined;
}

/** Plays the pending turn: `action` in structured form, or `text` to be parsed strictly by the arena. */
export interface Act {
  readonly type: 'act';
  readonly turn: number;
  readonly id: string;
  readonly action?: Json | undefined;
  readonly text?: string | undefined;
  readonly reasoning?: string | undefined;
  readonly usage?: Usage | undefined;
  readonly model?: string | undefined;
  readonly settings?: Record<string, Json> | undefined;
  readonly source?: Source | undefined;
  readonly finish?: string | undefined;
}

export interface Resign {
  readonly type: 'resign';
}

/** Asks for a sign of life. */
export interface Ping {
  readonly type: 'ping';
}

/** The agent is ready for invitations to these games; sent again, it changes the terms. */
export interface Enter {
  readonly type: 'enter';
  readonly games: readonly string[];
  readonly concurrency?: number | undefined;
  readonly challenges?: boolean | undefined;
  readonly worker?: string | undefined;
}

/** No more invitations on this socket; matches that are under way go on. */
export interface Leave {
  readonly type: 'leave';
}

export type LobbyClientMessage = Hello | Enter | Leave | Ping;

export type ClientMessage = Hello | Act | Resign | Ping;

/** What a turn may take: `moveMs` first, where there is one, then the bank. */
export interface Deadline {
  readonly moveMs?: number | undefined;
  readonly bankMs: number;
}

export interface Clock {
  readonly preset: 'bot' | 'blitz' | 'llm' | 'custom';
  readonly moveMs?: number | undefined;
  readonly bankMs: number;
  readonly incrementMs: number;
  readonly disconnectMs: number;
  readonly joinMs: number;
}

/** Answers a hello. `last` is the seat's last durable action with an id. */
export interface Welcome {
  readonly type: 'welcome';
  readonly match: string;
  readonly seat: number;
  readonly role: string;
  readonly game: { readonly id: string; readonly version: number };
  readonly rules: string;
  readonly config: Json;
  /** JSON Schema of an action. */
  readonly actionSchema: Readonly<Record<string, unknown>>;
  readonly clock: Clock;
  readonly attempts: { readonly max: number; readonly then: 'forfeit' | { readonly default: Json } };
  readonly legalTold: boolean;
  readonly seedCommitment: string;
  readonly seats: readonly { readonly role: string; readonly name?: string | undefined }[];
  readonly last: { readonly turn: number; readonly id: string } | null;
}

/** Why an attempt was refused, worded so that the next one can be right. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export interface Turn {
  readonly type: 'turn';
  readonly turn: number;
  readonly view: Json;
  readonly text: string;
  readonly legal?: readonly Json[] | undefined;
  readonly deadline: Deadline;
  readonly attemptsLeft: number;
  readonly refusal?: Refusal | undefined;
  readonly news?: string | undefined;
}

/** The action with this id is part of the log and survives a crash of the arena. */
export interface Ack {
  readonly type: 'ack';
  readonly turn: number;
  readonly id: string;
}

/** The action was not played and the turn stays open. `stale` costs no attempt. */
export interface Refused extends Refusal {
  readonly type: 'refused';
  readonly turn: number;
  readonly id: string;
  readonly attemptsLeft: number;
}

export interface Update {
  readonly type: 'update';
  readonly turn: number;
  readonly view: Json;
  readonly news: string;
}

/** Scores and places (1 is best, equals share) by seat, null for arbiters. */
export interface Outcome {
  readonly scores: readonly (number | null)[];
  readonly places: readonly (number | null)[];
  readonly reason: string;
}

/** The match is over. `outcome` is null where nobody's strength shows: aborted and void matches. */
export interface EndMessage {
  readonly type: 'end';
  readonly outcome: Outcome | null;
  readonly termination: string;
  readonly fault: { readonly seat: number; readonly class: string } | null;
  readonly release: 'end' | 'group' | 'event';
  readonly replay: string;
}

/** A frame was refused; the seat and its turn are as they were. */
export interface ErrorMessage extends Refusal {
  readonly type: 'error';
  readonly hint: string;
}

/** Another process holds this match: connect to that url, else to the base url. */
export interface Moved {
  readonly type: 'moved';
  readonly url: string;
}

/** Answers a `ping`: the process at the other end is alive. */
export interface Pong {
  readonly type: 'pong';
}

/** Answers `enter`: the terms as they are now. */
export interface Entered {
  readonly type: 'entered';
  readonly agent: string;
  readonly games: readonly string[];
  readonly concurrency: number;
  readonly challenges: boolean;
  /** Unfinished matches that have a seat for the agent. */
  readonly matches: number;
}

/** A seat waits for this agent. */
export interface Invite {
  readonly type: 'invite';
  readonly match: string;
  readonly seat: number;
  readonly game: string;
  /** The address of the JSON door. */
  readonly url: string;
  readonly ticket: string;
}

export type LobbyMessage = Entered | Invite | ErrorMessage | Pong;

export type ServerMessage =
  | Welcome
  | Turn
  | Ack
  | Refused
  | Update
  | EndMessage
  | ErrorMessage
  | Moved
  | Pong;
