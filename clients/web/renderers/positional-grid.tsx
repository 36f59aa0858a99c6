import type { VNode } from 'preact';
import { Grid, type GridCell, type Middle, cellUnits, middleIn } from './grid.tsx';
import { cellText } from './positional-cell.ts';
import { Mark } from './positional-marks.tsx';
import type { DrawnCell, DrawnPosition } from './positional-position.ts';

const half = cellUnits / 2;

/** The side of a winning square from which on it is drawn as a loop through its corners. */
const loopCells = 4;

const groundOf = ({ owner, isLast }: DrawnCell): string =>
  ['place', ...(owner === null ? [] : [`place-${owner}`]), ...(isLast ? ['place-last'] : [])].join(' ');

/** The name of a cell: in the middle of a free one, and under the mark where a word would be forgotten. */
const CellName = ({ name, owner }: DrawnCell): VNode | null => {
  const isWord = name.length > 1;
  if (owner === null) return <text class={isWord ? 'place-name place-word' : 'place-name'}>{name}</text>;
  return isWord ? (
    <text class="place-taken" y={half - 17}>
      {name}
    </text>
  ) : null;
};

const contentOf = (cell: DrawnCell, size: 'thumb' | 'board'): VNode => {
  const isWord = cell.name.length > 1 && size === 'board';
  return (
    <>
      {cell.isLast ? (
        <rect
          class="place-frame"
          x={5 - half}
          y={5 - half}
          width={cellUnits - 10}
          height={cellUnits - 10}
          rx="8"
        />
      ) : null}
      {cell.owner === null ? null : (
        <g transform={`translate(0 ${isWord ? -12 : 0})`}>
          <Mark seat={cell.owner} radius={isWord ? 19 : 25} />
        </g>
      )}
      {size === 'board' ? <CellName {...cell} /> : null}
    </>
  );
};

/** Corners in the order in which they lie around their middle, so that a loop through them does not cross itself. */
const around = (points: readonly { x: number; y: number }[]): { x: number; y: number }[] => {
  const x = points.reduce((sum, point) => sum + point.x, 0) / points.length;
  const y = points.reduce((sum, point) => sum + point.y, 0) / points.length;
  return points.toSorted((a, b) => Math.atan2(a.y - y, a.x - x) - Math.atan2(b.y - y, b.x - x));
};

/** The path through the cells of a completed set: a stroke through a line, a loop around a square. */
export const setPath = (points: readonly { x: number; y: number }[]): string => {
  const path = (points.length >= loopCells ? around(points) : points)
    .map(({ x, y }) => `${x} ${y}`)
    .join('L');
  return `M${path}${points.length >= loopCells ? 'z' : ''}`;
};

/** The column of the double board that belongs to both of its halves. */
const sharedColumn = ({ rows, columns }: { rows: number; columns: number }): number | undefined =>
  columns === 5 && rows === 3 ? 2 : undefined;

/** What lies under the marks: the frame of a shared column, and the sets that were completed. */
const Lines = ({ position, middle }: { position: DrawnPosition; middle: Middle }): VNode => {
  const { rows } = position.board.layers[0]!;
  const places = new Map(rows.flatMap((row, at) => row.map((plain, column) => [plain, middle(at, column)])));
  const shared = sharedColumn({ rows: rows.length, columns: rows[0]!.length });
  return (
    <>
      {shared === undefined ? null : (
        <rect
          class="place-shared"
          x={shared * cellUnits}
          y={0}
          width={cellUnits}
          height={rows.length * cellUnits}
        />
      )}
      {position.completed.map((set) => (
        <path key={set.join('')} class="winning-set" d={setPath(set.map((plain) => places.get(plain)!))} />
      ))}
    </>
  );
};

/** The boards that lie in one plane: three by three, two of them side by side, five by five. */
export const PositionalGrid = ({
  position,
  ...rest
}: {
  position: DrawnPosition;
  label: string;
  size: 'thumb' | 'board';
  flipped: boolean;
}): VNode => {
  const { rows } = position.board.layers[0]!;
  const shape = { rows: rows.length, columns: rows[0]!.length, flipped: rest.flipped };
  const cellAt = (row: number, column: number): GridCell => {
    const cell = position.cells.get(rows[row]![column]!)!;
    return { label: cellText(cell), ground: groundOf(cell), content: contentOf(cell, rest.size) };
  };
  const lines = <Lines position={position} middle={middleIn(shape)} />;
  return <Grid {...rest} {...shape} cellAt={cellAt} between={lines} />;
};
