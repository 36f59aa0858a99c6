import type { Mode } from './bradley-terry.ts';
import type { Contrast } from './scale.ts';

/** Variances of differences, out of one covariance matrix of all parameters. */
export interface Spread {
  /** An agent's strength less the mean of the reference group; less 0 where that is empty. */
  readonly toReference: (agent: number) => Contrast;
  readonly between: (one: number, other: number) => Contrast;
  /** A parameter as it is: the first mover's term. */
  readonly of: (parameter: number) => Contrast;
  readonly tiesVariance: number;
}

/** Reads a covariance matrix, row-major over the mode's parameters. */
export const createSpread = (
  { x, layout }: Pick<Mode, 'x' | 'layout'>,
  covariance: Float64Array,
  reference: readonly number[],
): Spread => {
  const { order, ties } = layout;
  const at = (row: number, column: number): number => covariance[row * order + column]!;
  // Covariance of every parameter with the reference group's mean, and that mean's own variance.
  const withMean = new Float64Array(order);
  for (const member of reference)
    for (let row = 0; row < order; row++) withMean[row]! += at(row, member) / reference.length;
  const size = Math.max(1, reference.length);
  const mean = reference.reduce((sum, member) => sum + x[member]!, 0) / size;
  const ofMean = reference.reduce((sum, member) => sum + withMean[member]!, 0) / size;
  const tiesWith = (row: number): number => (ties === undefined ? 0 : at(ties, row));
  return {
    toReference: (agent) => ({
      value: x[agent]! - mean,
      variance: Math.max(0, at(agent, agent) - 2 * withMean[agent]! + ofMean),
      tiesCovariance: tiesWith(agent) - (ties === undefined ? 0 : withMean[ties]!),
    }),
    between: (one, other) => ({
      value: x[one]! - x[other]!,
      variance: Math.max(0, at(one, one) + at(other, other) - 2 * at(one, other)),
      tiesCovariance: tiesWith(one) - tiesWith(other),
    }),
    of: (parameter) => ({
      value: x[parameter]!,
      variance: at(parameter, parameter),
      tiesCovariance: tiesWith(parameter),
    }),
    tiesVariance: ties === undefined ? 0 : at(ties, ties),
  };
};
