import type { ComponentChildren, VNode } from 'preact';
import './drawing.css';

/** The side of a cell in the units of a grid's drawing. */
export const cellUnits = 100;

/** The width of the edge that bears the names of rows and columns, where they have any. */
const edgeUnits = 44;

/** One cell, which is drawn in a square of `cellUnits` with its middle as the origin. */
export interface GridCell {
  /** The cell in words, for who cannot see it. */
  readonly label: string;
  /** Class names for its ground. */
  readonly ground: string;
  readonly content?: ComponentChildren;
}

/** How many rows and columns a grid has, and whether it is seen from the other side. */
interface GridShape {
  readonly rows: number;
  readonly columns: number;
  readonly flipped: boolean;
}

/** The middle of a cell in the units of the drawing, by its row and column before any flip. */
export type Middle = (row: number, column: number) => { readonly x: number; readonly y: number };

const half = cellUnits / 2;

/** Where the cells of a grid lie, for what is drawn between or over them. */
export const middleIn =
  ({ rows, columns, flipped }: GridShape): Middle =>
  (row, column) => ({
    x: (flipped ? columns - 1 - column : column) * cellUnits + half,
    y: (flipped ? rows - 1 - row : row) * cellUnits + half,
  });

interface GridProps extends GridShape {
  readonly label: string;
  readonly size: 'thumb' | 'board';
  /** The cell in a row and a column, counted from the upper left of a board that is not flipped; null where none is. */
  readonly cellAt: (row: number, column: number) => GridCell | null;
  /** Names along the edges of a large board. */
  readonly names?: { readonly rows: readonly string[]; readonly columns: readonly string[] };
  /** What is drawn on the grounds of the cells and under their contents. */
  readonly between?: ComponentChildren;
  /** What is drawn over all of it. */
  readonly over?: ComponentChildren;
}

const indices = (count: number, isReversed: boolean): number[] =>
  Array.from({ length: count }, (_, at) => (isReversed ? count - 1 - at : at));

/** The names of rows and columns along the edges. */
const EdgeNames = ({ names, middle }: { names: NonNullable<GridProps['names']>; middle: Middle }): VNode => (
  <g class="drawing-names" aria-hidden="true">
    {names.rows.map((name, row) => (
      <text key={name} x={-edgeUnits / 2} y={middle(row, 0).y}>
        {name}
      </text>
    ))}
    {names.columns.map((name, column) => (
      <text key={name} x={middle(0, column).x} y={-edgeUnits / 2}>
        {name}
      </text>
    ))}
  </g>
);

interface Line {
  readonly row: number;
  readonly cells: readonly (GridCell & { readonly x: number; readonly y: number; readonly column: number })[];
}

/**
 * The cells in words, as a grid of their own over the drawing: letters that are drawn in a cell are no part of its
 * name, and a named cell that held them would be read twice.
 */
const NamedCells = ({ lines }: { readonly lines: readonly Line[] }): VNode => (
  <>
    {lines.map(({ row, cells }) => (
      <g key={row} role="row">
        {cells.map(({ column, x, y, label }) => (
          <rect
            key={column}
            class="drawing-cell"
            role="gridcell"
            aria-label={label}
            {...{ x: x - half, y: y - half, width: cellUnits, height: cellUnits }}
          />
        ))}
      </g>
    ))}
  </>
);

/**
 * The board of every game that is played on cells: a labelled grid, in words for who cannot see it and to scale at
 * any size. A thumb is one image, since a wall of them would drown a reader in cells.
 */
export const Grid = ({
  rows,
  columns,
  label,
  size,
  flipped,
  cellAt,
  names,
  between,
  over,
}: GridProps): VNode => {
  const middle = middleIn({ rows, columns, flipped });
  const isNamed = size === 'board';
  const edge = isNamed && names !== undefined ? edgeUnits : 0;
  const lines = indices(rows, flipped).map((row) => ({
    row,
    cells: indices(columns, flipped).flatMap((column) => {
      const cell = cellAt(row, column);
      return cell === null ? [] : [{ ...cell, column, ...middle(row, column) }];
    }),
  }));
  return (
    <svg
      class="drawing"
      viewBox={[-edge, -edge, columns * cellUnits + edge, rows * cellUnits + edge].join(' ')}
      role={isNamed ? 'grid' : 'img'}
      aria-label={label}
    >
      <g aria-hidden="true">
        {lines.flatMap(({ row, cells }) =>
          cells.map(({ column, x, y, ground }) => (
            <rect
              key={`${row} ${column}`}
              class={ground}
              {...{ x: x - half, y: y - half, width: cellUnits, height: cellUnits }}
            />
          )),
        )}
        {between}
      </g>
      <g aria-hidden="true">
        {lines.flatMap(({ row, cells }) =>
          cells.map(({ column, x, y, content }) => (
            <g key={`${row} ${column}`} transform={`translate(${x} ${y})`}>
              {content}
            </g>
          )),
        )}
      </g>
      {over === undefined ? null : <g aria-hidden="true">{over}</g>}
      {edge > 0 && names !== undefined ? <EdgeNames names={names} middle={middle} /> : null}
      {isNamed ? <NamedCells lines={lines} /> : null}
    </svg>
  );
};
