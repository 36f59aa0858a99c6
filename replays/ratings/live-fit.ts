import { fit, largest, modeAt, stepMax, type Mode } from './bradley-terry.ts';
import { factorise, type Cholesky } from './cholesky.ts';
import type { Cell, Counts } from './pool-counts.ts';
import { posteriorOf, type Assumptions, type Posterior } from './posterior.ts';

/** What a game came to for its first mover, as cells count it. */
export type CellResult = 'wins' | 'draws' | 'losses';

/** A mode that follows the games as they come. Its last digits depend on their order: for answers marked live only. */
export interface LiveFit {
  readonly mode: () => Mode;
  /** Adds one game between two agents by their indices and answers the new mode. */
  readonly add: (first: number, second: number, result: CellResult) => Mode;
}

/** One game changes the curvature so little that the old factor still points to the mode in a few steps. */
const chordStepsMax = 12;

const noGames = { wins: 0, draws: 0, losses: 0 };

/** Starts from a cold fit. `model` must allow for every result to come: under `bradley-terry` a draw is two halves. */
export const createLiveFit = (counts: Counts, assumptions: Assumptions): LiveFit => {
  const cells: Cell[] = [...counts.cells];
  const places = new Map(cells.map(({ first, second }, at) => [first * counts.agents.length + second, at]));
  const posterior = posteriorOf({ agents: counts.agents, cells }, assumptions);
  const { layout } = posterior;
  let mode: Mode = fit(counts, assumptions);
  let factor = factorAt(posterior, mode.x);

  const follow = (): Mode => {
    let { x } = mode;
    for (let steps = 1; steps <= chordStepsMax; steps++) {
      const step = factor.solve(posterior.gradientAt(x));
      x = x.map((value, at) => value + step[at]!);
      if (largest(step) < stepMax) return modeAt(x, layout, steps, true);
    }
    const cold = fit({ agents: counts.agents, cells }, assumptions);
    factor = factorAt(posterior, cold.x);
    return cold;
  };
  return {
    mode: () => mode,
    add: (first, second, result) => {
      const key = first * counts.agents.length + second;
      const at = places.get(key) ?? cells.length;
      const before = cells[at] ?? { first, second, ...noGames };
      places.set(key, at);
      cells[at] = { ...before, [result]: before[result] + 1 };
      mode = follow();
      return mode;
    },
  };
};

const factorAt = (posterior: Posterior, x: Float64Array): Cholesky => {
  const factor = factorise(posterior.at(x).information, posterior.layout.order);
  if (factor === undefined) throw new RangeError('a mode without curvature');
  return factor;
};
