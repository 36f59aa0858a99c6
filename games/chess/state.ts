import type { ChessConfig } from './config.ts';
import type { EndReason } from './endings.ts';
import { findEnd } from './endings.ts';
import { hasEnPassantSquare } from './fen.ts';
import type { Move } from './move.ts';
import { formatUci, isCapture } from './move.ts';
import type { Position } from './position.ts';
import { openPosition } from './position.ts';
import { countRepeats } from './repetition.ts';
import { bareSan, checkMark } from './san.ts';

/** The last move in standard algebraic notation and in UCI. */
export type LastMove = { readonly san: string; readonly uci: string };

/** The state. Its keys are written in sorted order, so that JSON.stringify is already canonical. */
export type ChessState = {
  /** Whether the side to move is in check. */
  readonly check: boolean;
  readonly end: EndReason | null;
  readonly fen: string;
  readonly last: LastMove | null;
  /** Moves made since the start of the match. */
  readonly plies: number;
  /** Occurrences of this position in the match, this one included. */
  readonly repeats: number;
  /** The moves, in UCI, since the earliest position that could still recur. */
  readonly since: readonly string[];
  readonly stepsMax: number;
};

/** The legal moves of a position, and the same in UCI. `position` is absent once a later state has taken it. */
interface Lookup {
  readonly moves: readonly Move[];
  readonly actions: readonly string[];
  position: Position | undefined;
}

/** A state or a view: whatever names its position by a FEN. */
type HasFen = { readonly fen: string };

// Only an accelerator: a state without an entry, such as one read from JSON, is looked up from its FEN.
const lookups = new WeakMap<HasFen, Lookup>();

const lookUp = (position: Position): Lookup => {
  const moves = position.moves();
  return { moves, actions: Object.freeze(moves.map(formatUci)), position };
};

/** The legal moves of a state or view, remembered by identity. */
export const lookupOf = (holder: HasFen): Lookup => {
  const known = lookups.get(holder);
  if (known !== undefined) return known;
  const made = lookUp(openPosition(holder.fen));
  lookups.set(holder, made);
  return made;
};

/** Lets a view answer from what is known about its state. */
export const shareLookup = (state: HasFen, view: HasFen): void => {
  const known = lookups.get(state);
  if (known !== undefined) lookups.set(view, known);
};

/** A board for trying moves on; whoever changes it puts it back. */
export const positionOf = (holder: HasFen): Position => {
  const lookup = lookupOf(holder);
  lookup.position ??= openPosition(holder.fen);
  return lookup.position;
};

/** The legal move that an action names, if any. */
export const findMove = (holder: HasFen, action: string): Move | undefined => {
  const { actions, moves } = lookupOf(holder);
  return moves[actions.indexOf(action)];
};

/** The position at the start of a match. */
export const initialState = (config: ChessConfig): ChessState => {
  const position = openPosition(config.fen);
  const state: ChessState = {
    check: position.inCheck(),
    end: null,
    fen: position.fen(),
    last: null,
    plies: 0,
    repeats: 1,
    since: [],
    stepsMax: config.stepsMax,
  };
  lookups.set(state, lookUp(position));
  return state;
};

/** The state's own board, taken from it; the next state needs it more. */
const takePosition = (state: ChessState, lookup: Lookup): Position => {
  const position = lookup.position ?? openPosition(state.fen);
  lookup.position = undefined;
  return position;
};

/** The moves to remember after `move`: none where no earlier position can come up again. */
const sinceAfter = (state: ChessState, move: Move, hasLostRights: boolean): readonly string[] => {
  const isFinal = move.piece === 'p' || isCapture(move) || hasLostRights || hasEnPassantSquare(state.fen);
  return isFinal ? [] : [...state.since, formatUci(move)];
};

/** The state after a legal action. */
export const advance = (state: ChessState, action: string): ChessState => {
  const before = lookupOf(state);
  const move = findMove(state, action);
  if (move === undefined) throw new Error(`${action} was stepped without a check in ${state.fen}`);
  const position = takePosition(state, before);
  const rightsBefore = position.castlingRights();
  position.make(move);
  position.forget();
  const after = lookUp(position);
  const check = position.inCheck();
  const hasMove = after.moves.length > 0;
  const since = sinceAfter(state, move, position.castlingRights() !== rightsBefore);
  const repeats = countRepeats(position.board, since);
  const plies = state.plies + 1;
  const end = findEnd({
    check,
    hasMove,
    hasInsufficientMaterial: position.hasInsufficientMaterial(),
    repeats,
    halfmoveClock: position.halfmoveClock(),
    plies,
    stepsMax: state.stepsMax,
  });
  const next: ChessState = {
    check,
    end,
    fen: position.fen(),
    last: { san: bareSan(move, before.moves) + checkMark(check, hasMove), uci: action },
    plies,
    repeats,
    since,
    stepsMax: state.stepsMax,
  };
  lookups.set(next, after);
  return next;
};
