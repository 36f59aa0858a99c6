import type { VNode } from 'preact';
import {
  type Color,
  type PieceType,
  colorNames,
  otherColor,
  pieceNames,
  ranksOf,
} from '../../../games/chess/pieces.ts';
import { ChessPiece, pieceUnits } from './chess-pieces.tsx';

/** The pieces that are counted, dearest first, with what they are commonly held to be worth in pawns. */
const counted: readonly { readonly type: PieceType; readonly pawns: number }[] = [
  { type: 'q', pawns: 9 },
  { type: 'r', pawns: 5 },
  { type: 'b', pawns: 3 },
  { type: 'n', pawns: 3 },
  { type: 'p', pawns: 1 },
];

/** What one side has more of than the other. */
export interface Surplus {
  readonly pieces: readonly { readonly type: PieceType; readonly count: number }[];
  /** How far it is ahead in pawns; 0 where it is not. */
  readonly lead: number;
}

/** What `color` has on the board beyond the other side: true of any start position, unlike a list of captures. */
export const surplusOf = (fen: string, color: Color): Surplus => {
  const letters = ranksOf(fen).join('');
  const countOf = (side: Color, type: PieceType): number =>
    letters.split(side === 'w' ? type.toUpperCase() : type).length - 1;
  const differences = counted.map(({ type, pawns }) => ({
    type,
    pawns,
    count: countOf(color, type) - countOf(otherColor(color), type),
  }));
  const lead = differences.reduce((sum, { pawns, count }) => sum + pawns * count, 0);
  return {
    pieces: differences.filter(({ count }) => count > 0).map(({ type, count }) => ({ type, count })),
    lead: Math.max(0, lead),
  };
};

const plural = (count: number, type: PieceType): string =>
  `${count} ${pieceNames[type]}${count === 1 ? '' : 's'}`;

const surplusText = ({ pieces, lead }: Surplus, color: Color): string => {
  if (pieces.length === 0) return `${colorNames[color]} has no more of any piece.`;
  const list = pieces.map(({ type, count }) => plural(count, type)).join(', ');
  return `${colorNames[color]} has more: ${list}.${lead > 0 ? ` Ahead by ${lead}.` : ''}`;
};

/** One line beside the board: the pieces that a side has won, drawn in the colour that lost them. */
export const ChessMaterial = ({ fen, color }: { fen: string; color: Color }): VNode => {
  const surplus = surplusOf(fen, color);
  return (
    <div class="chess-side" role="img" aria-label={surplusText(surplus, color)}>
      {surplus.pieces.flatMap(({ type, count }) =>
        Array.from({ length: count }, (_, at) => (
          <svg key={`${type}${at}`} viewBox={`0 0 ${pieceUnits} ${pieceUnits}`} aria-hidden="true">
            <ChessPiece color={otherColor(color)} type={type} />
          </svg>
        )),
      )}
      {surplus.lead > 0 ? <span class="chess-lead">+{surplus.lead}</span> : null}
    </div>
  );
};
