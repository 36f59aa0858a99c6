/** A value at a time, in any units. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A straight line through points, and the share of their variance that it explains. */
export interface Trend {
  readonly slope: number;
  readonly offset: number;
  readonly r2: number;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The line of least squares; two points at different places at least. */
export const trendOf = (points: readonly Point[]): Trend => {
  const x = meanOf(points.map((point) => point.x));
  const y = meanOf(points.map((point) => point.y));
  const sum = (term: (point: Point) => number): number => meanOf(points.map(term)) * points.length;
  const slope = sum((point) => (point.x - x) * (point.y - y)) / sum((point) => (point.x - x) ** 2);
  const offset = y - slope * x;
  const rest = sum((point) => (point.y - offset - slope * point.x) ** 2);
  return { slope, offset, r2: 1 - rest / sum((point) => (point.y - y) ** 2) };
};

/** How much a series grows over its second half: percent of its mean a minute. `x` is in seconds. */
export const growthPerMinute = (series: readonly Point[]): number => {
  const half = series.slice(Math.floor(series.length / 2));
  return (trendOf(half).slope * 60 * 100) / meanOf(half.map(({ y }) => y));
};
