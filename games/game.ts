import type { ZodType } from 'zod';
import type { Rng } from './rng.ts';

/** Any JSON value, readonly throughout: configurations, states, actions and views are of this shape. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** A seat's index, from 0, in the order of `roles`. */
export type Seat = number;

/** Who looks at a state. `referee` sees everything: it is for released logs and explanations only. */
export type Viewer = Seat | 'public' | 'referee';

/** An arbiter (a judge, an oracle, a sandbox) is a seat without a score whose actions are in the log. */
export interface Role {
  readonly name: string;
  readonly kind: 'player' | 'arbiter';
}

/** Facts about a game that hold for every configuration. */
export interface Traits {
  readonly players: number;
  readonly dynamics: 'sequential' | 'simultaneous';
  readonly information: 'perfect' | 'imperfect';
  readonly chance: boolean;
  /** What the players' scores add up to, or `general` when they need not add up to anything fixed. */
  readonly utility: { readonly sum: number } | 'general';
  /** `listed`: every legal action is in `legalActions`. `open`: `legalActions` is a sample. */
  readonly actions: 'listed' | 'open';
  readonly draws: boolean;
  /** An upper bound on the steps of a match, over all configurations. */
  readonly stepsMax: number;
}

/** Why an action is refused: a code of the game's own, and a sentence that says what would be right. */
export interface Illegal {
  readonly code: string;
  readonly message: string;
}

/** How a match ended: scores and places (1 is best, equals share) by seat, null for arbiters. */
export interface Outcome {
  readonly scores: readonly (number | null)[];
  readonly places: readonly (number | null)[];
  readonly reason: string;
}

/** What a text was read as. `reads` holds the readings that compete when it is ambiguous. */
export type Parsed<Action> =
  | { readonly action: Action }
  | {
      readonly problem: 'empty' | 'unparsable' | 'ambiguous' | 'illegal';
      readonly message: string;
      readonly reads?: readonly string[];
    };

/**
 * The rules of one game: pure functions over JSON values, with no clock, no I/O and no randomness but `rng`.
 * Every text is made from a view, never from a state, so it cannot tell what the view does not hold.
 */
export interface Game<Config, State, Action, View> {
  readonly id: string;
  readonly title: string;
  /** Raised when a log of the version before would replay differently. */
  readonly version: number;
  readonly traits: Traits;
  /** `config` fills in defaults; `action` is the shape of an action, not its legality. */
  readonly schemas: { readonly config: ZodType<Config>; readonly action: ZodType<Action> };
  readonly defaults: Config;
  /** The rules as agents and people are told them; each claim in it is tested. */
  rules(config: Config): string;
  /** One role a seat. */
  roles(config: Config): readonly Role[];
  /** Members of `config` that are a start position: they vary within one rating pool. */
  readonly startKeys?: readonly string[];
  /** Start positions, so that players without chance play different games; `start` puts the one at `at` into `config`. */
  readonly startBook?: {
    readonly size: number;
    readonly start: (config: Config, at: number) => Config;
  };
  setup(config: Config, rng: Rng): State;
  /** `setup` takes tens of milliseconds and more: a server does it in another thread, away from other matches. */
  readonly isSetupSlow?: true;
  /** Who must act now, in rising order; empty exactly when the match is over. */
  actors(state: State): readonly Seat[];
  /** What `seat` may do, in a fixed order; a sampled handful where the space is open. */
  legalActions(state: State, seat: Seat): readonly Action[];
  /** The only judge of legality. */
  check(state: State, seat: Seat, action: Action): Illegal | undefined;
  /** The next state, from one checked action of every actor. Never changes `state`. */
  step(state: State, actions: ReadonlyMap<Seat, Action>, rng: Rng): State;
  outcome(state: State): Outcome | undefined;
  /** All that may leave the server about `state` for `viewer`. */
  view(state: State, viewer: Viewer): View;
  /** The view in words. */
  describe(view: View): string;
  /** One line on what happened between two views of one viewer. */
  news(before: View, after: View): string;
  formatAction(action: Action, view: View): string;
  /** Strict: an exact match against notations of the legal actions, or a problem; never a guess. */
  parseAction(text: string, view: View): Parsed<Action>;
  /** The actor's chances as the public would see them, by seat, in [-1, 1]; for charts. */
  advantage?(view: View): readonly number[];
  /** A full state that agrees with `view`, for search by players that must not see the real one. */
  determinise?(view: View, rng: Rng): State;
  /** What a forfeit by `seat` does to the scores; without it, see `forfeitOutcome`. */
  onForfeit?(state: State, seat: Seat): Outcome;
}

/** The registry's erased type: a game whose four types are known only to itself. */
// oxlint-disable-next-line typescript/no-explicit-any -- the one place where the four types are erased
export type AnyGame = Game<any, any, any, any>;
