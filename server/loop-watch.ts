import type { TimeSource } from './match/arena-clock.ts';
import type { Cancel } from './match/ports.ts';

const tickMs = 250;
/** Each tick weighs as much as all before it, so that one long pause is forgotten within a second or two. */
const weight = 0.5;

/** How late the event loop is. */
export interface LoopWatch {
  /** The lateness of its timers in milliseconds, over the last second or so; one that hangs now counts as well. */
  lagMs(): number;
  stop: Cancel;
}

export const createLoopWatch = (time: Pick<TimeSource, 'monotonicMs' | 'timeout'>): LoopWatch => {
  let dueMs = time.monotonicMs() + tickMs;
  let averageMs = 0;
  const lateMs = (): number => Math.max(0, time.monotonicMs() - dueMs);
  const tick = (): void => {
    averageMs = weight * lateMs() + (1 - weight) * averageMs;
    dueMs = time.monotonicMs() + tickMs;
    cancel = time.timeout(tickMs, tick);
  };
  let cancel = time.timeout(tickMs, tick);
  return { lagMs: () => Math.max(averageMs, weight * lateMs()), stop: () => cancel() };
};
