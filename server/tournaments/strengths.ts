import type { CountableRow } from '../../replays/ratings/counts.ts';
import { createTally } from '../../replays/ratings/counts.ts';
import { outcomesAt } from '../../replays/ratings/davidson.ts';
import { caseOf } from '../../replays/ratings/rating-case.ts';
import { solvePool } from '../../replays/ratings/solution.ts';
import { superiorityOf } from '../../replays/ratings/superiority.ts';
import type { PairResult } from './pair-result.ts';

/** A row with its players under the names of the tournament, under which one agent may play twice. */
export const underNames = (
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

/** Fits the results of one game. Equal results give equal bits, in whatever order they came. */
export const strengthsOf = (results: readonly PairResult[], names: readonly string[]): Strengths => {
  const tally = createTally();
  for (const result of results)
    if (result.points !== null) for (const match of result.matches) tally.add(underNames(match, names));
  const [pool] = tally.pools();
  if (pool === undefined) return unknown;
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
