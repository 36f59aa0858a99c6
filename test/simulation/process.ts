import type { TimeSource } from '../../server/match/arena-clock.ts';
import type { SimulatedTime } from './time.ts';

/** One life of the server process: when it ends, nothing that it scheduled happens any more. */
export interface ProcessLife {
  readonly source: TimeSource;
  /** Wraps a callback so that it is not run by a process that is dead. */
  readonly whileAlive: <A extends readonly unknown[]>(callback: (...args: A) => void) => (...args: A) => void;
  readonly isAlive: () => boolean;
  /** The process stands still, as by SIGSTOP: what is due meanwhile happens afterwards, in order. */
  freeze(ms: number): void;
  kill(): void;
}

/** How a machine's clocks are wrong: the wall clock by an offset, the monotonic one by its start and its pace. */
export interface Skew {
  readonly offsetMs: number;
  /** Milliseconds that pass for it in one that passes. */
  readonly pace: number;
}

const noSkew: Skew = { offsetMs: 0, pace: 1 };

/** A process over simulated time. */
export const createProcessLife = (time: SimulatedTime, { offsetMs, pace }: Skew = noSkew): ProcessLife => {
  let alive = true;
  let frozenUntil = 0;
  const whileAlive = <A extends readonly unknown[]>(callback: (...args: A) => void) => {
    const run = (...args: A): void => {
      const left = frozenUntil - time.monotonicMs();
      if (left > 0) time.schedule(left, () => run(...args));
      else if (alive) callback(...args);
    };
    return run;
  };
  return {
    source: {
      monotonicMs: () => offsetMs + time.monotonicMs() * pace,
      instant: () => time.instant(offsetMs),
      timeout: (ms, callback) => {
        let isCancelled = false;
        const run = whileAlive(() => void (isCancelled || callback()));
        const cancel = time.timeout(ms / pace, run);
        return () => {
          // It may have been due while the process stood still.
          isCancelled = true;
          cancel();
        };
      },
      afterPoll: (callback) => time.afterPoll(whileAlive(callback)),
    },
    whileAlive,
    isAlive: () => alive,
    freeze: (ms) => {
      frozenUntil = Math.max(frozenUntil, time.monotonicMs() + ms);
    },
    kill: () => {
      alive = false;
    },
  };
};
