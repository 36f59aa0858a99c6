import { gameById } from '../../games/registry.ts';
import { fit, type Fit } from './bradley-terry.ts';
import {
  compareText,
  createTally,
  type CountableRow,
  type Counts,
  type PoolCounts,
  type Skipped,
  type TallyOptions,
} from './counts.ts';
import { eloPerNat, scoreSlope } from './davidson.ts';
import { groupsOf } from './groups.ts';
import { labelsOf, type Label } from './label.ts';
import { defaultPriors, type Model, type Priors } from './posterior.ts';
import { recordsOf, type GameRecord } from './game-record.ts';
import { scoreElo, tiesCovariance, tiesVariance, type Contrast, type Estimate } from './scale.ts';

/** One agent's line in a table. Ratings, errors and limits are in score-Elo. */
export interface RatedPlayer extends GameRecord, Estimate {
  readonly agent: string;
  readonly owner: string;
  /** The 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** Share of the points, a draw being half a point; null without games. */
  readonly score: number | null;
  readonly provisional: boolean;
  readonly labels: readonly Label[];
}

/** The ratings of one pool as plain JSON: a function of the counted games alone. */
export interface RatingTable {
  readonly game: string;
  readonly version: number;
  readonly pool: string;
  readonly poolHash: string;
  readonly model: Model;
  readonly priors: Priors;
  /** rating = centre + eloPerNat · (θ − mean θ of the largest group of connected agents). */
  readonly scale: { readonly name: 'score-elo'; readonly centre: number; readonly eloPerNat: number };
  readonly firstMover: Estimate;
  /** The propensity to draw; null where the game has no draws. */
  readonly ties: { readonly nu: number; readonly se: number } | null;
  readonly iterations: number;
  readonly converged: boolean;
  readonly games: number;
  /** Strongest first; equals by agent. */
  readonly players: readonly RatedPlayer[];
  readonly skipped: Skipped;
}

/** The rating of the mean of a pool. */
const centre = 1000;
/** 97.5 % of a normal distribution lies below this many standard deviations. */
const normalQuantile = 1.959963984540054;

const provisionalSeElo = 60;
const establishedGamesMin = 30;
const establishedOpponentsMin = 5;

/** A game in which draws are legal has them even where none was played yet. */
const modelOf = (game: string, { cells }: Counts): Model =>
  gameById(game)?.traits.draws === true || cells.some(({ draws }) => draws > 0)
    ? 'davidson'
    : 'bradley-terry';

const priorVariance = (defaultPriors.strengthElo / eloPerNat) ** 2;

/**
 * The strength of an agent against the mean of the reference group, and its prior variance. A group's mean
 * is known only from the prior (the games inside it cancel), so that it leaves the variance of its members
 * and adds to that of all others.
 */
const contrastOf = (
  { theta, covariance, order }: Fit,
  index: number,
  reference: readonly number[],
): Omit<Contrast, 'tiesCovariance'> & { readonly prior: number } => {
  const mean = reference.reduce((sum, member) => sum + theta[member]!, 0) / Math.max(1, reference.length);
  const ofMean = reference.length === 0 ? 0 : priorVariance / reference.length;
  const sign = reference.includes(index) ? -1 : 1;
  return {
    value: theta[index]! - mean,
    variance: covariance[index * order + index]! + sign * ofMean,
    prior: priorVariance + sign * ofMean,
  };
};

const isProvisional = (se: number, { games, opponents }: GameRecord): boolean =>
  se > provisionalSeElo || games < establishedGamesMin || opponents < establishedOpponentsMin;

const playerOf = (
  pool: PoolCounts,
  fitted: Fit,
  index: number,
  record: GameRecord,
  reference: readonly number[],
): RatedPlayer => {
  const { agents } = pool.counts;
  const contrast = contrastOf(fitted, index, reference);
  const { rating, se } = scoreElo(fitted, {
    ...contrast,
    tiesCovariance: tiesCovariance(fitted, index),
  });
  const { games, wins, draws } = record;
  return {
    agent: agents[index]!,
    owner: pool.owners[index]!,
    rating: centre + rating,
    se,
    low: centre + rating - normalQuantile * se,
    high: centre + rating + normalQuantile * se,
    ...record,
    score: games === 0 ? null : (wins + draws / 2) / games,
    provisional: isProvisional(se, record),
    labels: labelsOf({
      ...record,
      apartFrom: reference.includes(index) ? undefined : agents[reference[0] ?? index],
      priorShare: Math.sqrt(contrast.variance / contrast.prior),
    }),
  };
};

const firstMoverOf = (fitted: Fit): Estimate => {
  const index = fitted.theta.length;
  return scoreElo(fitted, {
    value: fitted.gamma,
    variance: fitted.covariance[index * fitted.order + index]!,
    tiesCovariance: tiesCovariance(fitted, index),
  });
};

/** The table of one pool that was tallied already. */
export const poolTable = (pool: PoolCounts): RatingTable => {
  const { counts } = pool;
  const model = modelOf(pool.game, counts);
  const fitted = fit(counts, { model, priors: defaultPriors });
  const records = recordsOf(counts);
  const reference = groupsOf(counts)[0] ?? [];
  return {
    game: pool.game,
    version: pool.version,
    pool: pool.pool,
    poolHash: pool.poolHash,
    model,
    priors: defaultPriors,
    scale: { name: 'score-elo', centre, eloPerNat: eloPerNat * scoreSlope(fitted.nu) },
    firstMover: firstMoverOf(fitted),
    ties: model === 'davidson' ? { nu: fitted.nu, se: fitted.nu * Math.sqrt(tiesVariance(fitted)) } : null,
    iterations: fitted.iterations,
    converged: fitted.converged,
    games: records.reduce((sum, { games }) => sum + games, 0) / 2,
    players: records
      .map((record, index) => playerOf(pool, fitted, index, record, reference))
      .sort((a, b) => b.rating - a.rating || compareText(a.agent, b.agent)),
    skipped: pool.skipped,
  };
};

/** Ledger rows in any order to one table a pool, sorted by the pool's name. Rows are read once and not kept. */
export const ratingTable = (
  rows: Iterable<CountableRow>,
  options: TallyOptions = {},
): readonly RatingTable[] => {
  const tally = createTally(options);
  for (const row of rows) tally.add(row);
  return tally.pools().map(poolTable);
};
