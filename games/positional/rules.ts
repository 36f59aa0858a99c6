import { namesIn } from './board.ts';
import type { PositionalBoard } from './board.ts';

/** The board with every cell as `show` writes it. */
export const drawBoard = (board: PositionalBoard, show: (name: string) => string): string =>
  board.layers
    .map(({ title, rows }) => {
      const lines = rows.map((row) => `  ${row.map(show).join(' ')}`);
      return [...(title === undefined ? [] : [`${title}:`]), ...lines].join('\n');
    })
    .join('\n');

/** A winning set as texts name it, such as A-B-C. */
export const formatSet = (names: readonly string[]): string => names.join('-');

/** The rules of the game on this board, as agents and people are told them. */
export const rulesText = (board: PositionalBoard): string => {
  const { words } = board;
  const sets = board.winningSets.map((set) => formatSet(namesIn(board, set)));
  return `${board.title}, for two players: first (seat 0) and second (seat 1).

The players move in turn; first begins. A move takes one free ${words.cell}, which its taker then owns to the end.
The ${words.board} has ${board.cells.length} ${words.cells}:
${drawBoard(board, (name) => name)}
${board.about}

The ${sets.length} ${words.sets}, each a ${board.setNoun}:
${sets.join(', ')}

How the game ends
winning-set: a player owns every ${words.cell} of a ${words.set}; that player wins, 1 to 0.
full-board: all ${words.cells} are taken and nobody owns a ${words.set}; a draw, a half each.

Answer with the name of one free ${words.cell} and nothing else, for example \`${board.cells[0]!}\`.
`;
};
