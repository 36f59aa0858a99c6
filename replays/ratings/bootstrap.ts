import { labelledRng } from '../../games/rng.ts';
import { fit } from './bradley-terry.ts';
import { scoreSlope, eloPerNat } from './davidson.ts';
import type { Cell, PoolCounts } from './pool-counts.ts';
import { caseOf, centre, type RatingOptions } from './rating-case.ts';
import { draw, forfeitLoss, forfeitWin, loss, results, win } from './result.ts';
import { denseAgentsMax } from './solution.ts';

/** One agent's errors by resampling: an audit of the published ones, which come from a formula. */
export interface AuditedPlayer {
  readonly name: string;
  readonly se: number;
  /** Between these lie 95 % of the refitted ratings. */
  readonly low: number;
  readonly high: number;
}

const replicationsDefault = 200;
/** From this mean on a Poisson number is drawn from its normal limit. */
const normalFrom = 50;
const auditSeed = '0'.repeat(32);

type Draw = (mean: number) => number;

const createPoisson = (): Draw => {
  const rng = labelledRng(auditSeed, 'bootstrap');
  const uniform = (): number => (rng.int(2 ** 32) + 0.5) / 2 ** 32;
  return (mean) => {
    if (mean >= normalFrom) {
      const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
    }
    const floor = Math.exp(-mean);
    let [number, product] = [0, uniform()];
    for (; product > floor; number++) product *= uniform();
    return number;
  };
};

type Sum = 'wins' | 'draws' | 'losses';
const sums: readonly Sum[] = ['wins', 'draws', 'losses'];

const sumOf = (result: number): Sum => {
  if (result === win || result === forfeitWin) return 'wins';
  return result === draw ? 'draws' : result === loss || result === forfeitLoss ? 'losses' : 'draws';
};

/** The cells without the games that are in clusters. */
const lonely = ({ counts, clusters }: PoolCounts): readonly Cell[] => {
  const cells = counts.cells.map((cell) => ({ ...cell }));
  for (const { codes, times } of clusters)
    for (const code of codes)
      cells[Math.floor(code / results.length)]![sumOf(code % results.length)] -= times;
  return cells;
};

/** Every game, or cluster of games, a Poisson number of times. */
const resample = (pool: PoolCounts, singles: readonly Cell[], poisson: Draw): readonly Cell[] => {
  const cells = singles.map((cell) => {
    const drawn = { ...cell };
    for (const sum of sums) drawn[sum] = cell[sum] === 0 ? 0 : poisson(cell[sum]);
    return drawn;
  });
  for (const { codes, times } of pool.clusters) {
    const drawn = poisson(times);
    for (const code of codes)
      cells[Math.floor(code / results.length)]![sumOf(code % results.length)] += drawn;
  }
  return cells;
};

/**
 * Errors by the Poisson bootstrap over clusters, refitting the pool each time; empty where the agents are too many.
 * The seed is fixed, so that an audit can be repeated.
 */
export const auditErrors = (
  pool: PoolCounts,
  options: RatingOptions = {},
  replications = replicationsDefault,
): readonly AuditedPlayer[] => {
  const { agents } = pool.counts;
  if (agents.length > denseAgentsMax || pool.counts.cells.length === 0) return [];
  const { assumptions, reference } = caseOf(pool, options);
  const poisson = createPoisson();
  const singles = lonely(pool);
  const samples = agents.map(() => new Float64Array(replications));
  for (let at = 0; at < replications; at++) {
    const { theta, nu } = fit({ agents, cells: resample(pool, singles, poisson) }, assumptions);
    const mean = reference.reduce((sum, member) => sum + theta[member]!, 0) / Math.max(1, reference.length);
    const unit = eloPerNat * scoreSlope(nu);
    for (const [agent, sample] of samples.entries()) sample[at] = centre + unit * (theta[agent]! - mean);
  }
  return agents.map((name, agent) => ({ name, ...spreadOf(samples[agent]!) }));
};

const spreadOf = (sample: Float64Array): Omit<AuditedPlayer, 'name'> => {
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  const squares = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sorted = sample.toSorted();
  const at = (share: number): number => sorted[Math.round(share * (sample.length - 1))]!;
  return { se: Math.sqrt(squares / (sample.length - 1)), low: at(0.025), high: at(0.975) };
};
