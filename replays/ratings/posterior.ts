import type { Cell, Counts } from './counts.ts';
import { eloPerNat, outcomesAt } from './davidson.ts';

/** Normal priors. Null is a flat one: then the games alone must determine the parameter. */
export interface Priors {
  /** Standard deviation of a strength around 0, in Elo. */
  readonly strengthElo: number | null;
  /** Standard deviation of the first mover's advantage around 0, in Elo. */
  readonly firstMoverElo: number | null;
  readonly lnTies: { readonly mean: number; readonly sd: number } | null;
}

/** Loose enough to yield to some dozen games, tight enough to keep every number finite. */
export const defaultPriors = {
  strengthElo: 350,
  firstMoverElo: 100,
  lnTies: { mean: Math.log(0.5), sd: 1 },
} as const satisfies Priors;

/** How a draw enters. `bradley-terry`: as half a win and half a loss. `davidson`: as an outcome of its own. */
export const models = ['bradley-terry', 'davidson'] as const;
export type Model = (typeof models)[number];

/** The log-posterior at one point, its gradient and minus its second derivatives (lower triangle, row-major). */
export interface Point {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly information: Float64Array;
}

/** A concave function of [strength of each agent, first-mover term, ln ν]; the last only for `davidson`. */
export interface Posterior {
  readonly order: number;
  readonly start: () => Float64Array;
  readonly at: (x: Float64Array) => Point;
  /** Variance that a flat strength prior's pin gives to every strength alike; 0 under a proper prior. */
  readonly pinVariance: number;
}

type OpenPoint = { value: number } & Omit<Point, 'value'>;

/** Adds one ordered pair's games: `x` enters as s = θ_first − θ_second + γ, and ln ν where it is a parameter. */
const addCell = (point: OpenPoint, x: Float64Array, agents: number, cell: Cell): void => {
  const order = x.length;
  const { first, second, wins, draws, losses } = cell;
  const { gradient, information } = point;
  const games = wins + draws + losses;
  const hasTies = order > agents + 1;
  const lnTies = hasTies ? x[agents + 1]! : -Infinity;
  const s = x[first]! - x[second]! + x[agents]!;
  const { win, draw, loss, lnTotal } = outcomesAt(s, Math.exp(lnTies));
  const mean = (win - loss) / 2;
  const lead = (wins - losses) / 2;
  const slope = lead - games * mean;
  const curvature = games * ((win + loss) / 4 - mean * mean);
  const [high, low] = first > second ? [first, second] : [second, first];
  const side = first > second ? 1 : -1;
  const add = (row: number, column: number, value: number): void => {
    information[row * order + column]! += value;
  };
  point.value += lead * s - games * lnTotal;
  gradient[first]! += slope;
  gradient[second]! -= slope;
  gradient[agents]! += slope;
  add(first, first, curvature);
  add(second, second, curvature);
  add(high, low, -curvature);
  add(agents, high, side * curvature);
  add(agents, low, -side * curvature);
  add(agents, agents, curvature);
  if (!hasTies) return;
  const ties = agents + 1;
  const cross = -games * draw * mean;
  point.value += draws * lnTies;
  gradient[ties]! += draws - games * draw;
  add(ties, first, cross);
  add(ties, second, -cross);
  add(ties, agents, cross);
  add(ties, ties, games * draw * (1 - draw));
};

const addNormal = (point: OpenPoint, x: Float64Array, index: number, mean: number, sd: number): void => {
  const precision = 1 / (sd * sd);
  const off = x[index]! - mean;
  point.value -= (precision * off * off) / 2;
  point.gradient[index]! -= precision * off;
  point.information[index * x.length + index]! += precision;
};

/** Holds the mean of the strengths at 0 where no prior does: a constraint, not an opinion, on differences. */
const addPin = (point: OpenPoint, x: Float64Array, agents: number, weight: number): void => {
  let sum = 0;
  for (let i = 0; i < agents; i++) sum += x[i]!;
  point.value -= (weight * sum * sum) / 2;
  for (let i = 0; i < agents; i++) {
    point.gradient[i]! -= weight * sum;
    for (let j = 0; j <= i; j++) point.information[i * x.length + j]! += weight;
  }
};

const addPriors = (point: OpenPoint, x: Float64Array, agents: number, priors: Priors): void => {
  const { strengthElo, firstMoverElo, lnTies } = priors;
  if (strengthElo !== null) {
    for (let i = 0; i < agents; i++) addNormal(point, x, i, 0, strengthElo / eloPerNat);
  }
  if (firstMoverElo !== null) addNormal(point, x, agents, 0, firstMoverElo / eloPerNat);
  if (lnTies !== null && x.length > agents + 1) addNormal(point, x, agents + 1, lnTies.mean, lnTies.sd);
};

/** The log-posterior of a model given the games. */
export const posteriorOf = ({ agents, cells }: Counts, model: Model, priors: Priors): Posterior => {
  const order = agents.length + (model === 'davidson' ? 2 : 1);
  const games = cells.reduce((sum, { wins, draws, losses }) => sum + wins + draws + losses, 0);
  // In proportion to the games, so that copies of the data scale the whole matrix.
  const pin = priors.strengthElo === null ? Math.max(1, games) / agents.length : 0;
  return {
    order,
    pinVariance: pin === 0 ? 0 : 1 / (pin * agents.length * agents.length),
    start: () => {
      const x = new Float64Array(order);
      if (model === 'davidson') x[agents.length + 1] = priors.lnTies?.mean ?? 0;
      return x;
    },
    at: (x) => {
      const point = {
        value: 0,
        gradient: new Float64Array(order),
        information: new Float64Array(order * order),
      };
      for (const cell of cells) addCell(point, x, agents.length, cell);
      addPriors(point, x, agents.length, priors);
      if (pin !== 0) addPin(point, x, agents.length, pin);
      return point;
    },
  };
};
