import type { BotDecision, BotSeat, BotTurn } from '../bots/bot.ts';

/** One decision of a bot, as it is posted to a worker thread. */
export interface WorkerJob {
  readonly bot: string;
  readonly options: Readonly<Record<string, string>>;
  readonly seat: BotSeat;
  readonly turn: BotTurn;
}

/** What the worker answers: the decision, or the stack of what the bot threw. */
export type WorkerAnswer = { readonly decision: BotDecision } | { readonly error: string };
