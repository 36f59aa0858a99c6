import type { Seat } from '../game.ts';

/** The board is the game; all that can be chosen is under which names it is played. */
export interface PositionalConfig {
  /** The seed of a skin; without it the board is played as it is. */
  readonly skin?: string;
}

/** Who owns what, as masks of the board's cells. `first` is to move when both own as many. */
export interface Position {
  readonly first: number;
  readonly second: number;
}

/** Written with its members in sorted order: first, last, second, skin. */
export interface PositionalState extends Position {
  /** The index of the cell that was taken last. */
  readonly last: number | null;
  readonly skin?: string;
}

/** The whole position, for every viewer alike. */
export interface PositionalView {
  /** One mark a cell, in the board's order: 1 or 2 for the owner's seat, a full stop where it is free. */
  readonly cells: string;
  /** The winning sets that the winner completed; more than one when the last cell belongs to several. */
  readonly completed: readonly (readonly string[])[];
  /** The cell that was taken last. */
  readonly last: string | null;
  /** The seed of the skin, from which the names of the cells follow; none where the board is played as it is. */
  readonly skin?: string;
  /** Who is to move; null when the match is over. */
  readonly toMove: Seat | null;
  readonly winner: Seat | null;
}

/** The players' names by seat. */
export const roleNames = ['first', 'second'] as const;

/** How a view marks the cells of each seat, and the free ones. */
export const seatMarks = ['1', '2'] as const;
export const freeMark = '.';
