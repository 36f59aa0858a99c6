import type { z } from 'zod';
import type { AnyGame, Json, Seat } from '../../../games/game.ts';
import type { Rng } from '../../../games/rng.ts';
import type { Source } from '../../sdk/messages.ts';
import type { Purpose } from '../ledger/call-record.ts';
import type { Question } from '../ledger/turn-ledger.ts';
import type { ModelReply } from '../models/chat-model.ts';
import type { Answer } from '../parser/answer.ts';
import type { ShownPosition } from '../prompt/position.ts';
import type { TurnFacts } from '../prompt/questions.ts';
import type { Simulator } from './simulator.ts';

/** Which of an entry's models is asked, and which of several samples of one question this is. */
export interface AskOptions {
  readonly sample?: number;
  readonly isStrong?: boolean;
}

/** All that a strategy gets of a turn: what its seat may know, a model, and states made up from its view. */
export interface StrategyTurn {
  readonly position: ShownPosition;
  readonly facts: TurnFacts;
  readonly seat: Seat;
  readonly isSimultaneous: boolean;
  /** None where the game cannot be searched from a view. */
  readonly simulator: Simulator | undefined;
  /** Chance of this attempt at the turn. */
  readonly rng: Rng;
  /** Undefined when the budget, the time or the provider allow no further call. */
  ask(
    purpose: Purpose,
    question: Omit<Question, 'system'>,
    options?: AskOptions,
  ): Promise<ModelReply | undefined>;
}

/** A move that was weighed, in the game's notation, and its worth from 0 to 1. */
export interface Weighed {
  readonly move: string;
  readonly worth: number;
}

/** An answer that was no move: what the referee is told, so that its class and reason stand in the log. */
type Unread = Extract<Answer, { readonly problem: unknown }>;

/** What a strategy decides. */
export type Choice = {
  readonly thought?: string | undefined;
  readonly note?: string | undefined;
  readonly weighed?: readonly Weighed[];
} & (
  | { readonly action: Json; readonly source: Source }
  | { readonly unread: Unread; readonly finish: string }
);

/** Decides a turn; undefined when no call was answered. */
export type Decide = (turn: StrategyTurn) => Promise<Choice | undefined>;

/** A way to use a model. */
export interface Strategy {
  readonly name: string;
  readonly about: string;
  /** Whether it tries moves on states made up from the view. */
  readonly simulates: boolean;
  /** Why it cannot play a game; undefined where it can, and for a strategy that plays all. */
  readonly problem?: (game: AnyGame) => string | undefined;
  /** Its own options of an address, each with its default. */
  readonly options: z.ZodObject;
  open(options: Readonly<Record<string, unknown>>): Decide;
}

/** A strategy from its parts; `decider` gets its options parsed. */
export const defineStrategy = <Options extends z.ZodObject>(
  strategy: Omit<Strategy, 'open' | 'options'> & {
    readonly options: Options;
    decider(options: z.infer<Options>): Decide;
  },
): Strategy => ({
  ...strategy,
  // Options of other parts of an address are dropped here.
  open: (options) => strategy.decider(strategy.options.strip().parse(options) as z.infer<Options>),
});
