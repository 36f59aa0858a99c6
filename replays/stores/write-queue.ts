import type { AppendDone, AppendRefusal } from '../store.ts';
import type { Write } from './write.ts';

/** One batch holds no more, so that the first of many writes does not wait for the last. */
const batchWritesMax = 1024;

/** Stores a batch and answers later, one answer a write, in order. */
export type Commit = (
  writes: readonly Write[],
  answer: (refusals: readonly (AppendRefusal | undefined)[]) => void,
) => void;

/** Collects the writes of all matches into batches, one batch under way at a time. */
export interface WriteQueue {
  readonly put: (write: Write, done: AppendDone) => void;
  /** Resolves once everything that was put is answered. */
  readonly drain: () => Promise<void>;
}

interface Pending {
  readonly write: Write;
  readonly done: AppendDone;
}

/**
 * `flushMs` is how long the first write waits for company when nothing is under way; `onCommit` is told how long each
 * commit took, in milliseconds.
 */
export const createWriteQueue = (
  commit: Commit,
  flushMs: number,
  onCommit: (ms: number) => void = () => {},
): WriteQueue => {
  let waiting: Pending[] = [];
  let isUnderWay = false;
  let timer: NodeJS.Timeout | undefined;
  let drained: (() => void)[] = [];

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting.splice(0, batchWritesMax);
    isUnderWay = true;
    const since = performance.now();
    commit(
      batch.map((pending) => pending.write),
      (refusals) => {
        isUnderWay = false;
        onCommit(performance.now() - since);
        // Before the callbacks, so that the next commit runs while they do.
        if (waiting.length > 0) flush();
        for (let at = 0; at < batch.length; at++) settle(batch[at]!.done, refusals[at]);
        if (!isUnderWay && waiting.length === 0) release();
      },
    );
  };
  const release = (): void => {
    const listeners = drained;
    drained = [];
    for (const listener of listeners) listener();
  };
  return {
    put: (write, done) => {
      waiting.push({ write, done });
      if (!isUnderWay) timer ??= setTimeout(flush, flushMs);
    },
    drain: () => {
      if (!isUnderWay && waiting.length === 0) return Promise.resolve();
      if (!isUnderWay) flush();
      return new Promise((resolve) => drained.push(resolve));
    },
  };
};

/** A callback that throws must not keep the others from their answers; its error surfaces on its own. */
const settle = (done: AppendDone, refusal: AppendRefusal | undefined): void => {
  try {
    done(refusal);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
};
