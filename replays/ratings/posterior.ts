import { eloPerNat, outcomesAt } from './davidson.ts';
import type { Cell, Counts } from './pool-counts.ts';

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

/** No opinion on anything: maximum likelihood. */
export const flatPriors = { strengthElo: null, firstMoverElo: null, lnTies: null } as const satisfies Priors;

/** How a draw enters. `bradley-terry`: as half a win and half a loss. `davidson`: as an outcome of its own. */
export const models = ['bradley-terry', 'davidson'] as const;
export type Model = (typeof models)[number];

/** What is known of one agent's strength beforehand, in natural-log units; it takes the place of the common prior. */
export interface StrengthPrior {
  readonly index: number;
  readonly mean: number;
  readonly sd: number;
}

/** What a posterior is made of besides the games. */
export interface Assumptions {
  readonly model: Model;
  readonly priors: Priors;
  /** False where nobody moves first; then there is no such term. */
  readonly hasFirstMover?: boolean;
  readonly anchors?: readonly StrengthPrior[];
}

/** Where the parameters lie in a vector: the strengths first; a term for roles would follow them. */
export interface Layout {
  readonly agents: number;
  /** Undefined where the first mover has no term. */
  readonly gamma: number | undefined;
  /** Of ln ν; undefined where ν is fixed at 0. */
  readonly ties: number | undefined;
  readonly order: number;
}

/** The log-posterior at one point, its gradient and minus its second derivatives (lower triangle, row-major). */
export interface Point {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly information: Float64Array;
}

/** A concave function of the strengths, the first-mover term and ln ν. */
export interface Posterior {
  readonly layout: Layout;
  readonly start: () => Float64Array;
  readonly at: (x: Float64Array) => Point;
  /** The gradient alone, which costs a fraction of a whole point where agents are many. */
  readonly gradientAt: (x: Float64Array) => Float64Array;
  /** Variance that a flat strength prior's pin gives to every strength alike; 0 under a proper prior. */
  readonly pinVariance: number;
}

export const layoutOf = (agents: number, { model, hasFirstMover = true }: Assumptions): Layout => {
  const gamma = hasFirstMover ? agents : undefined;
  const ties = model === 'davidson' ? agents + (hasFirstMover ? 1 : 0) : undefined;
  return { agents, gamma, ties, order: agents + (hasFirstMover ? 1 : 0) + (ties === undefined ? 0 : 1) };
};

/** Derivatives of one cell's log-likelihood: by s = θ_first − θ_second + γ, and by ln ν. */
export interface CellSlopes {
  readonly value: number;
  readonly byS: number;
  readonly byTies: number;
  /** Minus the second derivatives. */
  readonly curvature: number;
  readonly cross: number;
  readonly tiesCurvature: number;
}

/** The derivatives of a cell at these parameters (Davidson 1970; the half-draw model where ν is fixed at 0). */
export const cellSlopes = (cell: Cell, x: Float64Array, { gamma, ties }: Layout): CellSlopes => {
  const { wins, draws, losses } = cell;
  const games = wins + draws + losses;
  const lnTies = ties === undefined ? -Infinity : x[ties]!;
  const s = x[cell.first]! - x[cell.second]! + (gamma === undefined ? 0 : x[gamma]!);
  const { win, draw, loss, lnTotal } = outcomesAt(s, Math.exp(lnTies));
  const mean = (win - loss) / 2;
  const lead = (wins - losses) / 2;
  return {
    value: lead * s - games * lnTotal + (ties === undefined ? 0 : draws * lnTies),
    byS: lead - games * mean,
    byTies: draws - games * draw,
    curvature: games * ((win + loss) / 4 - mean * mean),
    cross: -games * draw * mean,
    tiesCurvature: games * draw * (1 - draw),
  };
};

type OpenPoint = { value: number } & Omit<Point, 'value'>;

const addGradient = (gradient: Float64Array, cell: Cell, slopes: CellSlopes, layout: Layout): void => {
  gradient[cell.first]! += slopes.byS;
  gradient[cell.second]! -= slopes.byS;
  if (layout.gamma !== undefined) gradient[layout.gamma]! += slopes.byS;
  if (layout.ties !== undefined) gradient[layout.ties]! += slopes.byTies;
};

const addInformation = (information: Float64Array, cell: Cell, slopes: CellSlopes, layout: Layout): void => {
  const { gamma, ties, order } = layout;
  const { first, second } = cell;
  const { curvature, cross } = slopes;
  const [high, low] = first > second ? [first, second] : [second, first];
  information[first * order + first]! += curvature;
  information[second * order + second]! += curvature;
  information[high * order + low]! -= curvature;
  if (gamma !== undefined) {
    information[gamma * order + first]! += curvature;
    information[gamma * order + second]! -= curvature;
    information[gamma * order + gamma]! += curvature;
  }
  if (ties === undefined) return;
  information[ties * order + first]! += cross;
  information[ties * order + second]! -= cross;
  if (gamma !== undefined) information[ties * order + gamma]! += cross;
  information[ties * order + ties]! += slopes.tiesCurvature;
};

