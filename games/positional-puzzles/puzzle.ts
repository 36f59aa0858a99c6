import { maskOf } from '../positional/board.ts';
import type { PositionalBoard } from '../positional/board.ts';
import { positionalBoard } from '../positional/boards.ts';
import type { Position } from '../positional/state.ts';
import type { Verdict } from '../positional/verdict.ts';

/** A puzzle: whoever is to move after `moves` should take one of `answers`. Every cell is one letter. */
export interface Puzzle {
  /** Every right cell, in the board's order. */
  readonly answers: string;
  /** The id of the board. */
  readonly board: string;
  /** The cells in the order in which they were taken, in turn. */
  readonly moves: string;
  readonly verdict: Verdict;
}

/** What a puzzle asks, without what solves it. */
export type Question = Pick<Puzzle, 'board' | 'moves'>;

/** Who plays the games that the puzzles are from, the first mover first: the names of the published benchmark. */
export const playerNames = ['Alice', 'Bob'] as const;

/** A question on its board. */
export interface QuestionPosition extends Position {
  readonly board: PositionalBoard;
  /** The index in `playerNames` of who is to move. */
  readonly toMove: 0 | 1;
  /** The free cells' names, in the board's order. */
  readonly free: readonly string[];
}

/** The position that a question is about. */
export const positionOf = ({ board: id, moves }: Question): QuestionPosition => {
  const board = positionalBoard(id);
  const taken = moves.split('');
  const ownedBy = (player: 0 | 1): number =>
    maskOf(
      board.cells,
      taken.filter((_, ply) => ply % 2 === player),
    );
  return {
    board,
    first: ownedBy(0),
    second: ownedBy(1),
    toMove: moves.length % 2 === 0 ? 0 : 1,
    free: board.cells.filter((cell) => !moves.includes(cell)),
  };
};

/** The cells of the player to move and of the other one, as masks. */
export const sidesOf = ({ first, second, toMove }: QuestionPosition): { own: number; other: number } =>
  toMove === 0 ? { own: first, other: second } : { own: second, other: first };
