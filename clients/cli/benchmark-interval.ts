import { labelledRng } from '../../games/rng.ts';

/** A mean or a rate, with its 95 % interval; null where the tasks tell nothing of others: one alone, or all alike. */
export interface Estimate {
  readonly mean: number;
  readonly interval: readonly [low: number, high: number] | null;
}

const replications = 1000;
const bootstrapSeed = '0'.repeat(32);
const tail = 0.025;

/** Sorted first, so that the sum has the same bits whatever order the values came in. */
export const meanOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b).reduce((sum, value) => sum + value, 0) / values.length;

const resampledMeans = (values: readonly number[]): readonly number[] => {
  const rng = labelledRng(bootstrapSeed, 'benchmark-bootstrap');
  return Array.from({ length: replications }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < values.length; drawn++) sum += values[rng.int(values.length)]!;
    return sum / values.length;
  }).sort((a, b) => a - b);
};

/**
 * The mean of independent values with the percentile interval of the bootstrap (Efron 1979). Its seed is fixed, so equal
 * values have equal intervals. Values that are all alike have none, since to draw from them again shows no spread, which
 * is not to say that there is none. Undefined without values.
 */
export const bootstrapMean = (values: readonly number[]): Estimate | undefined => {
  if (values.length === 0) return undefined;
  const mean = meanOf(values);
  if (values.every((value) => value === values[0])) return { mean, interval: null };
  const means = resampledMeans(values.toSorted((a, b) => a - b));
  const at = (share: number): number => means[Math.round(share * (replications - 1))]!;
  return { mean, interval: [at(tail), at(1 - tail)] };
};
