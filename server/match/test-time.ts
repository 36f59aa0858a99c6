import type { TimeSource } from './arena-clock.ts';

interface Due {
  readonly at: number;
  readonly run: () => void;
}

/** Time for tests: it moves when it is told to. */
export interface TestTime extends TimeSource {
  /** Lets time pass and runs what becomes due, in order. */
  advance(ms: number): void;
  /** Lets time pass while nothing can run, as in a process that stands still. */
  stall(ms: number): void;
  /** Timers that would still fire. */
  pending(): number;
}

const startedAt = Date.UTC(2026, 0, 1);

/** Time that starts at 0. */
export const createTestTime = (): TestTime => {
  let now = 0;
  let dues: Due[] = [];
  const timeout: TestTime['timeout'] = (ms, run) => {
    const due = { at: now + ms, run };
    dues.push(due);
    return () => {
      dues = dues.filter((other) => other !== due);
    };
  };
  const takeNext = (until: number): Due | undefined => {
    let next: Due | undefined;
    for (const due of dues) if (due.at <= until && (next === undefined || due.at < next.at)) next = due;
    dues = dues.filter((due) => due !== next);
    return next;
  };
  return {
    monotonicMs: () => now,
    instant: () => new Date(startedAt + now).toISOString(),
    timeout,
    afterPoll: (run) => void timeout(0, run),
    advance: (ms) => {
      const until = now + ms;
      for (let due = takeNext(until); due !== undefined; due = takeNext(until)) {
        now = Math.max(now, due.at);
        due.run();
      }
      now = until;
    },
    stall: (ms) => {
      now += ms;
    },
    pending: () => dues.length,
  };
};
