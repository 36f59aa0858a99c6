import type { PoolCounts } from './pool-counts.ts';
import { caseOf, centre, type RatingOptions } from './rating-case.ts';
import type { Estimate } from './scale.ts';
import { solvePool } from './solution.ts';

/** The ratings of a pool's table and nothing beside them, by agent. */
export const plainRatings = (
  pool: PoolCounts,
  options: RatingOptions = {},
): ReadonlyMap<string, Estimate> => {
  const { counts, assumptions, evidence, reference } = caseOf(pool, options);
  const { errors } = solvePool(counts, assumptions, evidence, reference);
  return new Map(
    counts.agents.map((agent, index) => {
      const { rating, se } = errors.rating(index);
      return [agent, { rating: centre + rating, se }];
    }),
  );
};
