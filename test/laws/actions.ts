import type { AnyGame, Json, Seat } from '../../games/game.ts';
import { canonical } from '../../games/canonical.ts';
import type { Playout } from './playout.ts';

/** Bounds the work of laws that try each action of a match in each position. */
const actionsMax = 60;

/** Different actions that were legal at some step of a match, and so are well formed though seldom legal. */
export const actionsSeen = (game: AnyGame, { states }: Playout): readonly Json[] => {
  const seen = new Map<string, Json>();
  for (const state of states) {
    for (const seat of game.actors(state))
      for (const action of game.legalActions(state, seat)) seen.set(canonical(action), action);
    if (seen.size >= actionsMax) break;
  }
  return [...seen.values()].slice(0, actionsMax);
};

/** Whether `seat` may take `action`, by the list of legal actions. */
export const isListed = (game: AnyGame, state: Json, seat: Seat, action: Json): boolean => {
  const text = canonical(action);
  return game.legalActions(state, seat).some((legal: Json) => canonical(legal) === text);
};
