import type { Illegal } from '../game.ts';
import { findCastlingRefusal, isCastlingShape } from './castling.ts';
import type { Move } from './move.ts';
import { formatUci, uciPattern } from './move.ts';
import type { Color, Piece } from './pieces.ts';
import { colorNames, otherColor, pieceNames } from './pieces.ts';
import type { Position } from './position.ts';
import { formatSquare, parseSquare } from './squares.ts';

const ways: Readonly<Record<Piece['type'], string>> = {
  p: 'moves straight ahead one square (two from its first rank) and captures one square diagonally ahead',
  n: 'moves two squares along a rank or file and then one square to the side',
  b: 'moves along diagonals',
  r: 'moves along ranks and files',
  q: 'moves along ranks, files and diagonals',
  k: 'moves one square in any direction',
};

const refuse = (code: string, message: string): Illegal => ({ code, message });

/** The pieces that attack the king of `color`, in words. */
const describeCheckers = (position: Position, color: Color): string => {
  const attackers = position.attackers(position.king(color), otherColor(color));
  return attackers
    .map((at) => `the ${pieceNames[position.board[at]!.type]} on ${formatSquare(at)}`)
    .join(' and ');
};

/** Why a move that obeys its piece's way of moving is illegal all the same: the king. */
const refuseExposure = (position: Position, move: Move): Illegal => {
  const king = formatSquare(position.king(position.turn()));
  const opponent = colorNames[otherColor(position.turn())];
  if (move.piece === 'k') {
    return refuse(
      'king-into-check',
      `${opponent} attacks ${formatSquare(move.to)}, so your king cannot go there.`,
    );
  }
  if (position.inCheck()) {
    return refuse(
      'still-in-check',
      `Your king on ${king} is in check from ${describeCheckers(position, move.color)}, and ${formatUci(move)} leaves it in check. Move the king, capture the attacker or block the line.`,
    );
  }
  position.make(move);
  const attackers = describeCheckers(position, move.color);
  position.unmake();
  return refuse('exposes-king', `${formatUci(move)} would expose your king on ${king} to ${attackers}.`);
};

const offsets = (from: number, to: number): { readonly ranks: number; readonly files: number } => ({
  ranks: (to >> 4) - (from >> 4),
  files: (to & 7) - (from & 7),
});

/** The first occupied square strictly between two squares of one line, if any. */
const findBlocker = (position: Position, from: number, to: number): number | undefined => {
  const { ranks, files } = offsets(from, to);
  const step = Math.sign(ranks) * 16 + Math.sign(files);
  for (let at = from + step; at !== to; at += step) if (position.board[at] !== undefined) return at;
  return undefined;
};

const isOnLine = (type: Piece['type'], from: number, to: number): boolean => {
  const { ranks, files } = offsets(from, to);
  const isStraight = ranks === 0 || files === 0;
  const isDiagonal = Math.abs(ranks) === Math.abs(files);
  return (isStraight && (type === 'r' || type === 'q')) || (isDiagonal && (type === 'b' || type === 'q'));
};

const refusePawn = (position: Position, from: number, to: number, color: Color): Illegal => {
  const { ranks, files } = offsets(from, to);
  const ahead = color === 'w' ? -ranks : ranks;
  const [origin, target] = [formatSquare(from), formatSquare(to)];
  if (ahead === 1 && Math.abs(files) === 1) {
    return refuse(
      'nothing-to-capture',
      `The pawn on ${origin} moves diagonally only to capture, and there is nothing to capture on ${target}.`,
    );
  }
  const isFirst = from >> 4 === (color === 'w' ? 6 : 1);
  if (files === 0 && (ahead === 1 || (ahead === 2 && isFirst))) {
    const blocker = findBlocker(position, from, to) ?? to;
    return refuse(
      'path-blocked',
      `The pawn on ${origin} cannot move straight ahead to ${target}: ${formatSquare(blocker)} is occupied.`,
    );
  }
  return refuse('cannot-move-so', `The pawn on ${origin} cannot go to ${target}: it ${ways.p}.`);
};

const refuseWay = (position: Position, from: number, to: number, piece: Piece): Illegal => {
  if (piece.type === 'p') return refusePawn(position, from, to, piece.color);
  const [origin, target] = [formatSquare(from), formatSquare(to)];
  const blocker = isOnLine(piece.type, from, to) ? findBlocker(position, from, to) : undefined;
  if (blocker !== undefined) {
    return refuse(
      'path-blocked',
      `The ${pieceNames[piece.type]} on ${origin} cannot reach ${target}: ${formatSquare(blocker)} is occupied.`,
    );
  }
  return refuse(
    'cannot-move-so',
    `The ${pieceNames[piece.type]} on ${origin} cannot go to ${target}: it ${ways[piece.type]}.`,
  );
};

const refuseOwnPiece = (from: number, to: number, piece: Piece, target: Piece): Illegal => {
  const hint =
    piece.type === 'k' && target.type === 'r'
      ? " Castling is written as the king's move: e1g1, e1c1, e8g8 or e8c8."
      : '';
  if (from === to) return refuse('no-move', `A move must end on another square than ${formatSquare(from)}.`);
  return refuse('own-piece', `Your own ${pieceNames[target.type]} is on ${formatSquare(to)}.${hint}`);
};

const refusePromotion = (uci: string, isPromotion: boolean): Illegal => {
  const plain = uci.slice(0, 4);
  if (isPromotion) {
    return refuse(
      'promotion-missing',
      `A pawn that reaches the last rank promotes: write ${plain}q, ${plain}r, ${plain}b or ${plain}n.`,
    );
  }
  return refuse('no-promotion', `Only a pawn that reaches the last rank promotes: write ${plain}.`);
};

/** Why a move in UCI that is not legal in `position` is refused. Leaves the position as it was. */
export const explainIllegal = (position: Position, uci: string): Illegal => {
  if (!uciPattern.test(uci)) {
    return refuse(
      'not-a-move',
      'A move is the square it starts from, the square it ends on and, for a promotion, one of q, r, b, n: e2e4 or e7e8q.',
    );
  }
  const [from, to] = [parseSquare(uci), parseSquare(uci, 2)];
  const turn = position.turn();
  const piece = position.board[from];
  const [origin, mover] = [formatSquare(from), colorNames[turn]];
  if (piece === undefined) return refuse('no-piece', `There is no piece on ${origin}.`);
  if (piece.color !== turn) {
    return refuse(
      'not-your-piece',
      `The ${pieceNames[piece.type]} on ${origin} is not yours: ${mover} moves now.`,
    );
  }
  const target = position.board[to];
  if (target?.color === turn) return refuseOwnPiece(from, to, piece, target);
  const fitting = position.pseudoMoves().filter((move) => move.from === from && move.to === to);
  const isPromotion = fitting.some((move) => move.promotion !== undefined);
  if (fitting.length > 0 && isPromotion !== uci.length > 4) return refusePromotion(uci, isPromotion);
  const pseudo = fitting.find((move) => formatUci(move) === uci);
  if (pseudo !== undefined) return refuseExposure(position, pseudo);
  if (piece.type === 'k' && isCastlingShape(from, to, turn)) return findCastlingRefusal(position, from, to);
  return refuseWay(position, from, to, piece);
};
