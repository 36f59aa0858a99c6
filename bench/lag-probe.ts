import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';
import { answerParent } from './child.ts';

/** How late the event loop was, in milliseconds, since the last question. */
export interface Lag {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const resolutionMs = 1;
const nanosPerMs = 1e6;

// Loaded before a program by `--import`, which its worker threads do as well.
if (isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  const lateMs = (nanos: number): number => Math.max(0, nanos / nanosPerMs - resolutionMs);
  answerParent({
    lag: (): Lag => {
      const lag = {
        p50Ms: lateMs(delay.percentile(50)),
        p99Ms: lateMs(delay.percentile(99)),
        maxMs: lateMs(delay.max),
      };
      delay.reset();
      return lag;
    },
  });
}