/** A normal prior on one parameter. */
interface Normal {
  readonly index: number;
  readonly mean: number;
  readonly precision: number;
}

const normalsOf = (layout: Layout, { priors, anchors = [] }: Assumptions): readonly Normal[] => {
  const { strengthElo, firstMoverElo, lnTies } = priors;
  const normal = (index: number, mean: number, sd: number): Normal => ({
    index,
    mean,
    precision: 1 / (sd * sd),
  });
  const anchored = new Set(anchors.map(({ index }) => index));
  const normals = anchors.map(({ index, mean, sd }) => normal(index, mean, sd));
  if (strengthElo !== null) {
    for (let i = 0; i < layout.agents; i++)
      if (!anchored.has(i)) normals.push(normal(i, 0, strengthElo / eloPerNat));
  }
  if (firstMoverElo !== null && layout.gamma !== undefined)
    normals.push(normal(layout.gamma, 0, firstMoverElo / eloPerNat));
  if (lnTies !== null && layout.ties !== undefined) normals.push(normal(layout.ties, lnTies.mean, lnTies.sd));
  return normals;
};

/** A normal prior of this precision on the sum of some strengths, around 0. */
export interface SumPrior {
  /** Ascending. */
  readonly members: readonly number[];
  readonly precision: number;
}

/**
 * What the prior says of strengths together.
 *
 * - Where no prior holds their mean, a pin does: a constraint, not an opinion, on differences. It is in proportion to
 *   the games, so that copies of the data scale the whole matrix.
 * - Beside anchors the others are spread around a mean that is unknown itself, by a normal as wide as their own. With
 *   that mean integrated out, the precision matrix is (I − 11ᵀ/(n + 1))/σ². With one fixed mean a hundred agents would
 *   outweigh the anchors, and hold the scale in their place.
 */
export const sumPriorOf = (layout: Layout, games: number, assumptions: Assumptions): SumPrior | undefined => {
  const { strengthElo } = assumptions.priors;
  const anchored = new Set((assumptions.anchors ?? []).map(({ index }) => index));
  const members = Array.from({ length: layout.agents }, (_, at) => at).filter((at) => !anchored.has(at));
  if (strengthElo === null)
    return anchored.size === 0 ? { members, precision: Math.max(1, games) / layout.agents } : undefined;
  if (anchored.size === 0) return undefined;
  return { members, precision: -((eloPerNat / strengthElo) ** 2) / (members.length + 1) };
};

export const sumOf = ({ members }: SumPrior, x: Float64Array): number =>
  members.reduce((sum, at) => sum + x[at]!, 0);

const addSumPrior = (point: OpenPoint, x: Float64Array, prior: SumPrior): void => {
  const { members, precision } = prior;
  const sum = sumOf(prior, x);
  point.value -= (precision * sum * sum) / 2;
  for (const [at, i] of members.entries()) {
    point.gradient[i]! -= precision * sum;
    for (let before = 0; before <= at; before++)
      point.information[i * x.length + members[before]!]! += precision;
  }
};

/** The log-posterior given the games. */
export const posteriorOf = ({ agents, cells }: Counts, assumptions: Assumptions): Posterior => {
  const layout = layoutOf(agents.length, assumptions);
  const { order, ties } = layout;
  const { priors } = assumptions;
  const normals = normalsOf(layout, assumptions);
  const games = cells.reduce((sum, { wins, draws, losses }) => sum + wins + draws + losses, 0);
  const together = sumPriorOf(layout, games, assumptions);
  const isPinned = together !== undefined && priors.strengthElo === null;
  return {
    layout,
    pinVariance: isPinned ? 1 / (together.precision * agents.length * agents.length) : 0,
    start: () => {
      const x = new Float64Array(order);
      if (ties !== undefined) x[ties] = priors.lnTies?.mean ?? 0;
      return x;
    },
    at: (x) => {
      const information = new Float64Array(order * order);
      const point = { value: 0, gradient: new Float64Array(order), information };
      for (const cell of cells) {
        const slopes = cellSlopes(cell, x, layout);
        point.value += slopes.value;
        addGradient(point.gradient, cell, slopes, layout);
        addInformation(information, cell, slopes, layout);
      }
      for (const { index, mean, precision } of normals) {
        const off = x[index]! - mean;
        point.value -= (precision * off * off) / 2;
        point.gradient[index]! -= precision * off;
        information[index * order + index]! += precision;
      }
      if (together !== undefined) addSumPrior(point, x, together);
      return point;
    },
    gradientAt: (x) => {
      const gradient = new Float64Array(order);
      for (const cell of cells) addGradient(gradient, cell, cellSlopes(cell, x, layout), layout);
      for (const { index, mean, precision } of normals) gradient[index]! -= precision * (x[index]! - mean);
      if (together === undefined) return gradient;
      const slope = together.precision * sumOf(together, x);
      for (const i of together.members) gradient[i]! -= slope;
      return gradient;
    },
  };
};
