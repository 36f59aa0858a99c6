import type { Seat } from '../games/game.ts';
import { stepRng } from '../games/rng.ts';
import { gameOf } from './bench-arena.ts';

const seed = '0123456789abcdef0123456789abcdef';
const plies = 4;

/** A `turn` message of the game a few moves in, as a match sends it: for its size. */
export const turnShapeOf = (id: string): { readonly [member: string]: unknown } => {
  const game = gameOf(id);
  let before: unknown = game.setup(game.defaults, stepRng(seed, 0));
  let state = before;
  for (let n = 1; n <= plies; n++) {
    const seat: Seat = game.actors(state)[0]!;
    before = state;
    state = game.step(state, new Map([[seat, game.legalActions(state, seat)[n]]]), stepRng(seed, n));
  }
  const seat: Seat = game.actors(state)[0]!;
  const view: unknown = game.view(state, seat);
  return {
    type: 'turn',
    turn: plies + 1,
    view,
    text: game.describe(view),
    legal: game.legalActions(state, seat),
    deadline: { moveMs: 600_000, bankMs: 0 },
    attemptsLeft: 3,
    news: game.news(game.view(before, seat), view),
  };
};
