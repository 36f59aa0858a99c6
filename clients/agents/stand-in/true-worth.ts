import type { AnyGame, Seat } from '../../../games/game.ts';
import type { ChessState } from '../../../games/chess/state.ts';
import { openPosition } from '../../../games/chess/position.ts';
import { positionalBoard } from '../../../games/positional/boards.ts';
import { createSolver, type PositionalSolver } from '../../../games/positional/solver.ts';
import type { PositionalState } from '../../../games/positional/state.ts';
import { searchChess } from '../bots/chess-search.ts';

const solvers = new Map<string, PositionalSolver>();

const solverOf = (id: string): PositionalSolver => {
  const known = solvers.get(id) ?? createSolver(positionalBoard(id));
  solvers.set(id, known);
  return known;
};

/** A lead of this many centipawns is worth three quarters. */
const leadForThreeQuarters = 220;

const worthOfLead = (centipawns: number): number => 1 / (1 + 3 ** (-centipawns / leadForThreeQuarters));

const chessWorth = ({ fen }: ChessState): number =>
  worthOfLead(searchChess(openPosition(fen), { depthMax: 1, nodesMax: Infinity }).score);

/** The worth of a position to the seat that moves: exact on a positional board, an estimate at chess. */
const worthToMover = (game: AnyGame, state: unknown): number =>
  game.id === 'chess'
    ? chessWorth(state as ChessState)
    : (solverOf(game.id).value(state as PositionalState) + 1) / 2;

/** The worth of a position to a seat, from 0 (lost) to 1 (won). */
export const trueWorth = (game: AnyGame, state: unknown, seat: Seat): number => {
  const outcome = game.outcome(state);
  if (outcome !== undefined) {
    const [own = 0, other = 0] = [outcome.scores[seat], outcome.scores[1 - seat]].map((score) => score ?? 0);
    return own === other ? 0.5 : own > other ? 1 : 0;
  }
  const worth = worthToMover(game, state);
  return game.actors(state).includes(seat) ? worth : 1 - worth;
};
