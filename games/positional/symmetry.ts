import { fullMask } from './board.ts';
import type { PositionalBoard } from './board.ts';

/** A permutation of the cells: cell `i` goes to cell `symmetry[i]`. */
export type Symmetry = readonly number[];

/** The most symmetries that are looked for. A part of a larger group serves as well, only less. */
const symmetriesMax = 128;

/** Images are looked up by bytes of a mask. */
const byteBits = 8;

/** The image of a set of cells. */
export const imageOf = (symmetry: Symmetry, mask: number): number =>
  symmetry.reduce((image, to, from) => ((mask & (1 << from)) === 0 ? image : image | (1 << to)), 0);

/** `shared[a][b]`: how many winning sets hold both cells; for a = b, how many hold the cell. */
const sharedSets = (board: PositionalBoard): number[][] =>
  board.cells.map((_, a) =>
    board.cells.map((_, b) => {
      const pair = (1 << a) | (1 << b);
      return board.winningSets.filter((set) => (set & pair) === pair).length;
    }),
  );

/**
 * The permutations of the cells that map every winning set to a winning set, the identity first. They are
 * found from the winning sets alone, so a board has also those that no drawing shows.
 */
export const symmetriesOf = (board: PositionalBoard): readonly Symmetry[] => {
  const shared = sharedSets(board);
  const sets = new Set(board.winningSets);
  const found: Symmetry[] = [];
  const images: number[] = [];
  const isOpen = (to: number): boolean => {
    const from = images.length;
    if (images.includes(to) || shared[from]![from] !== shared[to]![to]) return false;
    return images.every((image, cell) => shared[cell]![from] === shared[image]![to]);
  };
  const extend = (): void => {
    if (found.length === symmetriesMax) return;
    if (images.length === board.cells.length) {
      if (board.winningSets.every((set) => sets.has(imageOf(images, set)))) found.push([...images]);
      return;
    }
    for (let to = 0; to < board.cells.length; to++) {
      if (!isOpen(to)) continue;
      images.push(to);
      extend();
      images.pop();
    }
  };
  extend();
  return found;
};

/** `tables[k][byte]`: the image of byte k of a mask. */
const byteImages = (symmetry: Symmetry, full: number): Int32Array[] =>
  Array.from({ length: 32 / byteBits }, (_, k) =>
    Int32Array.from({ length: 2 ** byteBits }, (_, byte) =>
      imageOf(symmetry, full & (byte << (k * byteBits))),
    ),
  );

/** Two masks that are written into rather than returned, since a search makes millions of them. */
export interface MaskPair {
  own: number;
  other: number;
}

/** A function that writes into `pair` the least of the images of (own, other) under the board's symmetries. */
export const createCanonicaliser = (
  board: PositionalBoard,
): ((own: number, other: number, pair: MaskPair) => void) => {
  const full = fullMask(board);
  const [, ...others] = symmetriesOf(board).map((symmetry) => byteImages(symmetry, full));
  const image = (tables: Int32Array[], mask: number): number =>
    tables[0]![mask & 255]! |
    tables[1]![(mask >>> 8) & 255]! |
    tables[2]![(mask >>> 16) & 255]! |
    tables[3]![mask >>> 24]!;
  return (own, other, pair) => {
    pair.own = own;
    pair.other = other;
    for (const tables of others) {
      const ownImage = image(tables, own);
      if (ownImage > pair.own) continue;
      const otherImage = image(tables, other);
      if (ownImage === pair.own && otherImage >= pair.other) continue;
      pair.own = ownImage;
      pair.other = otherImage;
    }
  };
};
