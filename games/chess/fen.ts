import { validateFen } from 'chess.js';
import { describeEnd, findEnd } from './endings.ts';
import type { Color } from './pieces.ts';
import { colorNames, otherColor } from './pieces.ts';
import type { Position } from './position.ts';
import { openPosition } from './position.ts';
import { parseSquare } from './squares.ts';

/** The position from which chess is played. */
export const startFen = 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1';

/** Longer texts are no FEN: the longest placement has 71 characters. */
export const fenCharsMax = 100;

/** The side to move of a valid FEN. */
export const turnOf = (fen: string): Color => (fen.includes(' w ') ? 'w' : 'b');

/** Whether a valid FEN names an en-passant square. */
export const hasEnPassantSquare = (fen: string): boolean => fen.split(' ', 4)[3] !== '-';

const fields =
  /^(?<placement>[1-8pnbrqkPNBRQK/]+) (?<turn>[wb]) (?<castling>-|(?=[KQkq])K?Q?k?q?) (?<passant>-|[a-h][36]) (?<clock>\d{1,3}) (?<number>\d{1,4})$/;

const castlingHomes = [
  { right: 'K', king: 'e1', rook: 'h1' },
  { right: 'Q', king: 'e1', rook: 'a1' },
  { right: 'k', king: 'e8', rook: 'h8' },
  { right: 'q', king: 'e8', rook: 'a8' },
] as const;

const findCastlingFault = (position: Position, castling: string): string | undefined => {
  for (const { right, king, rook } of castlingHomes) {
    if (!castling.includes(right)) continue;
    const color = right === right.toUpperCase() ? 'w' : 'b';
    const corner = position.board[parseSquare(rook)];
    const inPlace =
      position.king(color) === parseSquare(king) && corner?.type === 'r' && corner.color === color;
    if (inPlace) continue;
    return `castling right ${right} needs the ${colorNames[color]} king on ${king} and a rook of its own on ${rook}`;
  }
  return undefined;
};

const findPassantFault = (position: Position, passant: string): string | undefined => {
  if (passant === '-') return undefined;
  const mover = otherColor(position.turn());
  const forward = mover === 'w' ? -16 : 16;
  const square = parseSquare(passant);
  const pawn = position.board[square + forward];
  const isEmpty = position.board[square] === undefined && position.board[square - forward] === undefined;
  if (isEmpty && pawn?.type === 'p' && pawn.color === mover) return undefined;
  return `en-passant square ${passant} needs a ${colorNames[mover]} pawn that just passed over it: the pawn in front, the square itself and the one behind it empty`;
};

const findCheckFault = (position: Position): string | undefined => {
  const turn = position.turn();
  const king = position.king(otherColor(turn));
  if (!position.pseudoMoves().some((move) => move.to === king)) return undefined;
  return `${colorNames[otherColor(turn)]} is in check, but it is ${colorNames[turn]}'s move`;
};

const findFinishedFault = (position: Position): string | undefined => {
  const end = findEnd({
    check: position.inCheck(),
    hasMove: position.moves().length > 0,
    hasInsufficientMaterial: position.hasInsufficientMaterial(),
    repeats: 1,
    halfmoveClock: position.halfmoveClock(),
    plies: 0,
    stepsMax: 1,
  });
  if (end === null) return undefined;
  return `the game is already over in this position (${describeEnd(end, position.turn())})`;
};

/** What makes a text unfit as a starting position, as a clause; undefined when it is fit. */
export const findFenFault = (fen: string): string | undefined => {
  if (fen.length > fenCharsMax) return `a FEN has at most ${fenCharsMax} characters`;
  const basic = validateFen(fen);
  if (!basic.ok) return (basic.error ?? 'invalid FEN').replace(/^Invalid FEN: /, '');
  const parts = fields.exec(fen)?.groups;
  if (parts === undefined) {
    return 'six fields separated by single spaces are needed: placement, w or b, castling rights in the order KQkq or -, en-passant square or -, halfmove clock, move number';
  }
  const position = openPosition(fen);
  return (
    findCastlingFault(position, parts['castling']!) ??
    findPassantFault(position, parts['passant']!) ??
    findCheckFault(position) ??
    findFinishedFault(position)
  );
};
