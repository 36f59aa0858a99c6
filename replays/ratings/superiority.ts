import type { Errors } from './errors.ts';
import { normalCdf, normalQuantile } from './normal.ts';

/** A place among all agents and the places that 95 % intervals of the differences leave open; 1 is best. */
export interface RankInterval {
  readonly rank: number;
  readonly rankLow: number;
  readonly rankHigh: number;
}

/** Ratings nearer than this, in Elo, are equal: rounding alone may tell them apart. */
const equalElo = 1e-6;

/** The chance that `one` is stronger than `other`, given the games. */
export const superiorityOf = (errors: Errors, one: number, other: number): number => {
  const { rating, se } = errors.difference(one, other);
  if (se === 0) return rating > 0 ? 1 : rating < 0 ? 0 : 0.5;
  return normalCdf(rating / se);
};

/** Ranks of all agents; equals share one. An agent is surely better where the 95 % interval of the difference is. */
export const rankIntervals = (errors: Errors, agents: number): readonly RankInterval[] =>
  Array.from({ length: agents }, (_, own) => {
    let [above, surelyAbove, surelyBelow] = [0, 0, 0];
    for (let other = 0; other < agents; other++) {
      if (other === own) continue;
      const { rating, se } = errors.difference(other, own);
      if (rating > equalElo) above += 1;
      if (rating - normalQuantile * se > 0) surelyAbove += 1;
      if (rating + normalQuantile * se < 0) surelyBelow += 1;
    }
    return { rank: 1 + above, rankLow: 1 + surelyAbove, rankHigh: agents - surelyBelow };
  });
