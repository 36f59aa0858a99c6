import type { Board, Piece } from './pieces.ts';
import { parseSquare } from './squares.ts';

const isSamePiece = (a: Piece | undefined, b: Piece | undefined): boolean =>
  a?.type === b?.type && a?.color === b?.color;

/**
 * How often the position on `board` has occurred, this time included, given the moves in UCI since the last
 * irreversible one. The moves are taken back one by one on a sketch of the squares they touched: exact, and
 * with less to remember than the positions themselves. Every other move gives the same side the turn.
 */
export const countRepeats = (board: Board, since: readonly string[]): number => {
  if (since.length < 4) return 1;
  const earlier = new Map<number, Piece | undefined>();
  const pieceAt = (square: number): Piece | undefined =>
    earlier.has(square) ? earlier.get(square) : board[square];
  let differing = 0;
  const put = (square: number, piece: Piece | undefined): void => {
    if (isSamePiece(pieceAt(square), board[square])) differing += 1;
    earlier.set(square, piece);
    if (isSamePiece(piece, board[square])) differing -= 1;
  };
  let repeats = 1;
  for (let undone = 1; undone <= since.length; undone++) {
    const uci = since[since.length - undone]!;
    const to = parseSquare(uci, 2);
    put(parseSquare(uci), pieceAt(to));
    put(to, undefined);
    if (undone % 2 === 0 && differing === 0) repeats += 1;
  }
  return repeats;
};
