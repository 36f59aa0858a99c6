import type { PositionalBoard } from './board.ts';
import { drawBoard, formatSet } from './rules.ts';
import { freeMark, roleNames, seatMarks } from './state.ts';
import type { PositionalView } from './state.ts';

/** The names of the cells that bear a mark. */
const cellsMarked = (board: PositionalBoard, view: PositionalView, mark: string): string[] =>
  board.cells.filter((_, cell) => view.cells[cell] === mark);

/** The names of the free cells. */
export const freeCells = (board: PositionalBoard, view: PositionalView): string[] =>
  cellsMarked(board, view, freeMark);

const listOf = ({ words }: PositionalBoard, names: readonly string[]): string =>
  names.length === 0 ? `no ${words.cell}` : names.join(', ');

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Which cells are free, for who named another. */
export const freeText = (board: PositionalBoard, view: PositionalView): string =>
  `Free ${board.words.cells}: ${freeCells(board, view).join(', ')}.`;

/** Why a cell cannot be taken, and which can. */
export const takenText = (board: PositionalBoard, view: PositionalView, cell: string): string => {
  const owner = seatMarks.findIndex((mark) => mark === view.cells[board.cells.indexOf(cell)]);
  return `${cell} is taken: ${roleNames[owner]!} owns it. ${freeText(board, view)}`;
};

const drawText = ({ words }: PositionalBoard): string => `All ${words.cells} are taken: the match is a draw.`;

/** How the match stands: who moves, or how it ended. */
const standing = (board: PositionalBoard, { winner, toMove, completed }: PositionalView): string => {
  if (winner !== null) {
    return `${capitalised(roleNames[winner]!)} owns ${completed.map(formatSet).join(' and ')} and wins.`;
  }
  return toMove === null ? drawText(board) : `${capitalised(roleNames[toMove]!)} is to move.`;
};

/** The view in words: the board drawn, who owns which cells, and how the match stands. */
export const viewText = (board: PositionalBoard, view: PositionalView): string => {
  const owned = roleNames.map(
    (name, seat) =>
      `${capitalised(name)} (${seatMarks[seat]!}) owns ${listOf(board, cellsMarked(board, view, seatMarks[seat]!))}.`,
  );
  const { words } = board;
  return [
    `The ${words.board}; after each ${words.cell}'s name stands 1 where first owns it, 2 where second does, . where it is free:`,
    drawBoard(board, (name) => `${name}${view.cells[board.cells.indexOf(name)]!}`),
    ...owned,
    `Free: ${listOf(board, freeCells(board, view))}.`,
    ...(view.last === null ? [] : [`The last move took ${view.last}.`]),
    standing(board, view),
  ].join('\n');
};

/** What was taken between two views, the last mover's cells last, and whether that ended the match. */
export const newsText = (board: PositionalBoard, before: PositionalView, after: PositionalView): string => {
  const taken = seatMarks.map((mark, seat) => ({
    role: capitalised(roleNames[seat]!),
    cells: board.cells.filter((_, cell) => after.cells[cell] === mark && before.cells[cell] === freeMark),
  }));
  const isFirstLast = after.last !== null && after.cells[board.cells.indexOf(after.last)] === seatMarks[0];
  const moves = (isFirstLast ? taken.toReversed() : taken)
    .filter(({ cells }) => cells.length > 0)
    .map(({ role, cells }) => `${role} took ${cells.join(', ')}`)
    .join('. ');
  if (moves === '') return `No ${board.words.cell} was taken.`;
  if (after.toMove !== null) return `${moves}.`;
  if (after.winner === null) return `${moves}. ${drawText(board)}`;
  const sets = after.completed.map(formatSet).join(' and ');
  return `${moves} and completed ${sets}: ${capitalised(roleNames[after.winner]!)} wins.`;
};
