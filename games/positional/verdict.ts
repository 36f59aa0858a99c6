import { fullMask, hasCompleted, namesIn } from './board.ts';
import type { PositionalBoard } from './board.ts';

/**
 * The kinds of TTT-Bench, the first that applies first: `win` completes a set now, `blocked` takes the cell
 * that the opponent threatens to complete a set with, `fork` makes two such threats at once.
 */
export const verdicts = ['win', 'blocked', 'fork'] as const;
export type Verdict = (typeof verdicts)[number];

/** What a position asks of the player to move, and every cell that answers it. */
export interface Solution {
  readonly verdict: Verdict;
  readonly answers: readonly string[];
}

/** The cells of `free` with which the owner of `owned` completes a set. */
const completing = (board: PositionalBoard, owned: number, free: number): number =>
  board.cells.reduce((cells, _, cell) => {
    const mask = 1 << cell;
    return (mask & free) !== 0 && hasCompleted(board.winningSets, owned | mask) ? cells | mask : cells;
  }, 0);

/** The cells of `free` that leave the owner of `owned` with two ways to complete a set. */
const forking = (board: PositionalBoard, owned: number, free: number): number =>
  board.cells.reduce((cells, _, cell) => {
    const mask = 1 << cell;
    const threats = (mask & free) === 0 ? 0 : completing(board, owned | mask, free & ~mask);
    return (threats & (threats - 1)) === 0 ? cells : cells | mask;
  }, 0);

/** The verdict on a position in which `own` is to move, or undefined when it is none of the kinds. */
export const verdictOf = (board: PositionalBoard, own: number, other: number): Solution | undefined => {
  const free = fullMask(board) & ~(own | other);
  const found: Readonly<Record<Verdict, () => number>> = {
    win: () => completing(board, own, free),
    blocked: () => completing(board, other, free),
    fork: () => forking(board, own, free),
  };
  for (const verdict of verdicts) {
    const cells = found[verdict]();
    if (cells !== 0) return { verdict, answers: namesIn(board, cells) };
  }
  return undefined;
};
