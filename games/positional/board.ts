/** The most cells a board may have: a set of cells is the 32 bits of one number. */
export const cellsMax = 32;

/**
 * A positional game as data: its cells, and the sets of cells that win. A set of cells is a bitmask, in
 * which bit `i` is `cells[i]`.
 */
export interface PositionalBoard {
  readonly id: string;
  readonly title: string;
  /** The cells' names in the order of their bits; no two are equal, whatever their case. */
  readonly cells: readonly string[];
  readonly layers: readonly BoardLayer[];
  readonly winningSets: readonly number[];
  /** What a winning set of this board is, in the singular. */
  readonly setNoun: string;
  /** The geometry in words. */
  readonly about: string;
  readonly words: BoardWords;
}

/** What texts call the parts of a board. Each singular begins with a consonant and takes the article `a`. */
export interface BoardWords {
  readonly board: string;
  readonly cell: string;
  readonly cells: string;
  readonly set: string;
  readonly sets: string;
}

/** What the parts of a board that has no skin are called. */
export const plainWords: BoardWords = {
  board: 'board',
  cell: 'cell',
  cells: 'cells',
  set: 'winning set',
  sets: 'winning sets',
};

/** A part of the drawing of a board: rows of cell names, with a title where there are several layers. */
interface BoardLayer {
  readonly title?: string;
  readonly rows: readonly (readonly string[])[];
}

/** The mask of all cells. */
export const fullMask = (board: PositionalBoard): number =>
  board.cells.reduce((mask, _, cell) => mask | (1 << cell), 0);

/** The names of the cells in a mask, in the order of their bits. */
export const namesIn = (board: PositionalBoard, mask: number): string[] =>
  board.cells.filter((_, cell) => (mask & (1 << cell)) !== 0);

/** The mask of the named cells. Throws on a name that the board does not have. */
export const maskOf = (cells: readonly string[], names: Iterable<string>): number => {
  let mask = 0;
  for (const name of names) {
    const cell = cells.indexOf(name);
    if (cell < 0) throw new RangeError(`no cell ${name} among ${cells.join()}`);
    mask |= 1 << cell;
  }
  return mask;
};

/** Whether all cells of one of `sets` are in the mask `owned`. */
export const hasCompleted = (sets: readonly number[], owned: number): boolean => {
  for (const set of sets) if ((set & owned) === set) return true;
  return false;
};

/** How many cells a mask holds. */
export const cellCount = (mask: number): number => {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
};

/** The index of the lowest cell in a mask that is not empty. */
export const lowestCell = (mask: number): number => 31 - Math.clz32(mask & -mask);
