import { escapeHtml } from './escape-html.ts';
import { type CostPoint, frontierOf } from './frontier.ts';

const width = 480;
const height = 300;
const left = 50;
const right = 24;
const top = 14;
const bottom = 46;
const ticks = 4;

/** Rounds outward to a step of 1, 2 or 5 times a power of ten. */
const niceStep = (span: number): number => {
  const power = 10 ** Math.floor(Math.log10(span / ticks || 1));
  return power * ([1, 2, 5, 10].find((factor) => power * factor * ticks >= span) ?? 10);
};

const ticksOf = (low: number, high: number): readonly number[] => {
  const step = niceStep(high - low);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, at) => (first + at) * step);
};

/** Powers of ten, or a few even steps where costs are near each other. */
const costTicksOf = (low: number, high: number): readonly number[] => {
  const powers = Array.from(
    { length: Math.floor(Math.log10(high)) - Math.ceil(Math.log10(low)) + 1 },
    (_, at) => 10 ** (Math.ceil(Math.log10(low)) + at),
  );
  return powers.length > 1 ? powers : ticksOf(low, high);
};

const tickText = (value: number): string => String(Number(value.toPrecision(3)));

/** Ratings against the logarithm of cost, with the frontier: whoever is strongest for its cost. Points bear ranks. */
export const formatCostChart = (points: readonly CostPoint[], unit: string): string => {
  const costs = points.map(({ cost }) => cost);
  const [costLow, costHigh] = [Math.min(...costs) / 1.3, Math.max(...costs) * 1.3];
  const low = Math.min(...points.map((point) => point.low));
  const high = Math.max(...points.map((point) => point.high));
  const x = (cost: number): number =>
    left + ((width - left - right) * Math.log(cost / costLow)) / Math.log(costHigh / costLow);
  const y = (rating: number): number =>
    height - bottom - ((height - top - bottom) * (rating - low)) / (high - low || 1);
  const at = (value: number): string => value.toFixed(1);
  const frontier = frontierOf(points);
  const path = frontier
    .map(({ cost, rating }, place) =>
      place === 0 ? `M${at(x(cost))} ${at(y(rating))}` : `H${at(x(cost))}V${at(y(rating))}`,
    )
    .join('');
  const marks = [...points]
    .sort((a, b) => b.rating - a.rating)
    .map((point, rank) => {
      const [px, py] = [at(x(point.cost)), at(y(point.rating))];
      const kind = frontier.includes(point) ? ' class="best"' : '';
      const title = `${point.name}: ${point.rating.toFixed(0)} at ${tickText(point.cost)} ${unit}`;
      return `<g${kind}><title>${escapeHtml(title)}</title><line class="error" x1="${px}" x2="${px}" y1="${at(y(point.low))}" y2="${at(y(point.high))}"/><circle cx="${px}" cy="${py}" r="4"/><text class="label" x="${at(x(point.cost) + 6)}" y="${at(y(point.rating) - 6)}">${rank + 1}</text></g>`;
    });
  const ratingTicks = ticksOf(low, high).map(
    (value) =>
      `<text x="${left - 6}" y="${at(y(value) + 4)}" text-anchor="end">${tickText(value)}</text><path class="axis" d="M${left} ${at(y(value))}H${width - right}"/>`,
  );
  const costTicks = costTicksOf(costLow, costHigh).map(
    (value) =>
      `<text x="${at(x(value))}" y="${height - bottom + 16}" text-anchor="middle">${tickText(value)}</text>`,
  );
  return `<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(`Rating against ${unit}`)}">
${ratingTicks.join('\n')}
${costTicks.join('\n')}
<text x="${width - right}" y="${height - 6}" text-anchor="end">${escapeHtml(unit)}, logarithmic</text>
<path class="frontier" d="${path}"/>
${marks.join('\n')}
</svg>`;
};
