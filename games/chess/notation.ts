import type { Parsed } from '../game.ts';
import { explainIllegal } from './legality.ts';
import type { Move } from './move.ts';
import { formatUci, isCapture, isEnPassant, isKingsideCastle, isQueensideCastle } from './move.ts';
import type { PieceType } from './pieces.ts';
import { colorNames, pieceNames } from './pieces.ts';
import type { Position } from './position.ts';
import { bareSan, checkMarkOf } from './san.ts';
import { formatSquare, parseSquare } from './squares.ts';

/** A longer text is no move, whatever it says. */
export const moveCharsMax = 100;

/** All that the parser needs to know about a position; the moves are the legal ones. */
interface Context {
  readonly moves: readonly Move[];
  /** Called only when the text is no legal move. */
  readonly position: () => Position;
}

const wrapping = /^[\s"'`“”‘’*_()[\]{}<>.,;:]+|[\s"'`“”‘’*_()[\]{}<>.,;:!?+#]+$/g;
const moveNumber = /^\d{1,4}\s*(?:\.+|…)\s*(?:\.{2,}|…)?\s*/;
const dashes = /[‐‑‒–—−]/g;

const coordinates = /^([a-h][1-8])[-x]?([a-h][1-8])(?:=?([a-z]))?$/i;
const algebraic = /^([nbrqk]?)[a-h]?[1-8]?[-x]?([a-h][1-8])(?:=?[nbrqk])?(?: ?e\.p)?$/i;
const castling = /^[o0]-[o0](-[o0])?$/i;

/** The text without its wrapping, move number and the marks that judge a move (`+`, `#`, `!`, `?`). */
const bareText = (text: string): string => {
  const unwrapped = text.replace(wrapping, '');
  const bare = unwrapped.replace(moveNumber, '').replace(wrapping, '').replace(dashes, '-');
  return castling.test(bare) ? bare.toUpperCase().replaceAll('0', 'O') : bare;
};

const promotionSuffixes = (move: Move): string[] =>
  move.promotion === undefined ? [''] : [move.promotion, `=${move.promotion}`];

/** From and to without a piece: `e2e4`, `e2-e4`, and `e4xd5` for a capture. */
const coordinateStems = (move: Move): string[] => {
  const [from, to] = [formatSquare(move.from), formatSquare(move.to)];
  return ['', '-', ...(isCapture(move) ? ['x'] : [])].map((joint) => from + joint + to);
};

/** Piece, any amount of origin, and target: `nf3`, `ngf3`, `n1f3`, `ng1f3`, `ng1-f3`, with `x` for a capture. */
const algebraicStems = (move: Move): string[] => {
  const [from, to] = [formatSquare(move.from), formatSquare(move.to)];
  const joints = isCapture(move) ? ['', 'x'] : [''];
  if (move.piece === 'p') return joints.map((joint) => (isCapture(move) ? from[0]! + joint + to : to));
  const origins = ['', from[0]!, from[1]!, from];
  const stems = origins.flatMap((origin) => joints.map((joint) => move.piece + origin + joint + to));
  return [...stems, `${move.piece}${from}-${to}`];
};

const sanStems = (move: Move): string[] => {
  if (isKingsideCastle(move)) return ['o-o'];
  if (isQueensideCastle(move)) return ['o-o-o'];
  return algebraicStems(move);
};

/** Every notation that `move` answers to, in lower case. */
const notationsOf = (move: Move): Set<string> => {
  const stems = [...coordinateStems(move), ...sanStems(move)];
  const suffixes = isEnPassant(move) ? ['', 'e.p', ' e.p'] : promotionSuffixes(move);
  return new Set(stems.flatMap((stem) => suffixes.map((suffix) => stem + suffix)));
};

// Kept by the identity of the list of moves, which a view keeps for as long as it lives.
const indices = new WeakMap<readonly Move[], ReadonlyMap<string, readonly Move[]>>();

const indexOf = (moves: readonly Move[]): ReadonlyMap<string, readonly Move[]> => {
  const known = indices.get(moves);
  if (known !== undefined) return known;
  const index = new Map<string, Move[]>();
  for (const move of moves) {
    for (const notation of notationsOf(move)) {
      const sharing = index.get(notation);
      if (sharing === undefined) index.set(notation, [move]);
      else sharing.push(move);
    }
  }
  indices.set(moves, index);
  return index;
};

/** Whether a text that begins with a b is of a bishop or of a square by its case; undefined where its case says nothing. */
const bishopByCase = (bare: string): boolean | undefined => {
  if (bare.startsWith('b')) return false;
  return /^B[^A-Z]*$/.test(bare) ? true : undefined;
};

/**
 * The legal moves that share a text. `b5c6` is of whatever stands on b5, and of no bishop on another square of the fifth
 * rank; so is `B5C6`, unless it may be both.
 */
const sharingOf = (bare: string, moves: readonly Move[]): readonly Move[] => {
  const key = bare.toLowerCase();
  const sharing = indexOf(moves).get(key) ?? [];
  const ofBishop = bishopByCase(bare);
  if (!coordinates.test(bare) || ofBishop === true) return sharing;
  const fromSquare = sharing.filter((move) => formatSquare(move.from) === key.slice(0, 2));
  return ofBishop === false || fromSquare.length === 0 ? fromSquare : sharing;
};

/** The legal moves that a bare text may mean. Case tells a bishop from a b-pawn only in exact notation. */
const readsOf = (bare: string, moves: readonly Move[]): readonly Move[] => {
  const loose = sharingOf(bare, moves);
  if (loose.length < 2) return loose;
  const exact = loose.find(
    (move) => formatUci(move) === bare || (!coordinates.test(bare) && bareSan(move, moves) === bare),
  );
  return exact === undefined ? loose : [exact];
};

const quote = (text: string): string => JSON.stringify(text.length > 30 ? `${text.slice(0, 30)}…` : text);

const refuseAmbiguous = (bare: string, reads: readonly Move[], moves: readonly Move[]): Parsed<string> => {
  const named = reads.map((move) => `${formatUci(move)} (${bareSan(move, moves)})`);
  return {
    problem: 'ambiguous',
    message: `${quote(bare)} may mean ${named.join(' or ')}. Write the move in UCI, as given before the brackets.`,
    reads: reads.map(formatUci),
  };
};

/** Why castling, written as O-O or O-O-O, is refused. */
const explainCastling = (bare: string, position: Position): string => {
  const rank = position.turn() === 'w' ? '1' : '8';
  const king = position.board[parseSquare(`e${rank}`)];
  if (king?.type !== 'k' || king.color !== position.turn()) {
    return `You cannot castle: your king is not on e${rank}.`;
  }
  return explainIllegal(position, `e${rank}${bare.length > 3 ? 'c' : 'g'}${rank}`).message;
};

/** Why a move in algebraic notation is refused: the king's safety, a promotion, or nothing goes there so. */
const explainAlgebraic = (bare: string, moves: readonly Move[], position: Position): string => {
  const pseudo = position.pseudoMoves();
  const key = bare.toLowerCase();
  const exposing = pseudo.find((move) => notationsOf(move).has(key));
  if (exposing !== undefined) return explainIllegal(position, formatUci(exposing)).message;
  const promoting = pseudo.find((move) => notationsOf(move).has(`${key}=q`));
  if (promoting !== undefined) return explainIllegal(position, formatUci(promoting).slice(0, 4)).message;
  const [, letter = '', target = ''] = algebraic.exec(bare) ?? [];
  const type = letter === '' || letter === 'b' ? 'p' : (letter.toLowerCase() as PieceType);
  const mover = `${colorNames[position.turn()]} ${pieceNames[type]}`;
  const to = target.toLowerCase();
  const others = moves.filter((move) => move.piece === type && formatSquare(move.to) === to);
  if (others.length === 0) return `No ${mover} can go to ${to}.`;
  return `${quote(bare)} fits no legal move; a ${mover} can go to ${to} by ${others.map(formatUci).join(', ')}.`;
};

const explainCoordinates = (uci: string, moves: readonly Move[], position: Position): string =>
  moves.some((move) => formatUci(move) === uci)
    ? `${uci} captures nothing: write it without the x.`
    : explainIllegal(position, uci).message;

const refuseNoMatch = (bare: string, moves: readonly Move[], position: Position): Parsed<string> => {
  const [, from, to, promotion = ''] = coordinates.exec(bare) ?? [];
  if (from !== undefined && to !== undefined) {
    const uci = `${from}${to}${promotion}`.toLowerCase();
    return { problem: 'illegal', message: explainCoordinates(uci, moves, position) };
  }
  if (castling.test(bare)) return { problem: 'illegal', message: explainCastling(bare, position) };
  if (algebraic.test(bare)) return { problem: 'illegal', message: explainAlgebraic(bare, moves, position) };
  return {
    problem: 'unparsable',
    message: `${quote(bare)} is not a move. Write one move and nothing else, in UCI (e2e4, e7e8q) or SAN (Nf3, O-O, e8=Q).`,
  };
};

/**
 * The move that a text rather means than the only legal one that it fits: a b-pawn or a bishop that would go there, but
 * must not. To take the other piece instead would be a guess.
 */
const meantInstead = (bare: string, read: Move, position: () => Position): Move | undefined => {
  if (!/^b/i.test(bare) || coordinates.test(bare)) return undefined;
  const ofBishop = bishopByCase(bare);
  if (ofBishop === (read.piece === 'b')) return undefined;
  const key = bare.toLowerCase();
  return position()
    .pseudoMoves()
    .find((move) => move.piece !== read.piece && notationsOf(move).has(key));
};

/** Reads a text as exactly one legal move of the position, in UCI. */
export const parseMove = (text: string, context: Context): Parsed<string> => {
  if (text.length > moveCharsMax) {
    return {
      problem: 'unparsable',
      message: `A move has at most ${moveCharsMax} characters. Write the move and nothing else.`,
    };
  }
  const bare = bareText(text);
  if (bare === '')
    return { problem: 'empty', message: 'There is no move in the answer. Write one, such as e2e4.' };
  const reads = readsOf(bare, context.moves);
  if (reads.length > 1) return refuseAmbiguous(bare, reads, context.moves);
  const [read] = reads;
  if (read === undefined) return refuseNoMatch(bare, context.moves, context.position());
  const meant = meantInstead(bare, read, context.position);
  if (meant !== undefined)
    return { problem: 'illegal', message: explainIllegal(context.position(), formatUci(meant)).message };
  return { action: formatUci(read) };
};

/** A notation with the origin in full, for a move whose SAN means another move in another case. */
const longForm = (move: Move): string => {
  if (move.piece === 'p') return formatUci(move);
  const joint = isCapture(move) ? 'x' : '-';
  return `${move.piece.toUpperCase()}${formatSquare(move.from)}${joint}${formatSquare(move.to)}`;
};

/**
 * A legal move in SAN. Where only its case would tell a bishop's move from a b-pawn's, the origin is written
 * in full, so that the text survives a change of case.
 */
export const formatMove = (move: Move, moves: readonly Move[], position: Position): string => {
  const san = bareSan(move, moves);
  const sharing = indexOf(moves).get(san.toLowerCase()) ?? [];
  const isCaseBound = sharing.length > 1 || coordinates.test(san);
  return (isCaseBound ? longForm(move) : san) + checkMarkOf(position, move);
};
