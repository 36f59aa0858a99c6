import type { Viewer } from '../game.ts';
import type { Rng } from '../rng.ts';
import { verdicts } from '../positional/verdict.ts';
import { drawPuzzles } from './draw-puzzles.ts';
import { positionOf } from './puzzle.ts';
import type { Puzzle } from './puzzle.ts';
import type { Quota } from './quota.ts';
import { isDone } from './state.ts';
import type { PuzzlesState } from './state.ts';

/** A quota of as many puzzles of each kind as there are. */
const quotaOfPuzzles = (puzzles: readonly Puzzle[]): Quota => {
  const quota: Record<string, Record<string, number>> = {};
  for (const { board, verdict } of puzzles) {
    const counts = (quota[board] ??= {});
    counts[verdict] = (counts[verdict] ?? 0) + 1;
  }
  return quota;
};

/**
 * For the law of hidden information: `state` with other puzzles to come, and other answers to the puzzles that
 * were asked but not judged before the viewer.
 */
export const redeal = (state: PuzzlesState, viewer: Viewer, rng: Rng): PuzzlesState => {
  if (viewer === 'referee' || isDone(state)) return state;
  const { feedback, given, puzzles } = state;
  const others = drawPuzzles(quotaOfPuzzles(puzzles), rng);
  const redealt = puzzles.map((puzzle, at): Puzzle => {
    if (at > given.length) return others[at]!;
    if (at < given.length && feedback === 'right-or-wrong') return puzzle;
    return { ...puzzle, answers: rng.pick(positionOf(puzzle).free), verdict: rng.pick(verdicts) };
  });
  return { ...state, puzzles: redealt };
};
