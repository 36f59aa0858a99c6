import type { Seat } from '../game.ts';

/** The games have nothing to configure: the board is the game. */
export type PositionalConfig = Readonly<Record<string, never>>;

/** Who owns what, as masks of the board's cells. `first` is to move when both own as many. */
export interface Position {
  readonly first: number;
  readonly second: number;
}

/** Written with its members in sorted order: first, last, second. */
export interface PositionalState extends Position {
  /** The index of the cell that was taken last. */
  readonly last: number | null;
}

/** The whole position, for every viewer alike. */
export interface PositionalView {
  /** One mark a cell, in the board's order: 1 or 2 for the owner's seat, a full stop where it is free. */
  readonly cells: string;
  /** The winning sets that the winner completed; more than one when the last cell belongs to several. */
  readonly completed: readonly (readonly string[])[];
  /** The cell that was taken last. */
  readonly last: string | null;
  /** Who is to move; null when the match is over. */
  readonly toMove: Seat | null;
  readonly winner: Seat | null;
}

/** The players' names by seat. */
export const roleNames = ['first', 'second'] as const;

/** How a view marks the cells of each seat, and the free ones. */
export const seatMarks = ['1', '2'] as const;
export const freeMark = '.';
