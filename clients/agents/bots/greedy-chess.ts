import { formatUci, type Move } from '../../../games/chess/move.ts';
import { openPosition, type Position } from '../../../games/chess/position.ts';
import type { ChessView } from '../../../games/chess/view.ts';
import type { Json } from '../../../games/game.ts';
import type { Rng } from '../../../games/rng.ts';
import { pieceValues } from './chess-evaluation.ts';

const isMate = (position: Position, move: Move): boolean => {
  position.make(move);
  const isMated = position.inCheck() && position.moves().length === 0;
  position.unmake();
  return isMated;
};

/** The material that a move wins at once, in centipawns, without a look at what can be taken back. */
const gainOf = (move: Move): number =>
  (move.captured === undefined ? 0 : pieceValues[move.captured]) +
  (move.promotion === undefined ? 0 : pieceValues[move.promotion] - pieceValues.p);

/** A mate in one, else a move that wins the most material, ties broken by chance. */
export const greedyChessMove = (view: Json, rng: Rng): string => {
  const position = openPosition((view as unknown as ChessView).fen);
  const moves = position.moves();
  const mate = moves.find((move) => isMate(position, move));
  if (mate !== undefined) return formatUci(mate);
  const most = Math.max(...moves.map(gainOf));
  return formatUci(rng.pick(moves.filter((move) => gainOf(move) === most)));
};
