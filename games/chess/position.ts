import type { Square } from 'chess.js';
import { Chess } from 'chess.js';
import type { Move } from './move.ts';
import { isEnPassant, kingsideFlag, queensideFlag } from './move.ts';
import type { Board, Color, Piece } from './pieces.ts';
import { formatSquare, parseSquare } from './squares.ts';

/** A board that search may change: `make` and `unmake` cost about a microsecond and must be paired. */
export interface Position {
  /** The board itself, which changes with every move. */
  readonly board: Board;
  turn(): Color;
  /** The legal moves in the order of chess.js: by origin from a8 to h1, castling last. */
  moves(): readonly Move[];
  /** The moves that would be legal if a king could be left in check. */
  pseudoMoves(): readonly Move[];
  make(move: Move): void;
  unmake(): void;
  /** Drops the moves that `unmake` could take back, so that a long game holds no history. */
  forget(): void;
  inCheck(): boolean;
  king(color: Color): number;
  /** The squares from which `by` attacks `square`, pins disregarded. */
  attackers(square: number, by: Color): number[];
  hasCastlingRight(color: Color, isKingside: boolean): boolean;
  /** Both sides' castling rights as one number, to see whether a move lost any. */
  castlingRights(): number;
  halfmoveClock(): number;
  hasInsufficientMaterial(): boolean;
  /** The FEN, with an en-passant square only where the capture is legal. */
  fen(): string;
}

/** The private members of chess.js 1.4.0 that this file uses; nothing else in the project does. */
interface Internals {
  _board: (Piece | undefined)[];
  _turn: Color;
  _kings: { readonly w: number; readonly b: number };
  _castling: { readonly w: number; readonly b: number };
  _halfMoves: number;
  _history: unknown[];
  _moves(options: { readonly legal: boolean }): Move[];
  _makeMove(move: Move): void;
  _undoMove(): unknown;
  _isKingAttacked(color: Color): boolean;
  _pieceKey(square: number): bigint;
  _epKey(): bigint;
  _castlingKey(): bigint;
  attackers(square: Square, by: Color): Square[];
  isInsufficientMaterial(): boolean;
  fen(): string;
}

const internalFields = ['_board', '_turn', '_kings', '_castling', '_halfMoves', '_history'] as const;
const internalMethods = [
  '_moves',
  '_makeMove',
  '_undoMove',
  '_isKingAttacked',
  '_pieceKey',
  '_epKey',
  '_castlingKey',
] as const;

/** The private members of chess.js that `candidate` lacks; none for the version this file is written for. */
export const missingInternals = (candidate: object): string[] => [
  ...internalFields.filter((name) => !Object.hasOwn(candidate, name)),
  ...internalMethods.filter((name) => typeof Reflect.get(candidate, name) !== 'function'),
];

const missing = missingInternals(new Chess());
if (missing.length > 0) {
  throw new Error(
    `chess.js lacks ${missing.join(', ')}: games/chess/position.ts is written for chess.js 1.4.0`,
  );
}

const InternalChess = Chess as unknown as new (fen: string) => Internals;

/**
 * chess.js without its position hash, a third of the cost of a move: repetitions are counted exactly, from
 * the moves themselves. A class, because chess.js asks for the keys while it is being constructed.
 */
class UnhashedChess extends InternalChess {
  override _pieceKey(): bigint {
    return 0n;
  }
  override _epKey(): bigint {
    return 0n;
  }
  override _castlingKey(): bigint {
    return 0n;
  }
}

const offBoard = 0x88;
const straightSteps = [-16, -1, 1, 16];
const diagonalSteps = [-17, -15, 15, 17];

/** Adds the squares whose piece may not leave its line to the king, looking from the king along `steps`. */
const collectPinned = (
  chess: Internals,
  steps: readonly number[],
  slider: 'r' | 'b',
  pinned: number[],
): void => {
  const us = chess._turn;
  for (const step of steps) {
    let shield = -1;
    for (let at = chess._kings[us] + step; (at & offBoard) === 0; at += step) {
      const piece = chess._board[at];
      if (piece === undefined) continue;
      if (piece.color === us) {
        if (shield !== -1) break;
        shield = at;
        continue;
      }
      if (shield !== -1 && (piece.type === slider || piece.type === 'q')) pinned.push(shield);
      break;
    }
  }
};

const isSafe = (chess: Internals, move: Move): boolean => {
  chess._makeMove(move);
  const safe = !chess._isKingAttacked(move.color);
  chess._undoMove();
  return safe;
};

/** The legal moves. Only moves that can expose the king are tried on the board. */
const legalMoves = (chess: Internals): Move[] => {
  const us = chess._turn;
  const king = chess._kings[us];
  const pseudo = chess._moves({ legal: false });
  if (chess._isKingAttacked(us)) return pseudo.filter((move) => isSafe(chess, move));
  const pinned: number[] = [];
  collectPinned(chess, straightSteps, 'r', pinned);
  collectPinned(chess, diagonalSteps, 'b', pinned);
  return pseudo.filter(
    (move) =>
      (move.from !== king && !isEnPassant(move) && !pinned.includes(move.from)) || isSafe(chess, move),
  );
};

/** A position of its own, for search or rules, from a FEN that is known to be valid. */
export const openPosition = (fen: string): Position => {
  const chess: Internals = new UnhashedChess(fen);
  return {
    board: chess._board,
    turn: () => chess._turn,
    moves: () => legalMoves(chess),
    pseudoMoves: () => chess._moves({ legal: false }),
    make: (move) => chess._makeMove(move),
    unmake: () => {
      chess._undoMove();
    },
    forget: () => {
      chess._history.length = 0;
    },
    inCheck: () => chess._isKingAttacked(chess._turn),
    king: (color) => chess._kings[color],
    attackers: (square, by) =>
      chess.attackers(formatSquare(square) as Square, by).map((name) => parseSquare(name)),
    hasCastlingRight: (color, isKingside) =>
      (chess._castling[color] & (isKingside ? kingsideFlag : queensideFlag)) !== 0,
    castlingRights: () => chess._castling.w * 256 + chess._castling.b,
    halfmoveClock: () => chess._halfMoves,
    hasInsufficientMaterial: () => chess.isInsufficientMaterial(),
    fen: () => chess.fen(),
  };
};
