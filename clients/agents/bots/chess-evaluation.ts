import type { Board, Color, PieceType } from '../../../games/chess/pieces.ts';

/** Centipawns. Values and tables are those of Michniewski's "Simplified evaluation function". */
export const pieceValues: Readonly<Record<PieceType, number>> = {
  p: 100,
  n: 320,
  b: 330,
  r: 500,
  q: 900,
  k: 0,
};

// prettier-ignore
const tables: Readonly<Record<PieceType | 'kingLate', readonly number[]>> = {
  p: [
    0, 0, 0, 0, 0, 0, 0, 0, 50, 50, 50, 50, 50, 50, 50, 50, 10, 10, 20, 30, 30, 20, 10, 10, 5, 5, 10, 25, 25, 10, 5, 5,
    0, 0, 0, 20, 20, 0, 0, 0, 5, -5, -10, 0, 0, -10, -5, 5, 5, 10, 10, -20, -20, 10, 10, 5, 0, 0, 0, 0, 0, 0, 0, 0,
  ],
  n: [
    -50, -40, -30, -30, -30, -30, -40, -50, -40, -20, 0, 0, 0, 0, -20, -40, -30, 0, 10, 15, 15, 10, 0, -30,
    -30, 5, 15, 20, 20, 15, 5, -30, -30, 0, 15, 20, 20, 15, 0, -30, -30, 5, 10, 15, 15, 10, 5, -30,
    -40, -20, 0, 5, 5, 0, -20, -40, -50, -40, -30, -30, -30, -30, -40, -50,
  ],
  b: [
    -20, -10, -10, -10, -10, -10, -10, -20, -10, 0, 0, 0, 0, 0, 0, -10, -10, 0, 5, 10, 10, 5, 0, -10,
    -10, 5, 5, 10, 10, 5, 5, -10, -10, 0, 10, 10, 10, 10, 0, -10, -10, 10, 10, 10, 10, 10, 10, -10,
    -10, 5, 0, 0, 0, 0, 5, -10, -20, -10, -10, -10, -10, -10, -10, -20,
  ],
  r: [
    0, 0, 0, 0, 0, 0, 0, 0, 5, 10, 10, 10, 10, 10, 10, 5, -5, 0, 0, 0, 0, 0, 0, -5, -5, 0, 0, 0, 0, 0, 0, -5,
    -5, 0, 0, 0, 0, 0, 0, -5, -5, 0, 0, 0, 0, 0, 0, -5, -5, 0, 0, 0, 0, 0, 0, -5, 0, 0, 0, 5, 5, 0, 0, 0,
  ],
  q: [
    -20, -10, -10, -5, -5, -10, -10, -20, -10, 0, 0, 0, 0, 0, 0, -10, -10, 0, 5, 5, 5, 5, 0, -10,
    -5, 0, 5, 5, 5, 5, 0, -5, 0, 0, 5, 5, 5, 5, 0, -5, -10, 5, 5, 5, 5, 5, 0, -10,
    -10, 0, 5, 0, 0, 0, 0, -10, -20, -10, -10, -5, -5, -10, -10, -20,
  ],
  k: [
    -30, -40, -40, -50, -50, -40, -40, -30, -30, -40, -40, -50, -50, -40, -40, -30, -30, -40, -40, -50, -50, -40, -40, -30,
    -30, -40, -40, -50, -50, -40, -40, -30, -20, -30, -30, -40, -40, -30, -30, -20, -10, -20, -20, -20, -20, -20, -20, -10,
    20, 20, 0, 0, 0, 0, 20, 20, 20, 30, 10, 0, 0, 10, 30, 20,
  ],
  kingLate: [
    -50, -40, -30, -20, -20, -30, -40, -50, -30, -20, -10, 0, 0, -10, -20, -30, -30, -10, 20, 30, 30, 20, -10, -30,
    -30, -10, 30, 40, 40, 30, -10, -30, -30, -10, 30, 40, 40, 30, -10, -30, -30, -10, 20, 30, 30, 20, -10, -30,
    -30, -30, 0, 0, 0, 0, -30, -30, -50, -30, -30, -30, -30, -30, -30, -50,
  ],
};

/** Material beside kings and pawns, both sides together, from which on the kings keep to their corners. */
const lateMaterial = 2600;

const distance = (one: number, other: number): number =>
  Math.max(Math.abs((one >> 4) - (other >> 4)), Math.abs((one & 7) - (other & 7)));

/** Drives a king that has lost the game to the rim and the winner's towards it, or mates would not be found. */
const drivenKing = (lead: number, winner: number, loser: number): number => {
  if (Math.abs(lead) < pieceValues.r - pieceValues.p) return 0;
  const fromCentre = Math.max(Math.abs((loser >> 4) * 2 - 7), Math.abs((loser & 7) * 2 - 7));
  return Math.sign(lead) * (6 * fromCentre - 8 * distance(winner, loser));
};

/** The worth of a board to `turn`, in centipawns. */
export const evaluate = (board: Board, turn: Color): number => {
  let score = 0;
  let lead = 0;
  let pieces = 0;
  const kings = { w: 0, b: 0 };
  for (let rank = 0; rank < 8; rank++)
    for (let file = 0; file < 8; file++) {
      const square = rank * 16 + file;
      const piece = board[square];
      if (piece === undefined) continue;
      const { color, type } = piece;
      if (type === 'k') kings[color] = square;
      else {
        const sign = color === 'w' ? 1 : -1;
        const value = pieceValues[type];
        if (type !== 'p') pieces += value;
        lead += sign * value;
        // The tables are drawn from White's side; Black reads them upside down.
        score += sign * tables[type][(color === 'w' ? rank : 7 - rank) * 8 + file]!;
      }
    }
  const king = pieces > lateMaterial ? tables.k : tables.kingLate;
  score += king[(kings.w >> 4) * 8 + (kings.w & 7)]! - king[(7 - (kings.b >> 4)) * 8 + (kings.b & 7)]!;
  if (pieces <= lateMaterial)
    score += lead > 0 ? drivenKing(lead, kings.w, kings.b) : drivenKing(lead, kings.b, kings.w);
  return turn === 'w' ? lead + score : 0 - lead - score;
};
