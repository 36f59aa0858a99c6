import { z } from 'zod';
import { positionalBoard } from '../../../games/positional/boards.ts';
import { type PositionalSolver, createSolver } from '../../../games/positional/solver.ts';
import { imageOf } from '../../../games/positional/symmetry.ts';
import { type BotTurn, defineBot, happens, turnRng } from './bot.ts';
import { ownedMask, positionalIds, skinOf } from './positional-board.ts';

// One a board and thread: what a solver has worked out serves every seat, and every skin.
const solvers = new Map<string, PositionalSolver>();

const solverOf = (game: string): PositionalSolver => {
  const known = solvers.get(game);
  if (known !== undefined) return known;
  const made = createSolver(positionalBoard(game));
  solvers.set(game, made);
  return made;
};

interface Choice {
  readonly best: readonly string[];
  /** The moves that give up a win or a draw. */
  readonly slips: readonly string[];
}

const choiceOf = (turn: BotTurn, game: string): Choice => {
  const { board, plainCells } = skinOf(game, turn.view);
  const plainMask = (seat: number): number => imageOf(plainCells, ownedMask(turn.view, seat));
  const plainNames = positionalBoard(game).cells;
  const values = solverOf(game)
    .moveValues({ first: plainMask(0), second: plainMask(1) })
    .map(({ cell, value }) => ({ cell: board.cells[plainCells.indexOf(plainNames.indexOf(cell))]!, value }));
  const most = Math.max(...values.map(({ value }) => value));
  return {
    best: values.filter(({ value }) => value === most).map(({ cell }) => cell),
    slips: values.filter(({ value }) => value < most).map(({ cell }) => cell),
  };
};

/** Any of the moves that keep the value of the position, by exact solution. */
export const perfect = defineBot({
  name: 'perfect',
  version: '1',
  about: 'plays any of the best moves of a positional game, by exact solution',
  games: positionalIds,
  isCheap: false,
  options: z.strictObject({}),
  decider: () => (turn, seat) => ({ action: turnRng(turn, seat).pick(choiceOf(turn, seat.game).best) }),
});

const rateDefault = 0.1;

/** Perfect play that gives up something, where there is something to give up, at a stated rate. */
export const perfectWithSlips = defineBot({
  name: 'perfect-with-slips',
  version: '1',
  about: 'plays like perfect, but at `rate` of the turns with something to lose takes a move that loses it',
  games: positionalIds,
  isCheap: false,
  options: z.strictObject({ rate: z.coerce.number().min(0).max(1).default(rateDefault) }),
  decider:
    ({ rate }) =>
    (turn, seat) => {
      const { best, slips } = choiceOf(turn, seat.game);
      const rng = turnRng(turn, seat);
      return { action: rng.pick(slips.length > 0 && happens(rate, rng) ? slips : best) };
    },
});
