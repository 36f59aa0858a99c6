import { cellCount, lowestCell } from './board.ts';

/**
 * What one pass over the winning sets tells about a position. A player's set is live while the other owns no
 * cell of it. Sheets are filled in place, one a ply, since a search makes millions of them.
 */
export interface Sheet {
  /** Whether the mover can complete a set now; the rest of the sheet is then not filled. */
  hasWin: boolean;
  /** The cells with which the other player would complete a set. */
  threats: number;
  /** The sum over a player's live sets of 2^-(cells missing), in units of 2^-(size of the largest set). */
  ownPotential: number;
  otherPotential: number;
  /** The part of each sum that comes from the live sets of each cell. */
  readonly ownShares: Int32Array;
  readonly otherShares: Int32Array;
  /** The moves worth a try, as masks of one cell, best first, and their merits. */
  readonly moves: Int32Array;
  readonly merits: Int32Array;
}

export const createSheet = (cells: number): Sheet => ({
  hasWin: false,
  threats: 0,
  ownPotential: 0,
  otherPotential: 0,
  ownShares: new Int32Array(cells),
  otherShares: new Int32Array(cells),
  moves: new Int32Array(cells),
  merits: new Int32Array(cells),
});

/** Whether a mask holds at most one cell. */
export const isSingle = (mask: number): boolean => (mask & (mask - 1)) === 0;

const addShares = (shares: Int32Array, missing: number, weight: number): void => {
  for (let rest = missing; rest !== 0; rest &= rest - 1) shares[lowestCell(rest)]! += weight;
};

/** Fills the sheet for `own`, who is to move, against `other`; `one` is the unit of the potentials. */
export const survey = (sheet: Sheet, sets: Int32Array, one: number, own: number, other: number): void => {
  sheet.hasWin = false;
  sheet.threats = 0;
  sheet.ownPotential = 0;
  sheet.otherPotential = 0;
  sheet.ownShares.fill(0);
  sheet.otherShares.fill(0);
  for (const set of sets) {
    if ((set & other) === 0) {
      const missing = set & ~own;
      if (isSingle(missing)) {
        sheet.hasWin = true;
        return;
      }
      const weight = one >> cellCount(missing);
      sheet.ownPotential += weight;
      addShares(sheet.ownShares, missing, weight);
    }
    if ((set & own) === 0) {
      const missing = set & ~other;
      if (isSingle(missing)) sheet.threats |= missing;
      const weight = one >> cellCount(missing);
      sheet.otherPotential += weight;
      addShares(sheet.otherShares, missing, weight);
    }
  }
};

const largestOf = (shares: Int32Array): number => {
  let largest = 0;
  for (const share of shares) if (share > largest) largest = share;
  return largest;
};

/** By how much the second largest share falls short of the largest. */
const leadOf = (shares: Int32Array): number => {
  let largest = 0;
  let second = 0;
  for (const share of shares) {
    if (share > largest) {
      second = largest;
      largest = share;
    } else if (share > second) second = share;
  }
  return largest - second;
};

/*
 * The criterion of Erdős and Selfridge (1973; Beck, Combinatorial Games, theorem 1.4): a player whose live
 * sets have a potential below 1 cannot complete one if the opponent is to move and always takes the cell of
 * the largest share. Completing sets of one's own only helps the defender, so it holds in these games too.
 */

/** False when the mover surely cannot win: whatever cell is taken, the potential stays below 1. */
export const mayWin = (sheet: Sheet, one: number): boolean =>
  sheet.ownPotential + largestOf(sheet.ownShares) >= one;

/**
 * False when the mover surely need not lose: once the cell of the largest share is taken, the other's next
 * cell adds at most the second largest share to what is left.
 */
export const mayLose = (sheet: Sheet, one: number): boolean =>
  sheet.otherPotential - leadOf(sheet.otherShares) >= one;

/** How much more a cell's worth for the mover counts than its worth for the other; measured on the 5x5 board. */
const ownFactor = 3;

/** Sorts the free cells that are worth a try into `sheet.moves`, and returns how many they are. */
export const orderMoves = (sheet: Sheet, free: number): number => {
  const { moves, merits, ownShares, otherShares } = sheet;
  let count = 0;
  for (let rest = free; rest !== 0; rest &= rest - 1) {
    const cell = lowestCell(rest);
    const merit = ownFactor * ownShares[cell]! + otherShares[cell]!;
    // A cell of no live set is as good as a pass, and a stone more never hurts its owner. When there is no
    // other cell, nobody can win, and no move is looked for.
    if (merit === 0) continue;
    let at = count;
    for (; at > 0 && merits[at - 1]! < merit; at--) {
      merits[at] = merits[at - 1]!;
      moves[at] = moves[at - 1]!;
    }
    merits[at] = merit;
    moves[at] = 1 << cell;
    count += 1;
  }
  return count;
};
