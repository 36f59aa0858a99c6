import type { VNode } from 'preact';
import { cellText } from './positional-cell.ts';
import { setPath } from './positional-grid.tsx';
import { Mark } from './positional-marks.tsx';
import type { DrawnCell, DrawnPosition } from './positional-position.ts';
import './drawing.css';

interface Point {
  readonly x: number;
  readonly y: number;
}

const width = 620;
const height = 420;
const radius = 40;

/** A vertex of the two cubes on paper: a step to the right, one into the depth and one down each have their own shift. */
const projected = (column: number, depth: number, layer: number): Point => ({
  x: 60 + column * 205 + (1 - depth) * 90,
  y: 60 + depth * 80 + layer * 220,
});

/** The letters of the vertices with where they lie: layers from above, rows from the back to the front. */
const verticesOf = ({ board }: DrawnPosition): ReadonlyMap<string, readonly [number, number, number]> =>
  new Map(
    board.layers.flatMap(({ rows }, layer) =>
      rows.flatMap((row, depth) => row.map((plain, column) => [plain, [column, depth, layer]] as const)),
    ),
  );

/** Whether two vertices differ in exactly one of their coordinates, by one: then an edge joins them. */
const isEdge = (one: readonly number[], other: readonly number[]): boolean =>
  one.reduce((distance, at, axis) => distance + Math.abs(at - other[axis]!), 0) === 1;

/** An edge that ends in the vertex farthest behind is drawn as hidden. */
const isHidden = (one: readonly number[], other: readonly number[]): boolean =>
  [one, other].some(([column, depth, layer]) => depth === 0 && layer === 1 && column! < 2);

const Edges = ({ places }: { places: ReadonlyMap<string, readonly [number, number, number]> }): VNode => {
  const all = [...places.values()];
  const pairs = all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other] as const));
  return (
    <g aria-hidden="true">
      {pairs
        .filter(([one, other]) => isEdge(one, other))
        .map(([one, other]) => {
          const [from, to] = [projected(...one), projected(...other)];
          return (
            <path
              key={`${one.join()}-${other.join()}`}
              class={isHidden(one, other) ? 'cube-edge cube-edge-hidden' : 'cube-edge'}
              d={`M${from.x} ${from.y}L${to.x} ${to.y}`}
            />
          );
        })}
    </g>
  );
};

const vertexName = ({ name, owner }: DrawnCell): VNode =>
  owner === null ? (
    <text class={name.length > 1 ? 'vertex-name vertex-word' : 'vertex-name'}>{name}</text>
  ) : (
    <text class="vertex-name vertex-name-taken" y="23">
      {name}
    </text>
  );

const vertexClass = ({ owner, isWinning }: DrawnCell): string =>
  ['vertex', ...(owner === null ? [] : [`vertex-${owner}`]), ...(isWinning ? ['vertex-winning'] : [])].join(
    ' ',
  );

const Vertex = ({ cell, at, isNamed }: { cell: DrawnCell; at: Point; isNamed: boolean }): VNode => (
  <g
    class="vertex-place"
    transform={`translate(${at.x} ${at.y})`}
    {...(isNamed ? { role: 'gridcell', 'aria-label': cellText(cell) } : {})}
  >
    {cell.isLast ? <circle class="vertex-last" r={radius + 9} /> : null}
    <circle class={vertexClass(cell)} r={radius} />
    {cell.owner === null ? null : (
      <g transform={`translate(0 ${isNamed ? -9 : 0}) scale(${isNamed ? 1 : 1.5})`}>
        <Mark seat={cell.owner} radius={13} />
      </g>
    )}
    {isNamed ? vertexName(cell) : null}
  </g>
);

/** The two cubes in projection, as a grid whose rows go from the upper back to the lower front. */
export const PositionalCubes = ({
  position,
  label,
  size,
}: {
  position: DrawnPosition;
  label: string;
  size: 'thumb' | 'board';
}): VNode => {
  const places = verticesOf(position);
  const isNamed = size === 'board';
  return (
    <svg
      class="drawing"
      viewBox={`0 0 ${width} ${height}`}
      role={isNamed ? 'grid' : 'img'}
      aria-label={label}
    >
      <Edges places={places} />
      <g aria-hidden="true">
        {position.completed.map((set) => (
          <path
            key={set.join('')}
            class="winning-plane"
            d={setPath(set.map((plain) => projected(...places.get(plain)!)))}
          />
        ))}
      </g>
      {position.board.layers.flatMap(({ rows }) =>
        rows.map((row) => (
          <g key={row.join('')} {...(isNamed ? { role: 'row' } : {})}>
            {row.map((plain) => (
              <Vertex
                key={plain}
                cell={position.cells.get(plain)!}
                at={projected(...places.get(plain)!)}
                isNamed={isNamed}
              />
            ))}
          </g>
        )),
      )}
    </svg>
  );
};
