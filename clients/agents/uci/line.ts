import { formatUci } from '../../../games/chess/move.ts';
import { openPosition, type Position } from '../../../games/chess/position.ts';
import type { ChessView } from '../../../games/chess/view.ts';

/** A position as engines are told it: where it came from, so that they see repetitions. */
export interface Line {
  readonly fen: string;
  readonly moves: readonly string[];
  /** The referee's FEN of the position after `moves`. */
  readonly current: string;
}

const tryMove = (position: Position, uci: string): boolean => {
  const move = position.moves().find((candidate) => formatUci(candidate) === uci);
  if (move !== undefined) position.make(move);
  return move !== undefined;
};

const halfmoveClock = (fen: string): string | undefined => fen.split(' ')[4];

/**
 * The line to the position of `view`, one own move and one of the opponent after `line`. Where that is not what
 * the referee shows, or nothing before can recur, the line starts anew: an engine never gets a position but the
 * referee's.
 */
export const extendLine = (line: Line | undefined, ownMove: string | undefined, view: ChessView): Line => {
  const fresh = { fen: view.fen, moves: [], current: view.fen };
  if (line === undefined || ownMove === undefined || view.last === null) return fresh;
  if (halfmoveClock(view.fen) === '0') return fresh;
  const position = openPosition(line.current);
  const isPlayed = tryMove(position, ownMove) && tryMove(position, view.last.uci);
  if (!isPlayed || position.fen() !== view.fen) return fresh;
  return { fen: line.fen, moves: [...line.moves, ownMove, view.last.uci], current: view.fen };
};
