import { z } from 'zod';
import type { Json } from '../../../games/game.ts';
import { positionOf, sidesOf } from '../../../games/positional-puzzles/puzzle.ts';
import type { PuzzlesView } from '../../../games/positional-puzzles/state.ts';
import { verdictOf } from '../../../games/positional/verdict.ts';
import { defineBot, turnRng } from './bot.ts';

/** The right answers to what a view asks, worked out from the position alone. */
const answersTo = (view: Json): readonly string[] => {
  const { question } = view as unknown as PuzzlesView;
  if (question === null) throw new Error('no puzzle is asked');
  const position = positionOf(question);
  const { own, other } = sidesOf(position);
  const solution = verdictOf(position.board, own, other);
  if (solution === undefined) throw new Error(`no puzzle: ${question.board} after ${question.moves}`);
  return solution.answers;
};

/** Any right answer to each puzzle: it completes a set, else blocks one, else threatens twice. */
export const puzzleSolver = defineBot({
  name: 'puzzle-solver',
  version: '1',
  about: 'solves positional puzzles: completes a set, else blocks one, else makes two threats at once',
  games: ['positional-puzzles'],
  isCheap: true,
  options: z.strictObject({}),
  decider: () => (turn, seat) => ({ action: turnRng(turn, seat).pick(answersTo(turn.view)) }),
});
