import type { EndReason } from './endings.ts';
import { describeEnd, endOutcome, quietPliesMax, repeatsMax } from './endings.ts';
import { turnOf } from './fen.ts';
import { colorNames, otherColor, ranksOf } from './pieces.ts';
import type { ChessState, LastMove } from './state.ts';
import { shareLookup } from './state.ts';

/** All of the state but its memory of earlier positions: the same for every viewer, nothing is hidden. */
export type ChessView = {
  readonly check: boolean;
  readonly end: EndReason | null;
  readonly fen: string;
  readonly last: LastMove | null;
  readonly plies: number;
  readonly repeats: number;
  readonly stepsMax: number;
  /** The side to move, or the one that would move next once the match is over. */
  readonly turn: 'white' | 'black';
};

const views = new WeakMap<ChessState, ChessView>();

/** The one view of a state; every viewer shares it. */
export const viewOf = (state: ChessState): ChessView => {
  const known = views.get(state);
  if (known !== undefined) return known;
  const { check, end, fen, last, plies, repeats, stepsMax } = state;
  const turn = turnOf(fen) === 'w' ? 'white' : 'black';
  const view: ChessView = { check, end, fen, last, plies, repeats, stepsMax, turn };
  shareLookup(state, view);
  views.set(state, view);
  return view;
};

const drawBoard = (fen: string): string => {
  const files = '  a b c d e f g h';
  const ranks = ranksOf(fen).map((rank, at) => `${8 - at} ${rank.split('').join(' ')} ${8 - at}`);
  return [files, ...ranks, files].join('\n');
};

const castlingNames: Readonly<Record<string, string>> = {
  K: 'White kingside',
  Q: 'White queenside',
  k: 'Black kingside',
  q: 'Black queenside',
};

const describeRights = (castling: string): string =>
  castling === '-'
    ? 'none'
    : castling
        .split('')
        .map((right) => castlingNames[right])
        .join(', ');

const describeTurn = (view: ChessView): string => {
  const turn = turnOf(view.fen);
  if (view.end !== null) return `The game is over: ${describeEnd(view.end, turn)}.`;
  return `${colorNames[turn]} to move.${view.check ? ` ${colorNames[turn]} is in check.` : ''}`;
};

const describeLast = (view: ChessView): string => {
  if (view.last === null) return 'No move has been made yet.';
  return `Last move: ${view.last.san} (${view.last.uci}) by ${colorNames[otherColor(turnOf(view.fen))]}.`;
};

/** The view in words and a drawing. */
export const describeView = (view: ChessView): string => {
  const [, , castling = '-', passant = '-', clock = '0'] = view.fen.split(' ');
  return [
    `FEN: ${view.fen}`,
    drawBoard(view.fen),
    'Capitals are White, small letters are Black, dots are empty squares.',
    describeTurn(view),
    describeLast(view),
    `Castling rights: ${describeRights(castling)}. En passant: ${passant === '-' ? 'none' : `on ${passant}`}.`,
    `This position has occurred ${view.repeats} of ${repeatsMax} times. Halfmoves without a capture or pawn move: ${clock} of ${quietPliesMax}.`,
    `Plies left before the step limit: ${view.stepsMax - view.plies}.`,
  ].join('\n');
};

/** What happened between two views: the last move, and how the game ended if it did. */
export const newsOf = (before: ChessView, after: ChessView): string => {
  if (after.last === null || after.plies === before.plies) return 'No move was made.';
  const turn = turnOf(after.fen);
  const played = `${colorNames[otherColor(turn)]} played ${after.last.san} (${after.last.uci})`;
  if (after.end !== null) return `${played}: ${describeEnd(after.end, turn)}.`;
  return `${played}${after.check ? ', check' : ''}.`;
};

const values: Readonly<Record<string, number>> = { p: 1, n: 3, b: 3, r: 5, q: 9 };

/** White's material less Black's, in pawns. */
const materialBalance = (fen: string): number => {
  let balance = 0;
  for (const letter of ranksOf(fen).join('')) {
    const value = values[letter.toLowerCase()] ?? 0;
    balance += letter === letter.toLowerCase() ? -value : value;
  }
  return balance;
};

/** A material lead of this many pawns counts as an advantage of a half. */
const halfAdvantagePawns = 4;

/** The material balance by seat, pressed into [-1, 1]; the result itself once the game is over. */
export const advantageOf = (view: ChessView): readonly number[] => {
  if (view.end !== null) {
    const [white = 0] = endOutcome(view.end, turnOf(view.fen)).scores;
    return white === null ? [0, 0] : [2 * white - 1, 1 - 2 * white];
  }
  const balance = materialBalance(view.fen);
  const advantage = balance / (Math.abs(balance) + halfAdvantagePawns);
  return [advantage, 0 - advantage];
};
