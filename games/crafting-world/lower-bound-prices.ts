/** A thing that can be done: what it costs, and how it changes each good, by the good's index. */
export interface Column {
  readonly cost: number;
  readonly changes: ReadonlyMap<number, number>;
}

/** Pivots at most; prices are valid, only lower, when they run out. */
const pivotsMax = 4000;
/** What is smaller counts as nothing: rounding, not gain. */
const tolerance = 1e-9;

/** Rows are columns of the plan's problem, with its cost last: y · changes ≤ cost. */
const tableauOf = (columns: readonly Column[], demands: readonly number[]) => {
  const goods = demands.length;
  const width = goods + columns.length + 1;
  const rows = columns.map(({ changes, cost }, at) => {
    const row = new Float64Array(width);
    for (const [good, change] of changes) row[good] = change;
    row[goods + at] = 1;
    row[width - 1] = cost;
    return row;
  });
  const objective = new Float64Array(width);
  for (const [good, demand] of demands.entries()) objective[good] = -demand;
  return { objective, rows, width };
};

const entering = (objective: Float64Array, width: number): number => {
  let best = -1;
  for (let at = 0; at < width - 1; at++)
    if (objective[at]! < -tolerance && (best < 0 || objective[at]! < objective[best]!)) best = at;
  return best;
};

const leaving = (rows: readonly Float64Array[], column: number, width: number): number => {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < rows.length; at++) {
    const pivot = rows[at]![column]!;
    if (pivot <= tolerance) continue;
    const ratio = rows[at]![width - 1]! / pivot;
    if (ratio < least) [best, least] = [at, ratio];
  }
  return best;
};

const eliminate = (row: Float64Array, by: Float64Array, column: number): void => {
  const factor = row[column]!;
  if (factor === 0) return;
  for (let at = 0; at < row.length; at++) row[at]! -= factor * by[at]!;
};

/** Divides all prices by what they exceed the worst cost by, so that they hold exactly whatever the rounding was. */
const repaired = (columns: readonly Column[], prices: readonly number[]): readonly number[] => {
  let excess = 1;
  for (const { changes, cost } of columns) {
    let value = 0;
    for (const [good, change] of changes) value += change * prices[good]!;
    excess = Math.max(excess, value / cost);
  }
  return prices.map((price) => price / (excess * (1 + tolerance)));
};

/**
 * Prices of goods under which nothing that can be done gains more than it costs, and the demands are worth the most: the
 * dual of the linear programme of the cheapest plan, by the simplex method. By weak duality no plan, however it mixes
 * what can be done, meets the demands for less than they are worth. All costs must be positive.
 */
export const shadowPrices = (columns: readonly Column[], demands: readonly number[]): readonly number[] => {
  const { objective, rows, width } = tableauOf(columns, demands);
  const basis = columns.map((_, at) => demands.length + at);
  for (let pivots = 0; pivots < pivotsMax; pivots++) {
    const column = entering(objective, width);
    if (column < 0) break;
    const at = leaving(rows, column, width);
    // Without an end the demands cannot be met at all; the prices so far hold nevertheless.
    if (at < 0) break;
    const row = rows[at]!;
    const pivot = row[column]!;
    for (let cell = 0; cell < width; cell++) row[cell]! /= pivot;
    for (const [other, one] of rows.entries()) if (other !== at) eliminate(one, row, column);
    eliminate(objective, row, column);
    basis[at] = column;
  }
  const prices = demands.map(() => 0);
  for (const [at, variable] of basis.entries())
    if (variable < demands.length) prices[variable] = Math.max(0, rows[at]![width - 1]!);
  return repaired(columns, prices);
};
