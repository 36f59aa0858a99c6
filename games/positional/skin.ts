import { labelledRng } from '../rng.ts';
import { cellCount } from './board.ts';
import type { PositionalBoard } from './board.ts';
import { drawSkinNames, skinThemes } from './skin-words.ts';
import { imageOf } from './symmetry.ts';
import type { Symmetry } from './symmetry.ts';

/** A board under other names, with its cells and winning sets in another order. */
export interface Skin {
  readonly board: PositionalBoard;
  /** The index on the plain board of each cell of this one; `imageOf(plainCells, mask)` is a mask there. */
  readonly plainCells: Symmetry;
}

/** Cells a row in the drawing of a skin: no board has rows of this length, so none shows through. */
const rowCells = 8;

const sizeWords: Readonly<Record<number, string>> = { 3: 'three', 4: 'four' };

const inverseOf = (symmetry: Symmetry): number[] => {
  const inverse: number[] = [];
  for (const [from, to] of symmetry.entries()) inverse[to] = from;
  return inverse;
};

const rowsOf = (names: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(names.length / rowCells) }, (_, row) =>
    names.slice(row * rowCells, (row + 1) * rowCells),
  );

/**
 * The skin with this seed, or the board as it is where there is none. A skin is the same game under other
 * names, so a player that knows the game only by what has been written about it has to think anew.
 */
export const createSkin = (board: PositionalBoard, seed: string | undefined): Skin => {
  if (seed === undefined) return { board, plainCells: board.cells.map((_, cell) => cell) };
  const rng = labelledRng(seed, 'skin', board.id);
  const words = rng.pick(skinThemes);
  const [name, ...cells] = drawSkinNames(board.cells.length + 1, rng);
  const plainCells = rng.shuffle(board.cells.map((_, cell) => cell));
  const skinCells = inverseOf(plainCells);
  const winningSets = rng.shuffle(board.winningSets.map((set) => imageOf(skinCells, set)));
  const size = cellCount(winningSets[0]!);
  return {
    board: {
      id: board.id,
      title: name!.charAt(0).toUpperCase() + name!.slice(1),
      cells,
      layers: [{ rows: rowsOf(cells) }],
      winningSets,
      setNoun: `group of ${sizeWords[size] ?? size} ${words.cells}`,
      about: `The ${words.cells} stand in no order: nothing counts but which of them make up a ${words.set}.`,
      words,
    },
    plainCells,
  };
};
