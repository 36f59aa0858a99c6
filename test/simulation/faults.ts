import type { Rng } from '../../games/rng.ts';

/** How rough one history is; every figure is a probability in percent unless it says milliseconds or a count. */
export interface Faults {
  readonly latencyMsMax: number;
  readonly commitMsMax: number;
  /** A socket breaks after a frame. */
  readonly dropPercent: number;
  /** A frame overtakes the one before it. */
  readonly reorderPercent: number;
  /** An agent sends a frame twice. */
  readonly duplicatePercent: number;
  /** A commit fails and nothing is written. */
  readonly commitFailsPercent: number;
  /** A commit is written but its answer says that it failed. */
  readonly commitAnswerLostPercent: number;
  readonly crashes: number;
  readonly freezes: number;
  readonly freezeMsMax: number;
}

const chosen = (rng: Rng, most: number): number => (rng.int(2) === 0 ? 0 : rng.int(most + 1));

/** Draws a roughness: half of the histories have none of a given fault, so that faults are met alone as well. */
export const drawFaults = (rng: Rng): Faults => ({
  latencyMsMax: rng.pick([1, 20, 200]),
  commitMsMax: rng.pick([0, 3, 50]),
  dropPercent: chosen(rng, 15),
  reorderPercent: chosen(rng, 20),
  duplicatePercent: chosen(rng, 30),
  commitFailsPercent: chosen(rng, 20),
  commitAnswerLostPercent: chosen(rng, 20),
  crashes: chosen(rng, 3),
  freezes: chosen(rng, 2),
  freezeMsMax: rng.pick([500, 5_000, 120_000]),
});

/** When the wall clock is set forward or back, and by how much: up to an hour. */
export interface ClockJump {
  readonly atMs: number;
  readonly byMs: number;
}

const clockJumpMsMax = 3_600_000;

/** Drawn by a chance of its own, so that a history with clock jumps is the same one without them. */
export const drawClockJumps = (rng: Rng, untilMs: number): readonly ClockJump[] =>
  Array.from({ length: chosen(rng, 3) }, () => ({
    atMs: rng.int(untilMs),
    byMs: rng.int(2 * clockJumpMsMax + 1) - clockJumpMsMax,
  }));

/** Whether something that has this probability happens now. */
export const happens = (rng: Rng, percent: number): boolean => percent > 0 && rng.int(100) < percent;
