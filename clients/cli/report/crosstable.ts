import { formatGrid, type GridCell } from './grid.ts';

/** Points of one player against another; null where they did not meet. */
export type CrosstableCell = { readonly points: number; readonly games: number } | null;

const cellOf = (cell: CrosstableCell, title: string): GridCell =>
  cell === null
    ? { text: '–', title, share: null }
    : { text: `${cell.points}/${cell.games}`, title, share: cell.points / cell.games };

/** Points of each player (row) against each other (column). */
export const formatCrosstable = (
  names: readonly string[],
  cells: readonly (readonly CrosstableCell[])[],
): string =>
  formatGrid(
    names,
    cells.map((row, at) =>
      row.map((cell, column) => cellOf(cell, `${names[at]!} against ${names[column]!}`)),
    ),
  );
