import type { TimeSource } from '../../server/match/arena-clock.ts';
import type { Cancel } from '../../server/match/ports.ts';

interface Scheduled {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
  cancelled: boolean;
}

/** Simulated time: a queue of events that the history runs one by one. */
export interface SimulatedTime extends TimeSource {
  /** The wall time of a clock that is `offsetMs` ahead. */
  instant(offsetMs?: number): string;
  /** Runs the next event; false when there is none. */
  runNext(): boolean;
  schedule(ms: number, run: () => void): Cancel;
  /** Sets the clock on the wall forward or back; nothing becomes due by it. */
  setWall(byMs: number): void;
}

const isBefore = (a: Scheduled, b: Scheduled): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap of events, earliest first, equal times in the order in which they were scheduled. */
const createHeap = (): { push: (item: Scheduled) => void; pop: () => Scheduled | undefined } => {
  const items: Scheduled[] = [];
  const swap = (a: number, b: number): void => {
    [items[a], items[b]] = [items[b]!, items[a]!];
  };
  const sink = (): void => {
    for (let at = 0; ;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < items.length && isBefore(items[child]!, items[least]!)) least = child;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  return {
    push: (item) => {
      items.push(item);
      for (let at = items.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!isBefore(items[at]!, items[parent]!)) return;
        swap(at, parent);
        at = parent;
      }
    },
    pop: () => {
      const first = items[0];
      const last = items.pop();
      if (first !== undefined && last !== undefined && items.length > 0) {
        items[0] = last;
        sink();
      }
      return first;
    },
  };
};

const epoch = Date.UTC(2026, 0, 1);

/** Time that starts at 0 and moves only when events are run. */
export const createSimulatedTime = (): SimulatedTime => {
  let now = 0;
  let wallMs = epoch;
  let order = 0;
  const heap = createHeap();
  const schedule = (ms: number, run: () => void): Cancel => {
    const item = { at: now + ms, order: order++, run, cancelled: false };
    heap.push(item);
    return () => {
      item.cancelled = true;
    };
  };
  return {
    monotonicMs: () => now,
    instant: (offsetMs = 0) => new Date(wallMs + Math.floor(now + offsetMs)).toISOString(),
    setWall: (byMs) => {
      wallMs += byMs;
    },
    timeout: schedule,
    afterPoll: (run) => void schedule(0, run),
    schedule,
    runNext: () => {
      for (;;) {
        const item = heap.pop();
        if (item === undefined) return false;
        if (item.cancelled) continue;
        now = item.at;
        item.run();
        return true;
      }
    },
  };
};
