import type { Move } from './move.ts';
import { formatUci, isCapture, isKingsideCastle, isQueensideCastle } from './move.ts';
import type { Position } from './position.ts';
import { openPosition } from './position.ts';
import { formatSquare } from './squares.ts';

/** The shortest of nothing, file, rank or square that tells `move` from other legal moves of such a piece. */
const disambiguator = (move: Move, legal: readonly Move[]): string => {
  const square = formatSquare(move.from);
  let hasRival = false;
  let sharesFile = false;
  let sharesRank = false;
  for (const other of legal) {
    if (other.to !== move.to || other.piece !== move.piece || other.from === move.from) continue;
    hasRival = true;
    sharesFile ||= (other.from & 7) === (move.from & 7);
    sharesRank ||= other.from >> 4 === move.from >> 4;
  }
  if (!hasRival) return '';
  if (!sharesFile) return square[0]!;
  return sharesRank ? square : square[1]!;
};

/** Standard algebraic notation without a check mark; `legal` holds the legal moves of the same position. */
export const bareSan = (move: Move, legal: readonly Move[]): string => {
  if (isKingsideCastle(move)) return 'O-O';
  if (isQueensideCastle(move)) return 'O-O-O';
  const to = formatSquare(move.to);
  const takes = isCapture(move) ? 'x' : '';
  if (move.piece !== 'p') return `${move.piece.toUpperCase()}${disambiguator(move, legal)}${takes}${to}`;
  const origin = takes === '' ? '' : formatSquare(move.from)[0]!;
  const promotion = move.promotion === undefined ? '' : `=${move.promotion.toUpperCase()}`;
  return `${origin}${takes}${to}${promotion}`;
};

/** The mark that SAN puts after a move that led to a position with these facts. */
export const checkMark = (check: boolean, hasMove: boolean): '' | '+' | '#' => {
  if (!check) return '';
  return hasMove ? '+' : '#';
};

/** The check mark of a move that is legal in `position`, which is left as it was. */
export const checkMarkOf = (position: Position, move: Move): '' | '+' | '#' => {
  position.make(move);
  const check = position.inCheck();
  const mark = checkMark(check, !check || position.moves().length > 0);
  position.unmake();
  return mark;
};

/** SAN of a whole game from its moves in UCI, as a PGN holds it. Throws at the first move that is illegal. */
export const sanLine = (fen: string, uciMoves: readonly string[]): string[] => {
  const position = openPosition(fen);
  return uciMoves.map((uci, ply) => {
    const legal = position.moves();
    const move = legal.find((candidate) => formatUci(candidate) === uci);
    if (move === undefined) throw new Error(`Move ${ply + 1}, ${uci}, is illegal in ${position.fen()}`);
    const san = bareSan(move, legal) + checkMarkOf(position, move);
    position.make(move);
    return san;
  });
};

/** SAN of one legal move in UCI. Throws when it is illegal. */
export const sanOf = (fen: string, uci: string): string => sanLine(fen, [uci])[0]!;
