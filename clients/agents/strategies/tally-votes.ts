import type { Json } from '../../../games/game.ts';
import type { Rng } from '../../../games/rng.ts';
import { keyOf } from '../parser/move-reader.ts';
import type { ReadMove } from './ask-move.ts';

/** The answers that named one move, the first of them first. */
export interface Votes {
  readonly action: Json;
  readonly answers: readonly ReadMove[];
}

/** Legal answers by the move that they name, however they wrote it, in the order of their first mention. */
export const votesOf = (moves: readonly ReadMove[]): readonly Votes[] => {
  const votes = new Map<string, { readonly action: Json; readonly answers: ReadMove[] }>();
  for (const move of moves) {
    if (!('action' in move.answer)) continue;
    const key = keyOf(move.answer.action);
    const known = votes.get(key) ?? { action: move.answer.action, answers: [] };
    known.answers.push(move);
    votes.set(key, known);
  }
  return [...votes.values()];
};

/** The item that counts most; among equals each is as likely as the others. */
export const pickMost = <T>(items: readonly T[], countOf: (item: T) => number, rng: Rng): T => {
  const most = Math.max(...items.map(countOf));
  return rng.pick(items.filter((item) => countOf(item) === most));
};
