import { cellCount, fullMask } from './board.ts';
import type { PositionalBoard } from './board.ts';
import type { PositionTable } from './position-table.ts';
import { createSheet, isSingle, mayLose, mayWin, orderMoves, survey } from './survey.ts';
import { createCanonicaliser } from './symmetry.ts';

/** The value of (own, other), own to move and no set complete: -1, 0 or 1. */
export type Search = (own: number, other: number) => number;

/** Two bounds from -1 to 1 in one number from 1 to 9. */
const packBounds = (lower: number, upper: number): number => 1 + (lower + 1) * 3 + (upper + 1);
const lowerOf = (packed: number): number => Math.trunc((packed - 1) / 3) - 1;
const upperOf = (packed: number): number => ((packed - 1) % 3) - 1;

/**
 * An exact search: alpha-beta over win, draw and loss. Forced moves are played at once, wins and losses
 * that the sheet rules out are not searched for, and symmetric positions share an entry of the table.
 */
export const createSearch = (board: PositionalBoard, table: PositionTable): Search => {
  const full = fullMask(board);
  const sets = Int32Array.from(board.winningSets);
  const one = 1 << Math.max(0, ...board.winningSets.map(cellCount));
  const sheets = Array.from({ length: board.cells.length + 1 }, () => createSheet(board.cells.length));
  const canonicalise = createCanonicaliser(board);
  const pair = { own: 0, other: 0 };

  const search = (own: number, other: number, ply: number, low: number, high: number): number => {
    const sheet = sheets[ply]!;
    survey(sheet, sets, one, own, other);
    if (sheet.hasWin) return 1;
    if (!isSingle(sheet.threats)) return -1;
    if (sheet.threats !== 0) return -search(other, own | sheet.threats, ply + 1, -high, -low);
    let upper = mayWin(sheet, one) ? 1 : 0;
    let lower = mayLose(sheet, one) ? -1 : 0;
    if (lower === upper || lower >= high) return lower;
    if (upper <= low) return upper;
    canonicalise(own, other, pair);
    const { own: keyOwn, other: keyOther } = pair;
    const known = table.get(keyOwn, keyOther);
    if (known !== 0) {
      lower = Math.max(lower, lowerOf(known));
      upper = Math.min(upper, upperOf(known));
      if (lower === upper || lower >= high) return lower;
      if (upper <= low) return upper;
    }
    const floor = Math.max(low, lower);
    const ceiling = Math.min(high, upper);
    const moves = orderMoves(sheet, full & ~(own | other));
    let best = -1;
    for (let at = 0; at < moves && best < ceiling; at++) {
      const after = search(other, own | sheet.moves[at]!, ply + 1, -ceiling, -Math.max(floor, best));
      best = Math.max(best, -after);
    }
    // A result inside the window is exact; outside of it, it is a bound.
    if (best > floor) lower = Math.max(lower, Math.min(best, upper));
    if (best < ceiling) upper = Math.min(upper, Math.max(best, lower));
    table.set(keyOwn, keyOther, packBounds(lower, upper));
    return best > floor ? lower : upper;
  };

  return (own, other) => search(own, other, cellCount(own | other), -1, 1);
};
