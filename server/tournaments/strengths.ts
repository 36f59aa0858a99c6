import { createTally, type CountableRow, type PoolCounts } from '../../replays/ratings/counts.ts';
import { outcomesAt } from '../../replays/ratings/davidson.ts';
import { caseOf } from '../../replays/ratings/rating-case.ts';
import { solvePool } from '../../replays/ratings/solution.ts';
import { superiorityOf } from '../../replays/ratings/superiority.ts';
import { poolTable, type RatingTable } from '../../replays/ratings/table.ts';
import type { PairResult } from './pair-result.ts';

/** A row with its players under the names of the tournament, under which one agent may play twice. */
const underNames = (
  { players, row }: PairResult['matches'][number],
  names: readonly string[],
): CountableRow => ({
  ...row,
  seats: row.seats.map((seat) => {
    const name = names[players[seat.seat]!]!;
    return { ...seat, agent: name, owner: '' };
  }),
});

/** What the games of one game so far say of the players' strengths. Players by number. */
export interface Strengths {
  /** From the strongest; players without a game that counts are left out. */
  readonly order: readonly number[];
  /** The chance that `one` is stronger than `other`; undefined where one of them has no game. */
  readonly superiority: (one: number, other: number) => number | undefined;
  /**
   * How much one game would tell of the difference between two players: what it informs about it, times what is not
   * known of it yet. Infinite where one of them has no game.
   */
  readonly gain: (one: number, other: number) => number;
}

const unknown: Strengths = { order: [], superiority: () => undefined, gain: () => Infinity };

/** What one game informs about s, the difference in natural-log units: −∂² ln P/∂s² on average (Davidson 1970). */
const informationAt = (s: number, nu: number): number => {
  const { win, loss } = outcomesAt(s, nu);
  return (win + loss) / 4 - ((win - loss) / 2) ** 2;
};

const fitOf = (pool: PoolCounts, names: readonly string[]): Strengths => {
  const { counts, assumptions, evidence, reference } = caseOf(pool, {});
  const { mode, errors } = solvePool(counts, assumptions, evidence, reference);
  const agents = new Map(counts.agents.map((name, agent) => [name, agent]));
  const agentOf = names.map((name) => agents.get(name));
  const ratings = agentOf.map((agent) => (agent === undefined ? -Infinity : errors.rating(agent).rating));
  const order = [...names.keys()]
    .filter((player) => agentOf[player] !== undefined)
    .sort((a, b) => ratings[b]! - ratings[a]! || a - b);
  return {
    order,
    superiority: (one, other) => {
      const [a, b] = [agentOf[one], agentOf[other]];
      return a === undefined || b === undefined ? undefined : superiorityOf(errors, a, b);
    },
    gain: (one, other) => {
      const [a, b] = [agentOf[one], agentOf[other]];
      if (a === undefined || b === undefined) return Infinity;
      return informationAt(mode.theta[a]! - mode.theta[b]!, mode.nu) * errors.difference(a, b).se ** 2;
    },
  };
};

/** The results of one game, added up as they come, so that a fit does not read all of them again. */
export interface GameTally {
  /** Adds a pair; a void one, and one that was added before, change nothing. */
  readonly add: (result: PairResult) => void;
  /** What the games so far say. Equal results give equal bits, in whatever order they came. */
  readonly strengths: () => Strengths;
  /** The rating table; null before any game counts. */
  readonly table: () => RatingTable | null;
}

/** An empty tally of a game between these players; `agents` are those that play under the names, for the table. */
export const createGameTally = (names: readonly string[], agents: readonly string[] = names): GameTally => {
  const tally = createTally();
  const added = new Set<number>();
  const agentOf = (name: string): string => agents[names.indexOf(name)] ?? name;
  let fit: Strengths | undefined;
  let rated: RatingTable | null | undefined;
  return {
    add: ({ pair, points, matches }) => {
      if (points === null || added.has(pair)) return;
      added.add(pair);
      for (const match of matches) tally.add(underNames(match, names));
      fit = undefined;
      rated = undefined;
    },
    strengths: () => {
      const [pool] = fit === undefined ? tally.pools() : [];
      return (fit ??= pool === undefined ? unknown : fitOf(pool, names));
    },
    table: () => {
      if (rated !== undefined) return rated;
      const [pool] = tally.pools();
      return (rated = pool === undefined ? null : poolTable(pool, { agentOf }));
    },
  };
};
