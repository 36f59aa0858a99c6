import { cellsMax, maskOf, plainWords } from './board.ts';
import type { PositionalBoard } from './board.ts';
import { linesOfThree, planesOfFour, squaresOfSide } from './geometry.ts';
import type { Point } from './geometry.ts';

/** A row of the table: the geometry of a board, from which its cells and winning sets are computed. */
interface BoardTable {
  readonly id: string;
  readonly title: string;
  /** One string a row, one letter a cell. */
  readonly layers: readonly { readonly title?: string; readonly rows: readonly string[] }[];
  readonly setNoun: string;
  readonly about: string;
  winningSets(points: readonly Point[]): readonly (readonly Point[])[];
}

/** The points whose column lies in [from, from + width). */
const columns = (points: readonly Point[], from: number, width: number): Point[] =>
  points.filter(([x]) => x >= from && x < from + width);

const createBoard = (table: BoardTable): PositionalBoard => {
  const placed = table.layers.flatMap((layer, z) =>
    layer.rows.flatMap((row, y) =>
      row.split('').map((name, x): { name: string; point: Point } => ({ name, point: [x, y, z] })),
    ),
  );
  const nameAt = new Map(placed.map(({ name, point }) => [point.join(), name]));
  const cells = placed.map(({ name }) => name).sort();
  if (cells.length > cellsMax)
    throw new RangeError(`${table.id}: ${cells.length} cells, ${cellsMax} at most`);
  const sets = table.winningSets(placed.map(({ point }) => point));
  const masks = sets.map((set) =>
    maskOf(
      cells,
      set.map((point) => nameAt.get(point.join())!),
    ),
  );
  return {
    id: table.id,
    title: table.title,
    cells,
    layers: table.layers.map((layer) => ({ ...layer, rows: layer.rows.map((row) => row.split('')) })),
    // Two parts of a board may share a set, as the two cubes share a face.
    winningSets: [...new Set(masks)],
    setNoun: table.setNoun,
    about: table.about,
    words: plainWords,
  };
};

/**
 * The tic-tac-toe family of TTT-Bench (arXiv 2506.10209), which calls them oTTT, dTTT, cTTT and sTTT.
 * The cells have the letters of that paper.
 */
const tables: readonly BoardTable[] = [
  {
    id: 'tic-tac-toe',
    title: 'Tic-tac-toe',
    layers: [{ rows: ['ABC', 'DEF', 'GHI'] }],
    setNoun: 'line of three',
    about: 'A 3x3 grid. A winning set is a row, a column or a diagonal.',
    winningSets: linesOfThree,
  },
  {
    id: 'double-tic-tac-toe',
    title: 'Double tic-tac-toe',
    layers: [{ rows: ['ABCJK', 'DEFLM', 'GHINO'] }],
    setNoun: 'line of three',
    about:
      'Two 3x3 grids that share the column C-F-I: one has the rows ABC, DEF, GHI, the other CJK, FLM, INO. A winning set is a row, a column or a diagonal within one grid; a line that crosses from grid to grid, such as B-C-J, does not count.',
    winningSets: (points) => [0, 2].flatMap((from) => linesOfThree(columns(points, from, 3))),
  },
  {
    id: 'cube-tic-tac-toe',
    title: 'Cube tic-tac-toe',
    layers: [
      { title: 'Upper layer', rows: ['ABI', 'DCJ'] },
      { title: 'Lower layer', rows: ['EFK', 'HGL'] },
    ],
    setNoun: 'plane of four',
    about:
      'The cells are the 12 vertices of two cubes side by side, which share the face B-C-G-F. The first cube has the top A-B-C-D and under it the bottom E-F-G-H; the second has the top B-I-J-C and under it the bottom F-K-L-G. Each vertex of the upper layer stands right above one of the lower: A above E, B above F, C above G, D above H, I above K, J above L. A winning set is four vertices of one cube that lie in one plane: its six faces, and its six diagonal rectangles, each through two opposite edges.',
    winningSets: (points) => [0, 1].flatMap((from) => planesOfFour(columns(points, from, 2))),
  },
  {
    id: 'square-tic-tac-toe',
    title: 'Square tic-tac-toe',
    layers: [{ rows: ['ABCDE', 'FGHIJ', 'KLMNO', 'PQRST', 'UVWXY'] }],
    setNoun: 'square of four',
    about:
      'A 5x5 grid. A winning set is the four corners of a small square: a unit square, such as A-B-F-G, or a diagonal square, the four neighbours of an inner cell, such as B-F-H-L around G. Larger squares and lines do not count.',
    winningSets: (points) => [...squaresOfSide(points, 1, 0), ...squaresOfSide(points, 1, 1)],
  },
];

/** The boards that are played. */
export const positionalBoards: readonly PositionalBoard[] = tables.map(createBoard);

/** The board with this id. Throws when there is none. */
export const positionalBoard = (id: string): PositionalBoard => {
  const found = positionalBoards.find((board) => board.id === id);
  if (found === undefined) throw new RangeError(`no positional board ${id}`);
  return found;
};
