import { verdictOf } from '../positional/verdict.ts';
import { positionOf, sidesOf } from './puzzle.ts';
import type { Puzzle, Question } from './puzzle.ts';
import type { PuzzlesState, PuzzlesView } from './state.ts';

/** A question with the answers that anybody can work out. */
const solved = (question: Question): Puzzle => {
  const position = positionOf(question);
  const { own, other } = sidesOf(position);
  const solution = verdictOf(position.board, own, other);
  if (solution === undefined) throw new RangeError(`${question.board}: no puzzle after ${question.moves}`);
  return { answers: solution.answers.join(''), ...question, verdict: solution.verdict };
};

/**
 * A state that agrees with a view: the set is the puzzle that is asked now, over and over. Nothing is to be
 * learned from other puzzles, past or to come, so they need not be made up. Only the marks of answers given
 * are kept, where the viewer has been told them.
 */
export const determinise = (view: PuzzlesView): PuzzlesState => {
  const { feedback, given, marks, prompt, samples } = view;
  const asked = view.question === null ? undefined : solved(view.question);
  const puzzleOf = (turn: number): Puzzle => {
    if (asked === undefined) throw new RangeError('a view of a finished match shows its puzzles');
    const mark = marks?.[turn];
    if (mark === undefined) return asked;
    return { ...asked, answers: mark === '+' ? given[turn]! : '' };
  };
  const puzzles = view.puzzles ?? Array.from({ length: view.size }, (_, turn) => puzzleOf(turn));
  return { feedback, given, prompt, puzzles, samples };
};
