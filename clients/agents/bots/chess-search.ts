import { isCapture, type Move } from '../../../games/chess/move.ts';
import type { Position } from '../../../games/chess/position.ts';
import { evaluate, pieceValues } from './chess-evaluation.ts';

const mateScore = 1_000_000;

/** A line of play can be this long with captures at its end; it bounds the recursion. */
const quiescencePliesMax = 16;

/** How far to search: to a depth, in plies before captures are played out, or up to a number of positions. */
export interface SearchLimits {
  readonly depthMax: number;
  readonly nodesMax: number;
}

export interface SearchResult {
  /** The moves of the highest score, in the order of the position's own list. */
  readonly best: readonly Move[];
  /** Centipawns, for the side to move. */
  readonly score: number;
  readonly depth: number;
  readonly nodes: number;
}

interface Search {
  readonly position: Position;
  readonly nodesMax: number;
  nodes: number;
  isOut: boolean;
}

const merit = (move: Move): number =>
  (move.captured === undefined ? 0 : 10 * pieceValues[move.captured] - pieceValues[move.piece]) +
  (move.promotion === undefined ? 0 : pieceValues[move.promotion]);

const byMerit = (one: Move, other: Move): number => merit(other) - merit(one);

const visit = (search: Search): void => {
  search.nodes += 1;
  if (search.nodes > search.nodesMax) search.isOut = true;
};

/** Plays captures out, so that a position is not judged in the middle of an exchange. */
const quiesce = (search: Search, lower: number, upper: number, plies: number): number => {
  visit(search);
  const { position } = search;
  const still = evaluate(position.board, position.turn());
  if (still >= upper || search.isOut || plies === 0) return still;
  let best = Math.max(lower, still);
  const captures = position.pseudoMoves().filter(isCapture);
  // The move before left its king to be taken, so it was no legal move.
  if (captures.some((move) => move.captured === 'k')) return mateScore;
  for (const move of captures.sort(byMerit)) {
    position.make(move);
    const score = -quiesce(search, -upper, -best, plies - 1);
    position.unmake();
    if (score > best) best = score;
    if (best >= upper || search.isOut) break;
  }
  return best;
};

const hasEnded = (position: Position): boolean =>
  position.halfmoveClock() >= 100 || position.hasInsufficientMaterial();

const negamax = (search: Search, depth: number, lower: number, upper: number): number => {
  const { position } = search;
  if (depth === 0) {
    if (position.inCheck() && position.moves().length === 0) return -mateScore;
    return quiesce(search, lower, upper, quiescencePliesMax);
  }
  visit(search);
  const moves = position.moves();
  // More depth left means fewer moves to the mate, which is worse for the one who is mated.
  if (moves.length === 0) return position.inCheck() ? -mateScore - depth : 0;
  if (hasEnded(position)) return 0;
  let best = lower;
  for (const move of [...moves].sort(byMerit)) {
    position.make(move);
    const score = -negamax(search, depth - 1, -upper, -best);
    position.unmake();
    if (search.isOut) break;
    if (score > best) best = score;
    if (best >= upper) break;
  }
  return best;
};

/** Searches every move to `depth`, those of an earlier search first; undefined when positions ran out. */
const searchRoot = (search: Search, moves: readonly Move[], depth: number): SearchResult | undefined => {
  const { position } = search;
  let score = Number.NEGATIVE_INFINITY;
  let best: Move[] = [];
  for (const move of moves) {
    position.make(move);
    // One below the best, so that an equal move is seen to be equal and not only to be no better.
    const found = -negamax(search, depth - 1, -mateScore * 2, -(score - 1));
    position.unmake();
    if (search.isOut) return undefined;
    if (found > score) {
      score = found;
      best = [move];
    } else if (found === score) best.push(move);
  }
  return { best, score, depth, nodes: search.nodes };
};

/**
 * Alpha-beta search by iterative deepening, deterministic: it counts positions and looks at no clock. The first
 * iteration always ends, whatever `nodesMax` is. Throws when there is no legal move.
 */
export const searchChess = (position: Position, limits: SearchLimits): SearchResult => {
  const moves = position.moves();
  if (moves.length === 0) throw new Error('there is no move to search');
  const first: Search = { position, nodesMax: Number.POSITIVE_INFINITY, nodes: 0, isOut: false };
  let result = searchRoot(first, [...moves].sort(byMerit), 1)!;
  const search: Search = { ...first, nodesMax: limits.nodesMax };
  for (let depth = 2; depth <= limits.depthMax && Math.abs(result.score) < mateScore; depth++) {
    const { best } = result;
    const ordered = [...best, ...moves.filter((move) => !best.includes(move)).sort(byMerit)];
    const deeper = searchRoot(search, ordered, depth);
    if (deeper === undefined) break;
    result = deeper;
  }
  const best = moves.filter((move) => result.best.includes(move));
  return { ...result, best, nodes: search.nodes };
};
