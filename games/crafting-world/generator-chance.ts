import type { Rng } from '../rng.ts';

/** Streams of chance under a common prefix, since a stream of a stream would forget the first one's labels. */
export type Chance = (...labels: readonly (string | number)[]) => Rng;

export const chanceOf =
  (rng: Rng, ...prefix: readonly (string | number)[]): Chance =>
  (...labels) =>
    rng.stream(...prefix, ...labels);
