import type { Cancel, Clock } from './ports.ts';

/** What an alarm goes by; its time may stand still for a while, so a timer that fires looks again. */
type AlarmTime = Pick<Clock, 'now' | 'after'>;

/** One timer that follows a moving deadline. */
export interface Alarm {
  /** Rings at `at` of arena time; undefined: not at all. */
  set(at: number | undefined): void;
}

/**
 * An alarm that is moved to a later time at no cost: the timer that runs already looks again when it fires.
 * A match moves its deadline with every move, and a timer for each would be the larger part of a fast game.
 */
export const createAlarm = (clock: AlarmTime, ring: () => void): Alarm => {
  let due: number | undefined;
  let armedFor = Number.POSITIVE_INFINITY;
  let cancel: Cancel = () => {};
  const arm = (at: number): void => {
    cancel();
    armedFor = at;
    cancel = clock.after(Math.max(0, at - clock.now()), () => {
      armedFor = Number.POSITIVE_INFINITY;
      if (due === undefined) return;
      if (due > clock.now()) arm(due);
      else {
        due = undefined;
        ring();
      }
    });
  };
  return {
    set: (at) => {
      due = at;
      if (at === undefined) {
        // A timer that nobody needs would keep a finished match in memory until it fires.
        cancel();
        armedFor = Number.POSITIVE_INFINITY;
      } else if (at < armedFor) arm(at);
    },
  };
};
