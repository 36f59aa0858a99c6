import type { Json } from '../../../games/game.ts';
import { gameById } from '../../../games/registry.ts';
import { type BotSeat, type BotTurn, turnRng } from './bot.ts';

/** The legal actions of a turn, worked out from the view where the match does not tell them. */
export const legalActions = (turn: BotTurn, seat: BotSeat): readonly Json[] => {
  if (turn.legal !== undefined) return turn.legal;
  const game = gameById(seat.game);
  if (game?.determinise === undefined) throw new Error(`the legal actions of ${seat.game} must be told`);
  const state: unknown = game.determinise(turn.view, turnRng(turn, seat).stream('determinise'));
  return game.legalActions(state, seat.seat) as readonly Json[];
};
