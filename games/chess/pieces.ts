export type Color = 'w' | 'b';
export type PieceType = 'p' | 'n' | 'b' | 'r' | 'q' | 'k';

export interface Piece {
  readonly color: Color;
  readonly type: PieceType;
}

/** A 0x88 board from a8 (0) to h1 (119); `undefined` where a square is empty. */
export type Board = readonly (Piece | undefined)[];

export const colorNames: Readonly<Record<Color, 'White' | 'Black'>> = { w: 'White', b: 'Black' };

export const pieceNames: Readonly<Record<PieceType, string>> = {
  p: 'pawn',
  n: 'knight',
  b: 'bishop',
  r: 'rook',
  q: 'queen',
  k: 'king',
};

export const otherColor = (color: Color): Color => (color === 'w' ? 'b' : 'w');

/** The ranks of a valid FEN's placement from the eighth, each of eight characters with `.` for empty squares. */
export const ranksOf = (fen: string): string[] =>
  fen
    .slice(0, fen.indexOf(' '))
    .replace(/\d/g, (count) => '.'.repeat(Number(count)))
    .split('/');
