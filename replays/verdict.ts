/** Every kind of thing that can be wrong with a log. */
export type ProblemCode =
  | 'empty'
  | 'line-too-long'
  | 'bad-line'
  | 'not-plain'
  | 'order'
  | 'chain'
  | 'numbering'
  | 'note'
  | 'commitment'
  | 'unknown-game'
  | 'config'
  | 'seats'
  | 'actors'
  | 'action'
  | 'by'
  | 'held'
  | 'attempts'
  | 'default-action'
  | 'state'
  | 'event'
  | 'evidence'
  | 'fault'
  | 'outcome'
  | 'rules-threw'
  | 'signature'
  | 'unknown-key'
  | 'unchecked';

/** Something wrong with a record, in words that say what would be right. */
export interface Finding {
  readonly code: ProblemCode;
  readonly why: string;
}

/** A finding and the line, from 1 within the log, on which the log first differs from a true one. */
export interface Problem extends Finding {
  readonly line: number;
}

export const finding = (code: ProblemCode, why: string): Finding => ({ code, why });

/**
 * `sealed`: the chain and a trusted signature hold, but this build does not have that version of the game.
 * `unfinished`: the log has no `end`, so its seed is secret and its steps cannot be simulated yet.
 */
type VerdictStatus = 'valid' | 'invalid' | 'sealed' | 'unfinished';

/** `unchecked`: the log has no `end`, verification stopped before it, or the platform has no Ed25519. */
export type VerdictSignature = 'trusted' | 'unknown-key' | 'bad' | 'unchecked';

/** What verification says about one log. */
export interface Verdict {
  readonly status: VerdictStatus;
  /** The match's id; null where the log has no readable header. */
  readonly match: string | null;
  readonly game: { readonly id: string; readonly version: number } | null;
  /** Steps that the log holds, up to the first problem. */
  readonly steps: number;
  readonly signature: VerdictSignature;
  /** What a reader should know though the log is not invalid for it. */
  readonly warnings: readonly string[];
  /** With `invalid`: where, what and why. */
  readonly line?: number;
  readonly code?: ProblemCode;
  readonly why?: string;
  /** With `valid`: SHA-256 over all (n, actions, state), equal for equal seeds and players. */
  readonly play?: string;
}
