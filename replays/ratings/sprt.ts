/** Points of a pair of games, a game being one point: from two losses to two wins. */
export type Pentanomial = readonly [number, number, number, number, number];

/** Losses, draws and wins. */
export type Trinomial = readonly [number, number, number];

/** Elo by expected score, or in units of the spread of a result, which a match's draws do not change. */
export const sprtModels = ['normalized', 'logistic'] as const;
export type SprtModel = (typeof sprtModels)[number];

/** Two hypotheses on the Elo difference and the two chances of error that are accepted. */
export interface SprtPlan {
  readonly model: SprtModel;
  readonly elo0: number;
  readonly elo1: number;
  /** The chance to accept elo1 where elo0 is true, and the reverse. */
  readonly alpha: number;
  readonly beta: number;
}

/** What a test says: `H1` is that the difference is elo1 rather than elo0. */
export interface SprtResult {
  readonly llr: number;
  readonly lower: number;
  readonly upper: number;
  readonly decision: 'H0' | 'H1' | 'continue';
}

/** A category that never came counts as so many results, which keeps the likelihood finite. */
const emptyCategory = 1e-3;
const bisections = 200;
const roundsMax = 100;
const roundChange = 1e-12;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Points of each category, evenly from 0 to 1. */
const pointsOf = (categories: number): readonly number[] =>
  Array.from({ length: categories }, (_, at) => at / (categories - 1));

/**
 * The chances nearest to the observed ones (by likelihood) under which Σ p·φ = 0: p = p̂/(1 + λ·φ), where λ solves
 * Σ p̂·φ/(1 + λ·φ) = 0 (Owen 2001, chapter 2).
 */
const constrained = (observed: readonly number[], phi: readonly number[]): readonly number[] => {
  const [low, high] = [Math.min(...phi), Math.max(...phi)];
  let [from, to] = [-1 / high, -1 / low];
  for (let k = 0; k < bisections; k++) {
    const lambda = (from + to) / 2;
    const slope = sum(observed.map((p, at) => (p * phi[at]!) / (1 + lambda * phi[at]!)));
    if (slope > 0) from = lambda;
    else to = lambda;
  }
  const lambda = (from + to) / 2;
  return observed.map((p, at) => p / (1 + lambda * phi[at]!));
};

const scoreAt = (elo: number): number => 1 / (1 + 10 ** (-elo / 400));

const underScore = (observed: readonly number[], score: number): readonly number[] =>
  constrained(
    observed,
    pointsOf(observed.length).map((points) => points - score),
  );

/** The same under (mean − 1/2)/σ = t, by rounds in each of which mean and σ are those of the round before. */
const underRatioFrom = (
  start: readonly number[],
  observed: readonly number[],
  t: number,
): readonly number[] => {
  const points = pointsOf(observed.length);
  let chances = start;
  for (let round = 0; round < roundsMax; round++) {
    const mean = sum(chances.map((p, at) => p * points[at]!));
    const sigma = Math.sqrt(sum(chances.map((p, at) => p * (points[at]! - mean) ** 2)));
    const phi = points.map((value) => value - 0.5 - 0.5 * t * sigma * (1 + ((value - mean) / sigma) ** 2));
    const next = constrained(observed, phi);
    const change = Math.max(...next.map((p, at) => Math.abs(p - chances[at]!)));
    chances = next;
    if (change < roundChange) break;
  }
  return chances;
};

/** From even chances the rounds lead to ratios up to about 0.9; to larger ones in steps, each from the one before. */
const ratioStep = 0.5;

const underRatio = (observed: readonly number[], t: number): readonly number[] => {
  const steps = Math.max(1, Math.ceil(Math.abs(t) / ratioStep));
  let chances: readonly number[] = observed.map(() => 1 / observed.length);
  for (let step = 1; step <= steps; step++) chances = underRatioFrom(chances, observed, (t * step) / steps);
  return chances;
};

/** Normalised Elo of one game in units of σ; a pair of games has √2 times as much. */
const ratioAt = (elo: number, categories: number): number =>
  ((elo * Math.LN10) / 800) * (categories === 5 ? Math.SQRT2 : 1);

/**
 * The generalised log-likelihood ratio of elo1 against elo0 (Van den Bergh's GSPRT), from results that are games
 * (three counts) or pairs of games (five), worst first.
 */
export const logLikelihoodRatio = (
  counts: Trinomial | Pentanomial,
  { model, elo0, elo1 }: Pick<SprtPlan, 'model' | 'elo0' | 'elo1'>,
): number => {
  if (sum(counts) === 0) return 0;
  const filled = counts.map((count) => Math.max(count, emptyCategory));
  const total = sum(filled);
  const observed = filled.map((count) => count / total);
  const under = (elo: number): readonly number[] =>
    model === 'logistic'
      ? underScore(observed, scoreAt(elo))
      : underRatio(observed, ratioAt(elo, counts.length));
  const [none, one] = [under(elo0), under(elo1)];
  return total * sum(observed.map((p, at) => p * Math.log(one[at]! / none[at]!)));
};

/** Wald's test: the ratio, its two bounds, and what they say. */
export const sprtOf = (counts: Trinomial | Pentanomial, plan: SprtPlan): SprtResult => {
  const llr = logLikelihoodRatio(counts, plan);
  const lower = Math.log(plan.beta / (1 - plan.alpha));
  const upper = Math.log((1 - plan.beta) / plan.alpha);
  return { llr, lower, upper, decision: llr >= upper ? 'H1' : llr <= lower ? 'H0' : 'continue' };
};
