import type { Json } from '../../../games/game.ts';
import { positionalBoards } from '../../../games/positional/boards.ts';
import { type Skin, createSkin } from '../../../games/positional/skin.ts';
import { type PositionalView, seatMarks } from '../../../games/positional/state.ts';

/** The ids of the games that are played on a positional board. */
export const positionalIds: readonly string[] = positionalBoards.map(({ id }) => id);

const boards = new Map(positionalBoards.map((board) => [board.id, board]));

/** The board of a game as a view names its cells, and how they map to the plain one. Throws on other games. */
export const skinOf = (game: string, view: Json): Skin => {
  const board = boards.get(game);
  if (board === undefined) throw new Error(`${game} is not played on a positional board`);
  return createSkin(board, (view as unknown as PositionalView).skin);
};

/** The cells that a seat owns, as a mask of the board's cells. */
export const ownedMask = (view: Json, seat: number): number => {
  const { cells } = view as unknown as PositionalView;
  let mask = 0;
  for (let cell = 0; cell < cells.length; cell++) if (cells[cell] === seatMarks[seat]) mask |= 1 << cell;
  return mask;
};
