import type { PositionalBoard } from './board.ts';
import { drawBoard, formatSet } from './rules.ts';
import { freeMark, roleNames, seatMarks } from './state.ts';
import type { PositionalView } from './state.ts';

/** The names of the free cells. */
export const freeCells = (board: PositionalBoard, view: PositionalView): string[] =>
  board.cells.filter((_, cell) => view.cells[cell] === freeMark);

/** What the texts of a board are put together from: they are told at every step, and most of them never change. */
interface Wording {
  /** What stands before the drawing. */
  readonly intro: string;
  /** The cells as they are drawn, each with what stands before it, its name and one of the marks. */
  readonly drawn: readonly { readonly cell: number; readonly texts: { readonly [mark: string]: string } }[];
  /** What stands after the last of them. */
  readonly ending: string;
  /** The name of each cell as it follows another. */
  readonly laterNames: readonly string[];
}

const gap = '\0';

const createWording = (board: PositionalBoard): Wording => {
  const { cells, layers, words } = board;
  const pieces = drawBoard(board, (name) => name + gap).split(gap);
  const marks = [...seatMarks, freeMark];
  return {
    intro: `The ${words.board}; after each ${words.cell}'s name stands 1 where first owns it, 2 where second does, . where it is free:\n`,
    drawn: layers
      .flatMap(({ rows }) => rows.flat())
      .map((name, at) => ({
        cell: cells.indexOf(name),
        texts: Object.fromEntries(marks.map((mark) => [mark, pieces[at]! + mark])),
      })),
    ending: pieces.at(-1)!,
    laterNames: cells.map((name) => `, ${name}`),
  };
};

const wordings = new WeakMap<PositionalBoard, Wording>();

const wordingOf = (board: PositionalBoard): Wording => {
  const known = wordings.get(board);
  if (known !== undefined) return known;
  const made = createWording(board);
  wordings.set(board, made);
  return made;
};

/** The names of the cells that bear a mark, joined by commas. A loop: this is half of what a turn is told. */
const namesMarked = (board: PositionalBoard, { cells }: PositionalView, mark: string): string => {
  const { laterNames } = wordingOf(board);
  let names = '';
  for (let cell = 0; cell < cells.length; cell++)
    if (cells[cell] === mark) names += names === '' ? board.cells[cell]! : laterNames[cell]!;
  return names;
};

const listMarked = (board: PositionalBoard, view: PositionalView, mark: string): string => {
  const names = namesMarked(board, view, mark);
  return names === '' ? `no ${board.words.cell}` : names;
};

/** The roles as a sentence begins with them. */
const roleTitles = roleNames.map((name) => name.charAt(0).toUpperCase() + name.slice(1));

/** What stands before the cells of each seat. */
const ownsTexts = seatMarks.map((mark, seat) => `\n${roleTitles[seat]!} (${mark}) owns `);

/** Which cells are free, for who named another. */
export const freeText = (board: PositionalBoard, view: PositionalView): string =>
  `Free ${board.words.cells}: ${namesMarked(board, view, freeMark)}.`;

/** Why a cell cannot be taken, and which can. */
export const takenText = (board: PositionalBoard, view: PositionalView, cell: string): string => {
  const owner = seatMarks.findIndex((mark) => mark === view.cells[board.cells.indexOf(cell)]);
  return `${cell} is taken: ${roleNames[owner]!} owns it. ${freeText(board, view)}`;
};

const drawText = ({ words }: PositionalBoard): string => `All ${words.cells} are taken: the match is a draw.`;

/** How the match stands: who moves, or how it ended. */
const standing = (board: PositionalBoard, { winner, toMove, completed }: PositionalView): string => {
  if (winner !== null) {
    return `${roleTitles[winner]!} owns ${completed.map(formatSet).join(' and ')} and wins.`;
  }
  return toMove === null ? drawText(board) : `${roleTitles[toMove]!} is to move.`;
};

/** The view in words: the board drawn, who owns which cells, and how the match stands. */
export const viewText = (board: PositionalBoard, view: PositionalView): string => {
  const { intro, drawn, ending } = wordingOf(board);
  let text = intro;
  for (const { cell, texts } of drawn) text += texts[view.cells[cell]!]!;
  text += ending;
  for (let seat = 0; seat < seatMarks.length; seat++)
    text += `${ownsTexts[seat]!}${listMarked(board, view, seatMarks[seat]!)}.`;
  text += `\nFree: ${listMarked(board, view, freeMark)}.`;
  if (view.last !== null) text += `\nThe last move took ${view.last}.`;
  return `${text}\n${standing(board, view)}`;
};

/** What one seat took between two views: `First took A, B`; empty where it took nothing. */
const takenBy = (
  board: PositionalBoard,
  seat: number,
  before: PositionalView,
  after: PositionalView,
): string => {
  const mark = seatMarks[seat]!;
  let names = '';
  for (let cell = 0; cell < after.cells.length; cell++)
    if (after.cells[cell] === mark && before.cells[cell] === freeMark)
      names += names === '' ? `${roleTitles[seat]!} took ${board.cells[cell]!}` : `, ${board.cells[cell]!}`;
  return names;
};

/** What was taken between two views, the last mover's cells last, and whether that ended the match. */
export const newsText = (board: PositionalBoard, before: PositionalView, after: PositionalView): string => {
  const isFirstLast = after.last !== null && after.cells[board.cells.indexOf(after.last)] === seatMarks[0];
  const earlier = takenBy(board, isFirstLast ? 1 : 0, before, after);
  const later = takenBy(board, isFirstLast ? 0 : 1, before, after);
  const moves = earlier === '' || later === '' ? earlier + later : `${earlier}. ${later}`;
  if (moves === '') return `No ${board.words.cell} was taken.`;
  if (after.toMove !== null) return `${moves}.`;
  if (after.winner === null) return `${moves}. ${drawText(board)}`;
  const sets = after.completed.map(formatSet).join(' and ');
  return `${moves} and completed ${sets}: ${roleTitles[after.winner]!} wins.`;
};
