import type { Json } from '../../../games/game.ts';
import type { PositionalBoard } from '../../../games/positional/board.ts';
import { positionalBoards } from '../../../games/positional/boards.ts';
import { type PositionalView, seatMarks } from '../../../games/positional/state.ts';

/** The ids of the games that are played on a positional board. */
export const positionalIds: readonly string[] = positionalBoards.map(({ id }) => id);

const boards = new Map(positionalBoards.map((board) => [board.id, board]));

/** The board of a game, if it is a positional one. */
export const findBoard = (game: string): PositionalBoard | undefined => boards.get(game);

/** The cells that a seat owns, as a mask of the board's cells. */
export const ownedMask = (view: Json, seat: number): number => {
  const { cells } = view as unknown as PositionalView;
  let mask = 0;
  for (let cell = 0; cell < cells.length; cell++) if (cells[cell] === seatMarks[seat]) mask |= 1 << cell;
  return mask;
};
