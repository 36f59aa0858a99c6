import type { VNode } from 'preact';
import type { ScatterPoint, ScatterProps } from './chart.ts';
import { type Scale, linearScale, linearTicks, logScale, logTicks } from './scale.ts';
import './scatter.css';

/** About how many lines of the grid there are each way. */
const ticksWanted = 5;

/** Positive values that lie this far apart are laid out by factors, as prices of models are. */
const logFrom = 50;

/** The room left around the points, as a part of the range. */
const padding = 0.06;

/** A scale with the numbers along it. */
interface Axis {
  readonly scale: Scale;
  readonly ticks: readonly number[];
}

const axisOf = (values: readonly number[]): Axis => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least > 0 && most / least >= logFrom) {
    const factor = (most / least) ** padding;
    const [from, to] = [least / factor, most * factor];
    return { scale: logScale(from, to), ticks: logTicks(from, to) };
  }
  const room = most === least ? Math.max(1, Math.abs(most)) / 2 : (most - least) * padding;
  // What is never negative is not shown as if it could be.
  const from = least >= 0 ? Math.max(0, least - room) : least - room;
  return { scale: linearScale(from, most + room), ticks: linearTicks(from, most + room, ticksWanted) };
};

const percent = (part: number): string => `${(100 * part).toFixed(2)}%`;

const frontierPath = (points: readonly ScatterPoint[], x: Scale, y: Scale): string => {
  const line = points
    .filter(({ isOnFrontier }) => isOnFrontier)
    .toSorted((one, other) => one.x - other.x)
    .map((point) => `${(1000 * x(point.x)).toFixed(1)} ${(1000 * (1 - y(point.y))).toFixed(1)}`);
  return line.length === 0 ? '' : `M${line.join('L')}`;
};

/** A mark with its name; on the frontier a filled diamond, elsewhere an open ring. */
const Point = ({ point, x, y }: { point: ScatterPoint; x: Scale; y: Scale }): VNode => {
  const { name, isOnFrontier, href } = point;
  const place = { left: percent(x(point.x)), top: percent(1 - y(point.y)) };
  const side = x(point.x) > 0.7 ? 'scatter-name-left' : 'scatter-name-right';
  return (
    <span class={`scatter-point ${isOnFrontier ? 'scatter-frontier' : ''}`} style={place}>
      <span class="scatter-mark" />
      <span class={`scatter-name ${side}`}>{href === undefined ? name : <a href={href}>{name}</a>}</span>
    </span>
  );
};

const Table = ({ title, points, xName, yName, formatX, formatY }: ScatterProps): VNode => (
  <div class="hidden-text">
    <table>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">{xName}</th>
          <th scope="col">{yName}</th>
          <th scope="col">On the frontier</th>
        </tr>
      </thead>
      <tbody>
        {points.map(({ name, x, y, isOnFrontier }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{formatX(x)}</td>
            <td>{formatY(y)}</td>
            <td>{isOnFrontier ? 'yes' : 'no'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** Named points in a plane with a line through the frontier. */
export const Scatter = (props: ScatterProps): VNode => {
  const { title, points, xName, yName, formatX, formatY } = props;
  if (points.length === 0) return <p class="faint">{title}: nothing to show yet.</p>;
  const x = axisOf(points.map((point) => point.x));
  const y = axisOf(points.map((point) => point.y));
  return (
    <figure class="scatter">
      <figcaption>
        <span class="chart-title">{title}</span>
        <span class="scatter-key">◆ on the frontier: nobody is better in both</span>
      </figcaption>
      <div class="scatter-axis-y">{yName}</div>
      <div class="scatter-plot">
        <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
          {x.ticks.map((tick) => (
            <path key={tick} class="chart-rule" d={`M${1000 * x.scale(tick)} 0v1000`} />
          ))}
          {y.ticks.map((tick) => (
            <path key={tick} class="chart-rule" d={`M0 ${1000 * (1 - y.scale(tick))}h1000`} />
          ))}
          <path class="scatter-line" d={frontierPath(points, x.scale, y.scale)} />
        </svg>
        {x.ticks.map((tick) => (
          <span key={tick} class="chart-x" style={{ left: percent(x.scale(tick)) }} aria-hidden="true">
            {formatX(tick)}
          </span>
        ))}
        {y.ticks.map((tick) => (
          <span key={tick} class="chart-y" style={{ top: percent(1 - y.scale(tick)) }} aria-hidden="true">
            {formatY(tick)}
          </span>
        ))}
        {points.map((point) => (
          <Point key={point.name} point={point} x={x.scale} y={y.scale} />
        ))}
      </div>
      <div class="scatter-axis-x">{xName}</div>
      <Table {...props} />
    </figure>
  );
};
