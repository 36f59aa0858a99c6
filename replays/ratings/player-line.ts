import { costOfPass, onFrontier } from './cost-of-pass.ts';
import { recordsOf, type GameRecord } from './game-record.ts';
import { influencesOf } from './influence.ts';
import { labelsOf } from './label.ts';
import { normalQuantile } from './normal.ts';
import { finiteCost, playerConductOf, type PlayerConduct } from './player-conduct.ts';
import { shortagesOf, type PlayOnly, type RatedPlayer } from './rated-player.ts';
import { centre, playOnlyOf, type Case, type RatingOptions } from './rating-case.ts';
import { reliabilityOf, turnsAGame } from './reliability.ts';
import type { Estimate } from './scale.ts';
import type { Solution } from './solution.ts';
import { rankIntervals, type RankInterval } from './superiority.ts';

const anchorsMet = ({ assumptions, counts }: Case): readonly (number | null)[] => {
  const anchored = new Set((assumptions.anchors ?? []).map(({ index }) => index));
  if (anchored.size === 0) return counts.agents.map(() => null);
  const met = counts.agents.map(() => new Set<number>());
  for (const { first, second } of counts.cells) {
    if (anchored.has(second)) met[first]!.add(second);
    if (anchored.has(first)) met[second]!.add(first);
  }
  return met.map((anchors) => anchors.size);
};

/** Ranks by rating alone, where intervals of all differences would take too long. */
const plainRanks = (ratings: readonly number[]): readonly RankInterval[] => {
  const order = [...ratings.keys()].sort((a, b) => ratings[b]! - ratings[a]!);
  const ranks: RankInterval[] = [];
  let rank = 1;
  for (const [place, agent] of order.entries()) {
    if (place > 0 && ratings[agent]! < ratings[order[place - 1]!]!) rank = place + 1;
    ranks[agent] = { rank, rankLow: 1, rankHigh: ratings.length };
  }
  return ranks;
};

/** What all lines of a table are made from, indexed by agent. */
export interface Parts {
  readonly records: readonly GameRecord[];
  readonly estimates: readonly Estimate[];
  readonly ranks: readonly RankInterval[];
  readonly anchors: readonly (number | null)[];
  readonly playOnly: readonly (PlayOnly | null)[] | undefined;
  readonly influences: ReturnType<typeof influencesOf> | undefined;
  readonly usualTurns: number | undefined;
  readonly isMain: ReadonlySet<number>;
  readonly conduct: readonly PlayerConduct[];
  readonly onFrontier: readonly (boolean | null)[];
  readonly costPerPoint: readonly (number | 'infinite' | null)[];
}

/** The house bot that every rating can be measured from, whatever its version. */
const randomPattern = /^bot:random@/;

/** Who has played and whose cost is known, against each other. */
const frontierMarks = (
  records: readonly GameRecord[],
  estimates: readonly Estimate[],
  conduct: readonly PlayerConduct[],
): readonly (boolean | null)[] => {
  const marks = records.map((): boolean | null => null);
  const priced = [...records.keys()].filter(
    (agent) => records[agent]!.games > 0 && conduct[agent]!.costPerGame !== null,
  );
  const onIt = onFrontier(
    priced.map((agent) => ({ cost: conduct[agent]!.costPerGame!, rating: estimates[agent]!.rating })),
  );
  for (const [at, agent] of priced.entries()) marks[agent] = onIt[at]!;
  return marks;
};

/** Costs of a rating point above `bot:random`, of those whose cost is known. */
const pointCosts = (
  { counts }: Case,
  records: readonly GameRecord[],
  estimates: readonly Estimate[],
  conduct: readonly PlayerConduct[],
  agentOf: (name: string) => string,
): readonly (number | 'infinite' | null)[] => {
  const random = counts.agents.findIndex(
    (name, at) => randomPattern.test(agentOf(name)) && records[at]!.games > 0,
  );
  return estimates.map(({ rating }, agent) => {
    const cost = conduct[agent]!.costPerGame;
    if (random < 0 || cost === null) return null;
    return finiteCost(costOfPass(cost, rating - estimates[random]!.rating));
  });
};

export const partsOf = (rated: Case, { errors, fit: fitted }: Solution, options: RatingOptions): Parts => {
  const { agents } = rated.counts;
  const { agentOf = (name: string): string => name } = options;
  const estimates = agents.map((_, agent) => errors.rating(agent));
  const records = recordsOf(rated.pool.counts);
  const conduct = agents.map((name, agent) =>
    playerConductOf(agentOf(name), rated.pool.conduct[agent]!, records[agent]!),
  );
  return {
    records,
    estimates,
    conduct,
    onFrontier: frontierMarks(records, estimates, conduct),
    costPerPoint: pointCosts(rated, records, estimates, conduct, agentOf),
    ranks:
      fitted === undefined
        ? plainRanks(estimates.map(({ rating }) => rating))
        : rankIntervals(errors, agents.length),
    anchors: anchorsMet(rated),
    playOnly: playOnlyOf(rated, options),
    influences: fitted && influencesOf(fitted, rated.counts.cells, (agent) => estimates[agent]!.se),
    usualTurns: turnsAGame(rated.pool.conduct),
    isMain: new Set(rated.groups[0] ?? []),
  };
};

/** One line of a table. */
export const playerOf = (rated: Case, { errors }: Solution, parts: Parts, agent: number): RatedPlayer => {
  const { counts, pool, groups } = rated;
  const { rating, se } = parts.estimates[agent]!;
  const record = parts.records[agent]!;
  const { games, wins, draws } = record;
  const anchors = parts.anchors[agent]!;
  const influence = parts.influences?.[agent];
  const provisionalFor = shortagesOf(se, record, anchors);
  return {
    name: counts.agents[agent]!,
    owner: pool.owners[agent]!,
    rating: centre + rating,
    se,
    low: centre + rating - normalQuantile * se,
    high: centre + rating + normalQuantile * se,
    ...parts.ranks[agent]!,
    ...record,
    score: games === 0 ? null : (wins + draws / 2) / games,
    anchors,
    provisional: provisionalFor.length > 0,
    provisionalFor,
    labels: labelsOf({
      ...record,
      apartFrom: parts.isMain.has(agent) ? undefined : counts.agents[groups[0]?.[0] ?? agent],
      priorShare: errors.priorShare(agent),
      repeats: pool.repeats[agent]!,
      isApproximate: errors.kind === 'approximate',
    }),
    playOnly: parts.playOnly?.[agent] ?? null,
    reliability: reliabilityOf(pool.conduct[agent]!, parts.usualTurns),
    ...parts.conduct[agent]!,
    onFrontier: parts.onFrontier[agent]!,
    costPerPoint: parts.costPerPoint[agent]!,
    voids: pool.voids[agent]!,
    influence:
      influence === undefined ? null : { ...influence, opponent: counts.agents[influence.opponent]! },
  };
};
