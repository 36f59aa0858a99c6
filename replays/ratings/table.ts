import { createTally, type CountableRow } from './counts.ts';
import { eloPerNat, scoreSlope } from './davidson.ts';
import type { ErrorKind } from './errors.ts';
import { partsOf, playerOf } from './player-line.ts';
import { compareText, type PoolCounts, type PoolId } from './pool-counts.ts';
import type { Model, Priors } from './posterior.ts';
import type { RatedPlayer } from './rated-player.ts';
import { caseOf, centre, hasDraws, type DrawModel, type RatingOptions } from './rating-case.ts';
import { residualsOf, type Intransitivity, type Residuals } from './residuals.ts';
import type { Skipped, TrustOptions } from './result.ts';
import type { Estimate } from './scale.ts';
import { solvePool } from './solution.ts';
import { superiorityOf } from './superiority.ts';

export type { RatedPlayer } from './rated-player.ts';

/** A pair whose points are far from what the ratings say. */
export interface TableResidual {
  readonly one: string;
  readonly other: string;
  readonly games: number;
  readonly points: number;
  readonly expected: number;
  readonly z: number;
}

/** The ratings of one pool as plain JSON: a function of the counted games alone. */
export interface RatingTable extends PoolId {
  /** `bradley-terry` where the game has no draws: the other two are then the same. */
  readonly model: Model | 'half-draw';
  readonly priors: Priors;
  /** rating = centre + eloPerNat · (θ − mean θ of the largest group of connected agents); no mean with anchors. */
  readonly scale: { readonly name: 'score-elo'; readonly centre: number; readonly eloPerNat: number };
  /** Null where nobody moves first. */
  readonly firstMover: Estimate | null;
  /** The propensity to draw; null where draws are no outcome of their own. */
  readonly ties: { readonly nu: number; readonly se: number } | null;
  readonly errors: ErrorKind;
  readonly pairGamesMax: number | null;
  readonly iterations: number;
  readonly converged: boolean;
  readonly games: number;
  /** Groups of agents that games connect. Ratings compare only within one. */
  readonly groups: number;
  /** Strongest first; equals by name. */
  readonly players: readonly RatedPlayer[];
  /** The chance that the row's player is stronger than the column's, as `players`; null beyond 200 players. */
  readonly superiority: readonly (readonly number[])[] | null;
  readonly intransitivity: Intransitivity | null;
  /** Pairs by |z|, the largest first; null beyond 1,000 players. */
  readonly residuals: readonly TableResidual[] | null;
  readonly skipped: Skipped;
}

/** The matrix of all pairs is told up to so many players. */
const superiorityPlayersMax = 200;

/** So many residuals at most are told. */
const residualsMax = 50;

const tableResiduals = ({ pairs }: Residuals, agents: readonly string[]): readonly TableResidual[] =>
  pairs
    .map(({ one, other, ...rest }) => ({ one: agents[one]!, other: agents[other]!, ...rest }))
    .sort(
      (a, b) => Math.abs(b.z) - Math.abs(a.z) || compareText(a.one, b.one) || compareText(a.other, b.other),
    )
    .slice(0, residualsMax);

const publishedModel = (
  model: Model,
  { counts }: PoolCounts,
  drawModel: DrawModel | undefined,
): RatingTable['model'] => (drawModel === 'half-draw' && hasDraws(counts) ? 'half-draw' : model);

/** The table of one pool that was tallied already. Throws a `RatingError` where a flat prior leaves strengths open. */
export const poolTable = (pool: PoolCounts, options: RatingOptions = {}): RatingTable => {
  const rated = caseOf(pool, options);
  const solution = solvePool(rated.counts, rated.assumptions, rated.evidence, rated.reference);
  const { mode, errors, fit: fitted } = solution;
  const { agents } = rated.counts;
  const parts = partsOf(rated, solution, options);
  const order = [...agents.keys()].sort(
    (a, b) => parts.estimates[b]!.rating - parts.estimates[a]!.rating || compareText(agents[a]!, agents[b]!),
  );
  const residuals = fitted && residualsOf(fitted, pool.counts.cells, rated.groups);
  const { model, priors } = rated.assumptions;
  const { gamma } = mode.layout;
  return {
    game: pool.game,
    version: pool.version,
    pool: pool.pool,
    poolHash: pool.poolHash,
    model: publishedModel(model, pool, options.model),
    priors,
    scale: { name: 'score-elo', centre, eloPerNat: eloPerNat * scoreSlope(mode.nu) },
    firstMover: gamma === undefined ? null : errors.parameter(gamma),
    ties: model === 'davidson' ? { nu: mode.nu, se: mode.nu * errors.tiesSe } : null,
    errors: errors.kind,
    pairGamesMax: options.pairGamesMax ?? null,
    iterations: mode.iterations,
    converged: mode.converged,
    games: parts.records.reduce((sum, { games }) => sum + games, 0) / 2,
    groups: rated.groups.length,
    players: order.map((agent) => playerOf(rated, solution, parts, agent)),
    superiority:
      fitted === undefined || agents.length > superiorityPlayersMax
        ? null
        : order.map((one) => order.map((other) => (one === other ? 0.5 : superiorityOf(errors, one, other)))),
    intransitivity: residuals?.intransitivity ?? null,
    residuals: residuals === undefined ? null : tableResiduals(residuals, agents),
    skipped: pool.skipped,
  };
};

/** Ledger rows in any order to one table a pool, sorted by the pool's name. Rows are read once and not kept. */
export const ratingTable = (
  rows: Iterable<CountableRow>,
  options: TrustOptions & RatingOptions = {},
): readonly RatingTable[] => {
  const tally = createTally(options);
  for (const row of rows) tally.add(row);
  return tally.pools().map((pool) => poolTable(pool, options));
};
