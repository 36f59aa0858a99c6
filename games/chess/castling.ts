import type { Illegal } from '../game.ts';
import type { Color } from './pieces.ts';
import { colorNames, otherColor } from './pieces.ts';
import type { Position } from './position.ts';
import { formatSquare, parseSquare } from './squares.ts';

const kingHomes: Readonly<Record<Color, number>> = { w: parseSquare('e1'), b: parseSquare('e8') };

/** Whether a king's move is castling by its shape: from the e-file two files along its home rank. */
export const isCastlingShape = (from: number, to: number, color: Color): boolean =>
  from === kingHomes[color] && Math.abs(to - from) === 2;

/** Why castling from `from` to `to` is refused; it has that shape and is not legal. */
export const findCastlingRefusal = (position: Position, from: number, to: number): Illegal => {
  const turn = position.turn();
  const isKingside = to > from;
  const side = isKingside ? 'kingside' : 'queenside';
  if (!position.hasCastlingRight(turn, isKingside)) {
    return {
      code: 'castling-lost',
      message: `${colorNames[turn]} has no right to castle ${side}: the king or that rook has moved or is gone.`,
    };
  }
  const step = Math.sign(to - from);
  const between = isKingside ? [from + 1, from + 2] : [from - 1, from - 2, from - 3];
  const blocker = between.find((square) => position.board[square] !== undefined);
  if (blocker !== undefined) {
    return {
      code: 'castling-blocked',
      message: `You cannot castle ${side}: ${formatSquare(blocker)} between king and rook is occupied.`,
    };
  }
  if (position.inCheck()) {
    return { code: 'castling-in-check', message: 'You cannot castle while your king is in check.' };
  }
  const opponent = otherColor(turn);
  const attacked = [from + step, to].find((square) => position.attackers(square, opponent).length > 0);
  return {
    code: 'castling-through-check',
    message: `You cannot castle ${side}: ${colorNames[opponent]} attacks ${formatSquare(attacked ?? to)}, where your king would pass or land.`,
  };
};
