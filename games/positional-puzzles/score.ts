import { positionalBoards } from '../positional/boards.ts';
import { verdicts } from '../positional/verdict.ts';
import type { Verdict } from '../positional/verdict.ts';
import type { Puzzle } from './puzzle.ts';
import { marksOf } from './state.ts';
import type { PuzzlesState } from './state.ts';
import { wilsonInterval } from './wilson.ts';

/** Pass@1 over a part of a set. */
export interface ScoreRow {
  /** The id of the game, or null where the row sums over all of them. */
  readonly board: string | null;
  /** The verdict, or null where the row sums over all of them. */
  readonly verdict: Verdict | null;
  readonly puzzles: number;
  /** How often they were asked, the samples together. What was never answered counts as wrong. */
  readonly asked: number;
  readonly right: number;
  /** The part of what was asked that was right: with several samples, the mean over puzzles of each one's rate. */
  readonly passAt1: number;
  /**
   * The 95 % Wilson interval of `passAt1` with one trial a puzzle, however many samples: answers to one puzzle
   * are alike, so more of them say little more about the rate over other puzzles.
   */
  readonly interval: readonly [low: number, high: number];
}

/** What a solver achieved on a set; rows without puzzles are left out. */
export interface PuzzleScore {
  /** How many answers were given; fewer than asked for where the match was cut short. */
  readonly answered: number;
  readonly overall: ScoreRow;
  readonly byGame: readonly ScoreRow[];
  readonly byVerdict: readonly ScoreRow[];
  readonly byGameAndVerdict: readonly ScoreRow[];
}

const boardIds = positionalBoards.map(({ id }) => id);

/** The score of a state of the game `positional-puzzles`, finished or not. */
export const scorePuzzles = ({
  given,
  puzzles,
  samples,
}: Pick<PuzzlesState, 'given' | 'puzzles' | 'samples'>): PuzzleScore => {
  const rights = puzzles.map(() => 0);
  for (const [turn, mark] of Array.from(marksOf({ given, puzzles })).entries())
    if (mark === '+') rights[turn % puzzles.length]! += 1;
  const rowOf = (board: string | null, verdict: Verdict | null): ScoreRow[] => {
    const isMeant = (puzzle: Puzzle): boolean =>
      (board === null || puzzle.board === board) && (verdict === null || puzzle.verdict === verdict);
    const meant = puzzles.flatMap((puzzle, at) => (isMeant(puzzle) ? [rights[at]!] : []));
    if (meant.length === 0) return [];
    const right = meant.reduce((sum, count) => sum + count, 0);
    const asked = meant.length * samples;
    const passAt1 = right / asked;
    const interval = wilsonInterval(passAt1, meant.length);
    return [{ board, verdict, puzzles: meant.length, asked, right, passAt1, interval }];
  };
  const [overall] = rowOf(null, null);
  if (overall === undefined) throw new RangeError('a set without puzzles has no score');
  return {
    answered: given.length,
    overall,
    byGame: boardIds.flatMap((board) => rowOf(board, null)),
    byVerdict: verdicts.flatMap((verdict) => rowOf(null, verdict)),
    byGameAndVerdict: boardIds.flatMap((board) => verdicts.flatMap((verdict) => rowOf(board, verdict))),
  };
};
