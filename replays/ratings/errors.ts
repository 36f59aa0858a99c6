import type { Fit } from './bradley-terry.ts';
import { clusterCount, sandwichOf, type ClusteredGames } from './sandwich.ts';
import { results } from './result.ts';
import { scoreElo, type Contrast, type Estimate } from './scale.ts';
import { createSpread, type Spread } from './spread.ts';

/** Below this many independent observations the sandwich is too narrow, so the wider of the two errors counts. */
const observationsMin = 100;

/** Where published errors come from. `approximate`: too many agents for the whole matrix. */
export const errorKinds = ['information', 'sandwich', 'approximate'] as const;
export type ErrorKind = (typeof errorKinds)[number];

/** Errors of ratings and of their differences, in score-Elo. */
export interface Errors {
  /** What holds from a hundred observations on; below, the wider of information and sandwich does. */
  readonly kind: ErrorKind;
  readonly rating: (agent: number) => Estimate;
  readonly difference: (one: number, other: number) => Estimate;
  readonly parameter: (index: number) => Estimate;
  /** Of ln ν; 0 where ν is fixed. */
  readonly tiesSe: number;
  /** The standard error over what it would be without any game, by the information alone. */
  readonly priorShare: (agent: number) => number;
}

/** The games of a fit with what makes them depend on each other. */
export interface Evidence extends ClusteredGames {
  /** The fit's likelihood is not that of the games: draws are halves, or games are weighted. */
  readonly isQuasi: boolean;
  /** Games, by agent, that only repeated what was played before. */
  readonly repeats: readonly number[];
}

interface Observed {
  readonly games: Float64Array;
  /** Half points of all games, by agent. */
  readonly halves: Float64Array;
  /** Clusters that an agent took part in, each of its lone games being one. */
  readonly observations: Float64Array;
}

const observedBy = ({ cells, clusters }: ClusteredGames, agents: number): Observed => {
  const games = new Float64Array(agents);
  const halves = new Float64Array(agents);
  for (const { first, second, wins, draws, losses } of cells) {
    games[first]! += wins + draws + losses;
    games[second]! += wins + draws + losses;
    halves[first]! += 2 * wins + draws;
    halves[second]! += 2 * losses + draws;
  }
  const observations = games.slice();
  for (const { codes, times } of clusters) {
    const members = new Set<number>();
    for (const code of codes) {
      const { first, second } = cells[Math.floor(code / results.length)]!;
      for (const agent of [first, second]) {
        if (members.has(agent)) observations[agent]! -= times;
        members.add(agent);
      }
    }
  }
  return { games, halves, observations };
};

const wider = (one: Estimate, other: Estimate): Estimate => (one.se >= other.se ? one : other);

const inflate = ({ rating, se }: Estimate, factor: number): Estimate => ({ rating, se: se * factor });

/**
 * Errors by the published rule: information where games are independent, the sandwich where starts are shared,
 * and below a hundred observations the wider of the two; so too for whoever took every point or none, since results
 * that never differ leave the sandwich nothing to go by. Repeated games inform nobody, so that the information of
 * whoever played them is spread over its distinct games only.
 */
export const errorsOf = (
  fit: Fit,
  evidence: Evidence,
  reference: readonly number[],
  priorSd: number,
): Errors => {
  const { layout } = fit;
  const { games, halves, observations } = observedBy(evidence, layout.agents);
  const seen = observations.map((count, agent) =>
    halves[agent] === 0 || halves[agent] === 2 * games[agent]! ? 0 : count,
  );
  const isDependent = evidence.isQuasi || evidence.clusters.length > 0;
  const isNeeded = isDependent || observations.some((count) => count > 0 && count < observationsMin);
  const information = createSpread(fit, fit.covariance, reference);
  const sandwich = isNeeded && clusterCount(evidence) > 1 ? sandwichOf(fit, evidence) : undefined;
  const robust = sandwich && createSpread(fit, sandwich, reference);
  const design = Float64Array.from(games, (count, agent) =>
    Math.sqrt(Math.max(1, count / Math.max(1, count - evidence.repeats[agent]!))),
  );
  const choose = (contrast: (spread: Spread) => Contrast, count: number, factor: number): Estimate => {
    const plain = inflate(scoreElo(fit, contrast(information), information.tiesVariance), factor);
    if (robust === undefined) return plain;
    const clustered = scoreElo(fit, contrast(robust), robust.tiesVariance);
    if (count < observationsMin) return wider(plain, clustered);
    return isDependent ? clustered : plain;
  };
  const total = clusterCount(evidence);
  const ofReference = reference.length === 0 ? 0 : 1 / reference.length;
  return {
    kind: isDependent && robust !== undefined ? 'sandwich' : 'information',
    rating: (agent) => choose((spread) => spread.toReference(agent), seen[agent]!, design[agent]!),
    difference: (one, other) =>
      choose(
        (spread) => spread.between(one, other),
        Math.min(seen[one]!, seen[other]!),
        Math.max(design[one]!, design[other]!),
      ),
    parameter: (index) => choose((spread) => spread.of(index), total, 1),
    tiesSe: Math.sqrt(tiesVarianceOf(information, robust, total, isDependent)),
    priorShare: (agent) => {
      const sign = reference.includes(agent) ? -1 : 1;
      const prior = priorSd * priorSd * (1 + sign * ofReference);
      return Math.sqrt(information.toReference(agent).variance / prior);
    },
  };
};

const tiesVarianceOf = (
  information: Spread,
  robust: Spread | undefined,
  count: number,
  isDependent: boolean,
): number => {
  if (robust === undefined) return information.tiesVariance;
  if (count < observationsMin) return Math.max(information.tiesVariance, robust.tiesVariance);
  return isDependent ? robust.tiesVariance : information.tiesVariance;
};
