/** A thing that can be done: what it costs, and how it changes each good, by the good's index. */
export interface Column {
  readonly cost: number;
  readonly changes: ReadonlyMap<number, number>;
}

/** Prices that can be found again when there is one more thing that can be done. */
export interface Pricing {
  /** The price of each good. */
  prices(): readonly number[];
  add(column: Column): void;
}

/** Pivots at most for one answer; prices are valid, only lower, when they run out. */
const pivotsMax = 4000;
/** What is smaller counts as nothing: rounding, not gain. */
const tolerance = 1e-9;

/**
 * A condensed tableau: each row is a basic variable as its last cell less the sum of its cells times the nonbasic variables.
 * Variables are numbered: prices by their good, then the slack of each column.
 */
interface Tableau {
  readonly rows: Float64Array[];
  readonly basic: number[];
  readonly nonbasic: number[];
  /** What a unit of each nonbasic variable adds to the worth of the demands. */
  readonly gains: Float64Array;
}

const pivot = ({ basic, gains, nonbasic, rows }: Tableau, at: number, cell: number): void => {
  const row = rows[at]!;
  const divisor = row[cell]!;
  row[cell] = 1;
  for (let other = 0; other < row.length; other++) row[other]! /= divisor;
  for (const one of rows) {
    const factor = one[cell]!;
    if (one === row || factor === 0) continue;
    one[cell] = 0;
    for (let other = 0; other < one.length; other++) one[other]! -= factor * row[other]!;
  }
  const gain = gains[cell]!;
  gains[cell] = 0;
  for (let other = 0; other < gains.length; other++) gains[other]! -= gain * row[other]!;
  [basic[at], nonbasic[cell]] = [nonbasic[cell]!, basic[at]!];
};

const bestGain = ({ gains }: Tableau): number => {
  let best = -1;
  for (let cell = 0; cell < gains.length; cell++)
    if (gains[cell]! > tolerance && (best < 0 || gains[cell]! > gains[best]!)) best = cell;
  return best;
};

const tightestRow = ({ gains, rows }: Tableau, cell: number): number => {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < rows.length; at++) {
    const divisor = rows[at]![cell]!;
    if (divisor <= tolerance) continue;
    const ratio = rows[at]![gains.length]! / divisor;
    if (ratio < least) [best, least] = [at, ratio];
  }
  return best;
};

/** Raises the worth of the demands until nothing gains: the simplex method (Dantzig 1947). */
const maximise = (tableau: Tableau): void => {
  for (let pivots = 0; pivots < pivotsMax; pivots++) {
    const cell = bestGain(tableau);
    if (cell < 0) return;
    const at = tightestRow(tableau, cell);
    // Without an end the demands cannot be met at all; the prices so far hold nevertheless.
    if (at < 0) return;
    pivot(tableau, at, cell);
  }
};

/** Lowers prices until no slack is negative: the dual simplex method (Lemke 1954). */
const makeFeasible = (tableau: Tableau): void => {
  const { gains, rows } = tableau;
  for (let pivots = 0; pivots < pivotsMax; pivots++) {
    const at = rows.findIndex((row) => row[gains.length]! < -tolerance);
    if (at < 0) return;
    const row = rows[at]!;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let cell = 0; cell < gains.length; cell++) {
      if (row[cell]! >= -tolerance) continue;
      const ratio = gains[cell]! / row[cell]!;
      if (ratio < least) [best, least] = [cell, ratio];
    }
    if (best < 0) return;
    pivot(tableau, at, best);
  }
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
 * dual of the linear programme of the cheapest plan. By weak duality no plan, however it mixes what can be done, meets
 * the demands for less than they are worth. All costs must be positive.
 */
export const createPricing = (start: readonly Column[], demands: readonly number[]): Pricing => {
  const goods = demands.length;
  const columns: Column[] = [];
  const tableau: Tableau = {
    basic: [],
    gains: Float64Array.from(demands),
    nonbasic: [...demands.keys()],
    rows: [],
  };
  const { basic, nonbasic, rows } = tableau;
  const addRow = (column: Column): void => {
    const row = new Float64Array(goods + 1);
    row[goods] = column.cost;
    for (const [good, change] of column.changes) {
      const at = basic.indexOf(good);
      if (at < 0) row[nonbasic.indexOf(good)]! += change;
      else for (let cell = 0; cell <= goods; cell++) row[cell]! -= change * rows[at]![cell]!;
    }
    basic.push(goods + columns.length);
    rows.push(row);
    columns.push(column);
  };
  for (const column of start) addRow(column);
  maximise(tableau);
  return {
    add: (column) => {
      addRow(column);
      makeFeasible(tableau);
      maximise(tableau);
    },
    prices: () => {
      const prices = demands.map(() => 0);
      for (const [at, variable] of basic.entries())
        if (variable < goods) prices[variable] = Math.max(0, rows[at]![goods]!);
      return repaired(columns, prices);
    },
  };
};

/** The prices alone. */
export const shadowPrices = (columns: readonly Column[], demands: readonly number[]): readonly number[] =>
  createPricing(columns, demands).prices();
