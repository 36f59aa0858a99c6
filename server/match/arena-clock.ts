import { createBoxedMap } from '../../replays/boxed-map.ts';
import type { Cancel, Clock } from './ports.ts';

/** What the arena's clock is made from: the machine's time, or a simulation's. */
export interface TimeSource {
  readonly monotonicMs: () => number;
  readonly instant: () => string;
  readonly timeout: (ms: number, callback: () => void) => Cancel;
  /** Calls `callback` after the event loop has read what its sockets hold. */
  readonly afterPoll: (callback: () => void) => void;
}

/** What the platform's timers can wait for; beyond it they ring at once. */
const timeoutMsMax = 2 ** 31 - 1;
const tickMs = 100;
/** Arena time runs at most this far past a tick: while the loop is late, nobody's clock runs. */
const tickMsMax = 200;
/** A gap between two ticks over this is a pause of the server and is told to the matches. */
const pauseMsMin = 2000;

/**
 * Arena time. It advances only while the loop ticks, so a busy loop, a stopped process or a suspended machine
 * takes no thinking time from anybody.
 */
export const createArenaClock = (source: TimeSource): Clock & { readonly stop: Cancel } => {
  let tickAt = source.monotonicMs();
  let arenaMs = 0;
  const listeners = createBoxedMap<number, (ms: number) => void>();
  let listenersCount = 0;

  const now = (): number => arenaMs + Math.min(source.monotonicMs() - tickAt, tickMsMax);
  const tick = (): void => {
    const at = source.monotonicMs();
    const gap = at - tickAt;
    arenaMs += Math.min(gap, tickMsMax);
    tickAt = at;
    cancelTick = source.timeout(tickMs, tick);
    if (gap > pauseMsMin) for (const listener of listeners.values()) listener(Math.round(gap - tickMsMax));
  };
  let cancelTick = source.timeout(tickMs, tick);

  const after = (ms: number, callback: () => void): Cancel => {
    const due = now() + ms;
    let cancelled = false;
    let cancelTimeout: Cancel = () => {};
    const wait = (): void => {
      const left = due - now();
      if (left > 0)
        cancelTimeout = source.timeout(Math.min(timeoutMsMax, Math.max(1, Math.ceil(left))), wait);
      else source.afterPoll(() => cancelled || callback());
    };
    wait();
    return () => {
      cancelled = true;
      cancelTimeout();
    };
  };

  return {
    now,
    instant: () => source.instant(),
    after,
    onPause: (listener) => {
      const key = listenersCount++;
      listeners.set(key, listener);
      return () => listeners.delete(key);
    },
    stop: () => cancelTick(),
  };
};

/** The wall time in text, made once a millisecond: a busy arena asks for it many times in one. */
const createInstant = (): (() => string) => {
  let ms = Number.NaN;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== ms) {
      ms = now;
      text = new Date(now).toISOString();
    }
    return text;
  };
};

/** The machine's time. Its timers keep no process alive by themselves. */
export const systemTime: TimeSource = {
  monotonicMs: () => performance.now(),
  instant: createInstant(),
  timeout: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
  // One immediate may run in the loop turn that is under way; the second runs after a whole poll phase.
  afterPoll: (callback) => void setImmediate(() => setImmediate(callback)),
};
