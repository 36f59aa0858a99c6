import type { Json } from '../../../games/game.ts';

/** How long a model thinks before it answers, where it can be told. */
export const efforts = ['none', 'minimal', 'low', 'medium', 'high'] as const;
export type Effort = (typeof efforts)[number];

/** The shape of an answer, as JSON Schema, for providers that can hold a model to one. */
export interface AnswerShape {
  readonly name: string;
  readonly schema: { readonly [key: string]: unknown };
}

/** One question to a model. It holds no secret, but it may hold the hand of a player: it is never logged as it is. */
export interface ModelRequest {
  /** What stays the same over a match, rules above all, so that providers can cache it. */
  readonly system: string;
  readonly prompt: string;
  readonly shape?: AnswerShape | undefined;
  readonly maxOutput?: number | undefined;
  readonly temperature?: number | undefined;
  readonly effort?: Effort | undefined;
  /** Tells samples of one question apart, where the provider knows seeds. */
  readonly seed?: number | undefined;
  /** Fires when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** After this long the answer is of no use. */
  readonly timeoutMs: number;
}

/** Tokens of one call. What a provider does not tell is absent, never 0. */
export interface ModelUsage {
  /** All tokens of the question, cached ones included. */
  readonly input?: number;
  /** All tokens of the answer, those of its reasoning included. */
  readonly output?: number;
  readonly reasoning?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
}

export type Finish = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'other';

export interface ModelReply {
  readonly text: string;
  /** The answer as the provider parsed it, where it was held to a shape. */
  readonly json?: Json;
  readonly usage: ModelUsage;
  readonly finish: Finish;
  readonly ms: number;
  /** The model that answered, as the provider names it. */
  readonly model?: string;
}

/** A language model, wherever it runs. `complete` rejects with a `ModelFailure` and with nothing else. */
export interface ChatModel {
  /** `provider/model`. */
  readonly name: string;
  complete(request: ModelRequest): Promise<ModelReply>;
}
