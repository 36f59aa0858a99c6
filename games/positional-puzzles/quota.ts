import { positionalBoards } from '../positional/boards.ts';
import { verdicts } from '../positional/verdict.ts';
import type { Verdict } from '../positional/verdict.ts';

/** How many puzzles of each game and verdict, by the id of the game; what is left out is 0. */
export type Quota = Readonly<Partial<Record<string, Readonly<Partial<Record<Verdict, number>>>>>>;

/** One entry of a quota. */
export interface QuotaEntry {
  readonly board: string;
  readonly verdict: Verdict;
  readonly count: number;
}

/** The most puzzles of a set. */
export const puzzlesMax = 1000;

/** The composition of the published test set, 412 puzzles: the figure "test set" of TTT-Bench (arXiv 2506.10209). */
export const publishedQuota: Quota = {
  'tic-tac-toe': { win: 40, blocked: 40, fork: 22 },
  'double-tic-tac-toe': { win: 40, blocked: 20, fork: 40 },
  'cube-tic-tac-toe': { win: 20, blocked: 30, fork: 40 },
  'square-tic-tac-toe': { win: 30, blocked: 30, fork: 60 },
};

/**
 * How many puzzles there are up to symmetry on the boards that are small enough to run out of them, by
 * counting; the others have thousands of each verdict.
 */
export const puzzleCensus: Quota = {
  'tic-tac-toe': { win: 273, blocked: 124, fork: 26 },
  'cube-tic-tac-toe': { win: 900, blocked: 533, fork: 215 },
};

/** The part of a census that a set may ask for: the last few are so rare in play that to find them takes long. */
const censusShare = 0.9;

/** The most puzzles of one game and verdict in a set. */
export const quotaLimit = (board: string, verdict: Verdict): number => {
  const census = puzzleCensus[board]?.[verdict];
  return census === undefined ? puzzlesMax : Math.floor(census * censusShare);
};

/** The entries of a quota that ask for puzzles, in the order of the boards and verdicts, however it is written. */
export const quotaEntries = (quota: Quota): QuotaEntry[] =>
  positionalBoards
    .flatMap(({ id }) =>
      verdicts.map((verdict) => ({ board: id, verdict, count: quota[id]?.[verdict] ?? 0 })),
    )
    .filter(({ count }) => count > 0);

/** How many puzzles a quota asks for. */
export const quotaSize = (quota: Quota): number =>
  quotaEntries(quota).reduce((sum, { count }) => sum + count, 0);
