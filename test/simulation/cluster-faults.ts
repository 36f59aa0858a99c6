import type { Rng } from '../../games/rng.ts';
import { drawFaults, type Faults } from './faults.ts';

/** How rough one history of several processes is, besides what befalls each of them by itself. */
export interface ClusterFaults extends Faults {
  /** Processes that are asked to stop, and hand their matches over. */
  readonly leaves: number;
  /** Cuts between one process and the store. */
  readonly cuts: number;
  readonly cutMsMax: number;
  /** Restarts of the store: nobody reaches it meanwhile. */
  readonly outages: number;
  readonly outageMsMax: number;
  /** A question to the store that is no commit fails, or its answer is lost. */
  readonly questionFailsPercent: number;
  /** What lobbies tell each other is lost on the way to one of them. */
  readonly newsLostPercent: number;
  /** Cuts of one process from the lobbies of the others. */
  readonly newsCuts: number;
  /** How far wall clocks are apart. */
  readonly skewMsMax: number;
  /** By how many thousandths clocks run fast or slow. */
  readonly paceMax: number;
}

/** By how many thousandths a clock may run fast or slow. */
export const fastestPaceMax = 50;

const chosen = (rng: Rng, most: number): number => (rng.int(2) === 0 ? 0 : rng.int(most + 1));

export const drawClusterFaults = (rng: Rng): ClusterFaults => ({
  ...drawFaults(rng),
  leaves: chosen(rng, 3),
  cuts: chosen(rng, 3),
  cutMsMax: rng.pick([1_000, 5_000, 20_000]),
  outages: chosen(rng, 2),
  outageMsMax: rng.pick([500, 4_000, 12_000]),
  questionFailsPercent: chosen(rng, 10),
  newsLostPercent: chosen(rng, 20),
  newsCuts: chosen(rng, 3),
  skewMsMax: rng.pick([0, 1_000, 3_600_000]),
  paceMax: rng.pick([0, 1, fastestPaceMax]),
});
