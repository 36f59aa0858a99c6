import type { Color, PieceType } from './pieces.ts';
import { formatSquare } from './squares.ts';

/** A move as chess.js holds it: squares are 0x88 indices (a8 is 0, h1 is 119), `flags` is a set of bits. */
export interface Move {
  readonly color: Color;
  readonly from: number;
  readonly to: number;
  readonly piece: PieceType;
  readonly captured?: PieceType | undefined;
  readonly promotion?: PieceType | undefined;
  readonly flags: number;
}

const captureFlag = 2;
const enPassantFlag = 8;

/** The bits that chess.js sets in a castling move's flags and, by colour, in the rights to castle. */
export const kingsideFlag = 32;
export const queensideFlag = 64;

export const isEnPassant = (move: Move): boolean => (move.flags & enPassantFlag) !== 0;
export const isCapture = (move: Move): boolean => (move.flags & (captureFlag | enPassantFlag)) !== 0;
export const isKingsideCastle = (move: Move): boolean => (move.flags & kingsideFlag) !== 0;
export const isQueensideCastle = (move: Move): boolean => (move.flags & queensideFlag) !== 0;

/** The shape of a move in UCI; case matters. */
export const uciPattern = /^[a-h][1-8][a-h][1-8][qrbn]?$/;

/** A move in UCI: `e2e4`, `e1g1` for castling, `e7e8q` for a promotion. */
export const formatUci = (move: Move): string =>
  formatSquare(move.from) + formatSquare(move.to) + (move.promotion ?? '');
