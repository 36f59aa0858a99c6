import { escapeHtml } from '../clients/cli/report/escape-html.ts';
import { linearScale, linearTicks } from '../clients/web/charts/scale.ts';
import type { Point } from './trend.ts';

interface Line {
  readonly name: string;
  readonly points: readonly Point[];
}

/** Lines over one measure, which begins at 0. */
export interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
}

const width = 460;
const height = 300;
const edge = { left: 56, right: 20, top: 34, bottom: 44 };
const ticks = 5;
const colours = ['#1f5fbf', '#8a8a8a'];

const maxOf = (panel: Panel, pick: (point: Point) => number): number =>
  Math.max(...panel.lines.flatMap(({ points }) => points.map(pick)));

const drawPanel = (panel: Panel, below: string, offset: number): string => {
  const [xMax, yMax] = [maxOf(panel, ({ x }) => x), maxOf(panel, ({ y }) => y) * 1.05];
  const across = linearScale(0, xMax);
  const up = linearScale(0, yMax);
  const x = (value: number): string =>
    (offset + edge.left + across(value) * (width - edge.left - edge.right)).toFixed(1);
  const y = (value: number): string =>
    (height - edge.bottom - up(value) * (height - edge.top - edge.bottom)).toFixed(1);
  const text = (at: string, words: string): string => `<text ${at}>${escapeHtml(words)}</text>`;
  const lines = panel.lines.flatMap(({ name, points }, at) => {
    const last = points.at(-1)!;
    const colour = colours[at % colours.length]!;
    return [
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.map((point) => `${x(point.x)},${y(point.y)}`).join(' ')}"/>`,
      ...points.map((point) => `<circle fill="${colour}" cx="${x(point.x)}" cy="${y(point.y)}" r="3"/>`),
      text(`x="${x(last.x)}" y="${Number(y(last.y)) - 8}" text-anchor="end" fill="${colour}"`, name),
    ];
  });
  return [
    text(`x="${offset + edge.left}" y="18" font-weight="bold"`, `${panel.title}, ${panel.unit}`),
    ...linearTicks(0, yMax, ticks).flatMap((value) => [
      `<path stroke="#ddd" d="M${x(0)} ${y(value)}H${x(xMax)}"/>`,
      text(`x="${Number(x(0)) - 6}" y="${Number(y(value)) + 4}" text-anchor="end"`, String(value)),
    ]),
    ...linearTicks(0, xMax, ticks).map((value) =>
      text(`x="${x(value)}" y="${height - edge.bottom + 16}" text-anchor="middle"`, String(value)),
    ),
    text(`x="${x(xMax / 2)}" y="${height - 8}" text-anchor="middle"`, below),
    ...lines,
  ].join('\n');
};

/** Panels side by side as an SVG file; all lines share what lies `below` them. */
export const formatPlot = (below: string, panels: readonly Panel[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width * panels.length} ${height}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
${panels.map((panel, at) => drawPanel(panel, below, at * width)).join('\n')}
</svg>
`;
