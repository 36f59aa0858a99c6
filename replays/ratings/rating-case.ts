import { gameById } from '../../games/registry.ts';
import { strengthPriors, type Anchor } from './anchor.ts';
import type { Evidence } from './errors.ts';
import { recordsOf } from './game-record.ts';
import { groupsOf } from './groups.ts';
import { playedOut } from './play-only.ts';
import type { Cell, Counts, PoolCounts } from './pool-counts.ts';
import { defaultPriors, type Assumptions, type Model, type Priors } from './posterior.ts';
import type { PlayOnly } from './rated-player.ts';
import type { TrustOptions } from './result.ts';
import { modeOf, solvePool } from './solution.ts';
import { weighCells } from './weighting.ts';

/** How draws may be counted: as an outcome of their own, or as half a win and half a loss. */
export const drawModels = ['davidson', 'half-draw'] as const;
export type DrawModel = (typeof drawModels)[number];

/** How a pool is rated. */
export interface RatingOptions {
  readonly model?: DrawModel;
  readonly priors?: Priors;
  /** Whether moving first may be worth something; true where absent. */
  readonly firstMover?: boolean;
  /** Games between two agents count as at most so many; null is no cap. */
  readonly pairGamesMax?: number | null;
  /** Who plays under a name, where names are not those that logs have: what is known of an agent goes by that. */
  readonly agentOf?: (name: string) => string;
  /** With anchors the scale is theirs, and the pool's mean is whatever it comes to. */
  readonly anchors?: readonly Anchor[];
}

/** What a server's leaderboard counts and how, beside the defaults: only what nobody could arrange for himself. */
export const leaderboardTrust = {
  ratedOnly: true,
  separateOwners: true,
  pairGamesMax: 200,
} as const satisfies TrustOptions & RatingOptions;

/** The rating of the mean of a pool. */
export const centre = 1000;

/** Whether any game was drawn. */
export const hasDraws = ({ cells }: Counts): boolean => cells.some(({ draws }) => draws > 0);

/** A game in which draws are legal has them even where none was played yet, but only a prior can say how likely. */
const modelFor = ({ game, counts }: PoolCounts, drawModel: DrawModel, priors: Priors): Model => {
  if (drawModel === 'half-draw') return 'bradley-terry';
  const isLegal = gameById(game)?.traits.draws === true && priors.lnTies !== null;
  return isLegal || hasDraws(counts) ? 'davidson' : 'bradley-terry';
};

/** A pool with all that was decided about how to rate it. */
export interface Case {
  readonly pool: PoolCounts;
  readonly counts: Counts;
  readonly assumptions: Assumptions;
  readonly evidence: Evidence;
  readonly groups: readonly (readonly number[])[];
  /** The group around whose mean ratings are published; empty with anchors. */
  readonly reference: readonly number[];
}

const evidenceOf = (
  pool: Pick<PoolCounts, 'clusters' | 'repeats'>,
  cells: readonly Cell[],
  weights: Float64Array,
  model: Model,
): Evidence => ({
  cells,
  clusters: pool.clusters,
  repeats: pool.repeats,
  weights,
  isQuasi:
    weights.some((weight) => weight < 1) ||
    (model === 'bradley-terry' && cells.some(({ draws }) => draws > 0)),
});

/** Decides how a pool is rated. */
export const caseOf = (pool: PoolCounts, options: RatingOptions): Case => {
  const { priors = defaultPriors, pairGamesMax = null, anchors = [] } = options;
  const { agents, cells } = pool.counts;
  const model = modelFor(pool, options.model ?? 'davidson', priors);
  const weighed = weighCells(cells, agents.length, pairGamesMax);
  const counts = { agents, cells: weighed.cells };
  const plain: Assumptions = {
    model,
    priors,
    hasFirstMover: pool.hasFirstMover && options.firstMover !== false,
  };
  const isAnchored = anchors.some(({ agent }) => agents.includes(agent));
  const groups = groupsOf(counts);
  return {
    pool,
    counts,
    assumptions: isAnchored
      ? {
          ...plain,
          anchors: strengthPriors(
            anchors,
            agents,
            centre,
            modeOf(counts, { ...plain, priors: defaultPriors }).nu,
          ),
        }
      : plain,
    evidence: evidenceOf(pool, cells, weighed.weights, model),
    groups,
    reference: isAnchored ? [] : (groups[0] ?? []),
  };
};

/** The same fit over the games that were played out; undefined where all were. */
export const playOnlyOf = (
  rated: Case,
  { priors, pairGamesMax = null }: RatingOptions,
): readonly (PlayOnly | null)[] | undefined => {
  const played = playedOut(rated.pool);
  if (played === undefined) return undefined;
  const { agents } = rated.counts;
  const weighed = weighCells(played.cells, agents.length, pairGamesMax);
  const counts = { agents, cells: weighed.cells };
  const groups = groupsOf({
    agents,
    cells: played.cells.filter(({ wins, draws, losses }) => wins + draws + losses > 0),
  });
  // Without the forfeits somebody may be unbeaten, so that a flat prior gives way to the default one.
  const assumptions = {
    ...rated.assumptions,
    priors: priors?.strengthElo === null ? defaultPriors : rated.assumptions.priors,
  };
  const evidence = evidenceOf(
    { clusters: played.clusters, repeats: rated.pool.repeats },
    played.cells,
    weighed.weights,
    assumptions.model,
  );
  const reference = rated.reference.length === 0 ? [] : (groups[0] ?? []);
  const { errors } = solvePool(counts, assumptions, evidence, reference);
  return recordsOf({ agents, cells: played.cells }).map(({ games }, agent) => {
    if (games === 0) return null;
    const { rating, se } = errors.rating(agent);
    return { rating: centre + rating, se, games };
  });
};
