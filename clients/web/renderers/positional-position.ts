import type { Seat } from '../../../games/game.ts';
import { type PositionalBoard, namesIn } from '../../../games/positional/board.ts';
import { positionalBoard } from '../../../games/positional/boards.ts';
import { createSkin } from '../../../games/positional/skin.ts';
import { type PositionalView, seatMarks } from '../../../games/positional/state.ts';

/** One cell as it is drawn: where it lies is told by the plain board, what it is called by the skin. */
export interface DrawnCell {
  /** The letter of the cell on the plain board. */
  readonly plain: string;
  /** The name under which it is played. */
  readonly name: string;
  readonly owner: Seat | null;
  readonly isLast: boolean;
  readonly isWinning: boolean;
}

/** A position as it is drawn. */
export interface DrawnPosition {
  /** The board whose geometry is drawn. */
  readonly board: PositionalBoard;
  /** The board under whose names it is played; the same one without a skin. */
  readonly named: PositionalBoard;
  /** By the letter on the plain board. */
  readonly cells: ReadonlyMap<string, DrawnCell>;
  /** The completed sets, in letters of the plain board. */
  readonly completed: readonly (readonly string[])[];
}

/**
 * The position of a view on the geometry of its board. A skin hides the geometry from the players; who only looks on
 * understands the game at once when its cells lie where they belong.
 */
export const drawnPosition = (
  boardId: string,
  view: Pick<PositionalView, 'cells' | 'completed' | 'last' | 'skin'>,
): DrawnPosition => {
  const board = positionalBoard(boardId);
  const { board: named, plainCells } = createSkin(board, view.skin);
  const plainOf = new Map(named.cells.map((name, cell) => [name, board.cells[plainCells[cell]!]!]));
  const winning = new Set(view.completed.flat());
  const cells = named.cells.map((name, cell): DrawnCell => {
    const owner = seatMarks.findIndex((mark) => mark === view.cells[cell]);
    return {
      plain: plainOf.get(name)!,
      name,
      owner: owner < 0 ? null : owner,
      isLast: view.last === name,
      isWinning: winning.has(name),
    };
  });
  return {
    board,
    named,
    cells: new Map(cells.map((cell) => [cell.plain, cell])),
    completed: view.completed.map((set) => set.map((name) => plainOf.get(name)!)),
  };
};

/** Who owns which cells, as a view says it, from one mask a seat on a plain board. */
export const cellsText = (board: PositionalBoard, first: number, second: number): string => {
  const [ofFirst, ofSecond] = [new Set(namesIn(board, first)), new Set(namesIn(board, second))];
  return board.cells
    .map((name) => (ofFirst.has(name) ? seatMarks[0] : ofSecond.has(name) ? seatMarks[1] : '.'))
    .join('');
};
