import type { Fit } from './bradley-terry.ts';
import { eloPerNat, scoreSlope } from './davidson.ts';
import type { Cell } from './pool-counts.ts';
import { cellSlopes } from './posterior.ts';

/** The opponent whose games move an agent's rating most. */
export interface Influence {
  /** Index of the opponent. */
  readonly opponent: number;
  /** What the rating would change, in score-Elo, without the games against it. */
  readonly change: number;
  /** The change is larger than the rating's standard error. */
  readonly isFlagged: boolean;
}

/**
 * For each agent the most influential opponent; undefined without opponents. Leaving out the games of a pair takes
 * their score u from the gradient, and one Newton step then moves the mode by −H⁻¹·u (DFBETA; Belsley, Kuh and
 * Welsch 1980).
 */
export const influencesOf = (
  fit: Fit,
  cells: readonly Cell[],
  seOf: (agent: number) => number,
): readonly (Influence | undefined)[] => {
  const { layout, order, covariance, x } = fit;
  const elo = eloPerNat * scoreSlope(fit.nu);
  const changes = Array.from({ length: layout.agents }, () => new Map<number, number>());
  const note = (agent: number, opponent: number, change: number): void => {
    changes[agent]!.set(opponent, (changes[agent]!.get(opponent) ?? 0) + change);
  };
  for (const cell of cells) {
    const { byS, byTies } = cellSlopes(cell, x, layout);
    for (const [agent, opponent] of [
      [cell.first, cell.second],
      [cell.second, cell.first],
    ] as const) {
      const row = agent * order;
      const s =
        covariance[row + cell.first]! -
        covariance[row + cell.second]! +
        (layout.gamma === undefined ? 0 : covariance[row + layout.gamma]!);
      const ties = layout.ties === undefined ? 0 : covariance[row + layout.ties]! * byTies;
      note(agent, opponent, -elo * (s * byS + ties));
    }
  }
  return changes.map((byOpponent, agent) => {
    let most: Influence | undefined;
    for (const [opponent, change] of byOpponent) {
      if (most !== undefined && Math.abs(change) <= Math.abs(most.change)) continue;
      // An only opponent is all the evidence there is, so that nothing stands out.
      most = { opponent, change, isFlagged: byOpponent.size > 1 && Math.abs(change) > seOf(agent) };
    }
    return most;
  });
};
