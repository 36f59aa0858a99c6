import type { VNode } from 'preact';
import { type Color, type PieceType, colorNames, pieceNames, ranksOf } from '../../../games/chess/pieces.ts';
import type { ChessView } from '../../../games/chess/view.ts';
import { ChessMaterial, surplusOf } from './chess-material.tsx';
import { ChessPiece, pieceUnits } from './chess-pieces.tsx';
import { Grid, type GridCell, cellUnits } from './grid.tsx';
import type { RendererProps } from './renderer.ts';
import './chess.css';

const side = 8;
const half = cellUnits / 2;

/** How much of a square a piece fills. */
const pieceScale = cellUnits / pieceUnits;

const squareName = (row: number, column: number): string => `${'abcdefgh'[column]}${side - row}`;

const colorOf = (letter: string): Color => (letter === letter.toLowerCase() ? 'b' : 'w');
const typeOf = (letter: string): PieceType => letter.toLowerCase() as PieceType;

/** What is to be shown of one square. */
interface Square {
  readonly name: string;
  /** The letter of the FEN, or a full stop. */
  readonly letter: string;
  readonly isLight: boolean;
  readonly isFrom: boolean;
  readonly isTo: boolean;
  readonly isInCheck: boolean;
}

const squareText = ({ name, letter, isFrom, isTo, isInCheck }: Square): string =>
  [
    name,
    letter === '.' ? 'empty' : `${colorNames[colorOf(letter)].toLowerCase()} ${pieceNames[typeOf(letter)]}`,
    ...(isFrom ? ['left by the last move'] : []),
    ...(isTo ? ['moved here last'] : []),
    ...(isInCheck ? ['in check'] : []),
  ].join(', ');

const Name = ({ text, x, y, isLight }: { text: string; x: number; y: number; isLight: boolean }): VNode => (
  <text class={`square-name square-name-${isLight ? 'light' : 'dark'}`} x={x} y={y} aria-hidden="true">
    {text}
  </text>
);

/** The file and the rank, in the squares along the lower and the left edge. */
const edgeNames = ({ name, isLight }: Square, isLowest: boolean, isLeftmost: boolean): VNode[] => [
  ...(isLowest
    ? [<Name key="file" text={name.charAt(0)} x={half - 11} y={half - 13} isLight={isLight} />]
    : []),
  ...(isLeftmost
    ? [<Name key="rank" text={name.charAt(1)} x={11 - half} y={15 - half} isLight={isLight} />]
    : []),
];

const SquareMarks = ({ isFrom, isTo, isInCheck }: Square): VNode => (
  <>
    {isFrom || isTo ? (
      <rect class="square-last" x={-half} y={-half} width={cellUnits} height={cellUnits} />
    ) : null}
    {isFrom ? (
      <rect class="square-from" x={3 - half} y={3 - half} width={cellUnits - 6} height={cellUnits - 6} />
    ) : null}
    {isInCheck ? <circle class="square-check" r={half - 5} /> : null}
  </>
);

const Piece = ({ letter }: { letter: string }): VNode => (
  <g transform={`translate(${-half} ${-half}) scale(${pieceScale})`}>
    <ChessPiece color={colorOf(letter)} type={typeOf(letter)} />
  </g>
);

/** Reads the squares of a view. */
const squaresOf = ({ check, fen, last, turn }: ChessView): ((row: number, column: number) => Square) => {
  const ranks = ranksOf(fen);
  const king = turn === 'white' ? 'K' : 'k';
  return (row, column) => {
    const name = squareName(row, column);
    const letter = ranks[row]!.charAt(column);
    return {
      name,
      letter,
      isLight: (row + column) % 2 === 0,
      isFrom: last?.uci.slice(0, 2) === name,
      isTo: last?.uci.slice(2, 4) === name,
      isInCheck: check && letter === king,
    };
  };
};

/** How far a side is ahead in pawns. */
export const chessStandings = ({ fen }: ChessView): readonly string[] =>
  (['w', 'b'] as const).map((color) => {
    const { lead } = surplusOf(fen, color);
    return lead === 0 ? '' : `+${lead}`;
  });

/** Chess: the board with its last move and check, and beside a large one who has won what. */
export const Chess = ({ view, flipped, label, size }: RendererProps<ChessView>): VNode => {
  const squareAt = squaresOf(view);
  const [lowest, leftmost] = flipped ? [0, side - 1] : [side - 1, 0];
  const cellAt = (row: number, column: number): GridCell => {
    const square = squareAt(row, column);
    return {
      label: squareText(square),
      ground: square.isLight ? 'square-light' : 'square-dark',
      content: (
        <>
          <SquareMarks {...square} />
          {size === 'board' ? edgeNames(square, row === lowest, column === leftmost) : null}
          {square.letter === '.' ? null : <Piece letter={square.letter} />}
        </>
      ),
    };
  };
  const board = <Grid {...{ rows: side, columns: side, label, size, flipped, cellAt }} />;
  if (size === 'thumb') return board;
  return (
    <div class="chess">
      <ChessMaterial fen={view.fen} color={flipped ? 'w' : 'b'} />
      {board}
      <ChessMaterial fen={view.fen} color={flipped ? 'b' : 'w'} />
    </div>
  );
};
