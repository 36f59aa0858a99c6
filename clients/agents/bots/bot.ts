import type { z } from 'zod';
import type { Json } from '../../../games/game.ts';
import { type Rng, labelledRng } from '../../../games/rng.ts';

/** What a bot knows of its seat, the same for the whole match. */
export interface BotSeat {
  readonly game: string;
  readonly seat: number;
  /** The key of the bot's chance: a function of the match's seed and the seat. */
  readonly chance: string;
}

/** What a bot sees of a turn: the view of its seat, never a state. */
export interface BotTurn {
  readonly turn: number;
  readonly view: Json;
  /** The legal actions, where the match tells them. */
  readonly legal?: readonly Json[] | undefined;
}

export type BotDecision = { readonly action: Json } | { readonly text: string };

/** A bot is a function of the turn and the seat alone, so any thread can play any seat, before and after a restart. */
export type Decide = (turn: BotTurn, seat: BotSeat) => BotDecision;

interface BotAbout {
  readonly name: string;
  /** Raised when the bot would play differently: ratings of two versions do not mix. */
  readonly version: string;
  readonly about: string;
  /** The ids of the games that it plays. */
  readonly games: 'all' | readonly string[];
  /** Whether a decision costs less than posting it to another thread and back, which takes 15 µs and more. */
  readonly isCheap: boolean;
}

/** A house bot as the registry lists it. `open` throws a zod error on options that are not its own. */
export interface Bot extends BotAbout {
  readonly options: z.ZodType;
  open(options: Readonly<Record<string, string>>): Decide;
}

/** A bot from its parts: options come as texts from an address, and `decider` gets them parsed. */
export const defineBot = <Options>(
  bot: BotAbout & { readonly options: z.ZodType<Options>; decider(options: Options): Decide },
): Bot => ({
  ...bot,
  open: (options) => bot.decider(bot.options.parse(options)),
});

/** The chance of one turn: the same whenever and wherever the turn is decided. */
export const turnRng = (turn: BotTurn, seat: BotSeat): Rng => labelledRng(seat.chance, 'turn', turn.turn);

/** True with probability `probability`, to within 2^-32. */
export const happens = (probability: number, rng: Rng): boolean => rng.int(2 ** 32) < probability * 2 ** 32;
