import type { VNode } from 'preact';
import type { Color, PieceType } from '../../../games/chess/pieces.ts';

/** The side of the square that a piece is drawn in. */
export const pieceUnits = 48;

interface Drawing {
  /** The outline, filled with the piece's colour. */
  readonly body: string;
  /** Strokes upon it. */
  readonly lines: string;
  /** Solid spots upon it. */
  readonly spots?: string;
}

const drawings: Readonly<Record<PieceType, Drawing>> = {
  p: {
    body: 'M24 8.5a6.6 6.6 0 0 0-4.3 11.6c-2.5 1.2-4.2 3.2-4.4 5.9h4.4c-.7 4.4-3.1 7.3-6.7 9.3V41h22v-5.7c-3.6-2-6-4.9-6.7-9.3h4.4c-.2-2.7-1.9-4.7-4.4-5.9A6.6 6.6 0 0 0 24 8.5z',
    lines: 'M13.4 36h21.2',
  },
  r: {
    body: 'M12 9h5.2v3.6h4.2V9h5.2v3.6h4.2V9H36v9.2l-4 3.3v10l4 3.3V41H12v-6.2l4-3.3v-10l-4-3.3z',
    lines: 'M12.6 18h22.8M16 21.7h16M16 31.3h16M12.4 35.4h23.2',
  },
  n: {
    body: 'M19.6 7.6 23.4 11c8.6 1 13.9 8.3 13.6 20.2L36.8 41H14.6c-.4-6.2 2.5-9.4 6.3-12.4 1.7-1.4 2.5-2.8 2.6-4.8-2.3 2.1-4.7 2.3-6.9 3-1.7.6-2.4 3.5-4.8 3.4-2.2-.1-3.9-2.7-3.8-4.7.1-1.9 1.6-3.1 2.5-4.9 1.4-2.9 2.4-6.3 5.6-8.5 1.5-1 2.7-2 3.5-4.5z',
    lines: 'M15 36h21.6M24.5 14.6c4.8 1.6 7.5 6 7.8 12.4M9.9 26.4l1.7-1.1',
    spots: 'M16.3 16.9a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0z',
  },
  b: {
    body: 'M24 5.6a2.9 2.9 0 0 0-1.9 5.1c-4.9 3.6-7.7 7.6-7.7 11.9 0 3.2 1.4 5.8 3.7 7.6l-1.3 4.2c-2.6.2-5.4.7-7.1 2.6V41h28.6v-4c-1.7-1.9-4.5-2.4-7.1-2.6l-1.3-4.2c2.3-1.8 3.7-4.4 3.7-7.6 0-4.3-2.8-8.3-7.7-11.9A2.9 2.9 0 0 0 24 5.6z',
    lines: 'M18 30.3h12M16.7 34.5h14.6M24 15.4v8.6M19.9 19.6h8.2',
  },
  q: {
    body: 'M24 6.4a2.7 2.7 0 0 0-1.3 5.1l-4 10.2-4.7-9.4a2.7 2.7 0 1 0-2.7.7l.8 10.2-4.8-6.4a2.6 2.6 0 1 0-1.9 1.1L12.2 32l-.9 3.4V41h25.4v-5.6l-.9-3.4 6.8-14.1a2.6 2.6 0 1 0-1.9-1.1l-4.8 6.4.8-10.2a2.7 2.7 0 1 0-2.7-.7l-4.7 9.4-4-10.2A2.7 2.7 0 0 0 24 6.4z',
    lines: 'M12.2 31.7c7.6-2 16-2 23.6 0M11.5 35.7c8.1-1.7 16.9-1.7 25 0',
  },
  k: {
    body: 'M22.6 4.5h2.8v2.8h2.8v2.8h-2.8v3.2c2.3.8 3.7 2.4 3.7 4.5 0 .5-.1 1-.2 1.5 1.5-1.5 3.5-2.3 5.7-2.3 4.3 0 7.4 3 7.4 7.1 0 3.7-2.3 6.3-5.7 8.7V41H11.7v-8.2C8.3 30.4 6 27.8 6 24.1c0-4.1 3.1-7.1 7.4-7.1 2.2 0 4.2.8 5.7 2.3-.1-.5-.2-1-.2-1.5 0-2.1 1.4-3.7 3.7-4.5v-3.2h-2.8V7.3h2.8z',
    lines:
      'M19.1 19.3c2.2 2.3 3.9 5.4 4.9 9.1 1-3.7 2.7-6.8 4.9-9.1M11.9 32.4c7.7-2.2 16.5-2.2 24.2 0M11.7 36.6c7.9-1.7 16.7-1.7 24.6 0',
  },
};

/** A piece in a square of `pieceUnits` whose upper left corner is the origin. */
export const ChessPiece = ({ color, type }: { color: Color; type: PieceType }): VNode => {
  const { body, lines, spots } = drawings[type];
  return (
    <g class={`piece piece-${color}`}>
      <path class="piece-body" d={body} />
      <path class="piece-lines" d={lines} />
      {spots === undefined ? null : <path class="piece-spots" d={spots} />}
    </g>
  );
};
