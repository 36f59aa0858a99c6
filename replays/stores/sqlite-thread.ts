import { Worker } from 'node:worker_threads';
import type { AppendRefusal } from '../store.ts';
import { createBatchPacker } from './sqlite-batch.ts';
import {
  errorOf,
  type CallName,
  type Calls,
  type Request,
  type Response,
  type ThreadOptions,
} from './sqlite-messages.ts';
import type { Reader } from './sqlite-reader.ts';
import { createStoreError, messageOf } from './store-error.ts';
import type { Commit } from './write-queue.ts';

/** A thread of the store as its owner sees it. */
export interface Thread {
  /** Stores a batch; the batch before must have been answered. */
  readonly commit: Commit;
  readonly call: <Name extends CallName>(
    name: Name,
    ...parameters: Parameters<Calls[Name]>
  ) => Promise<ReturnType<Calls[Name]>>;
  /** Closes the database and ends the thread, after what was asked before. */
  readonly close: () => Promise<void>;
}

/** The thread that reads: it stores nothing. */
export interface ReadingThread extends Pick<Thread, 'close'> {
  readonly call: <Name extends keyof Reader>(
    name: Name,
    ...parameters: Parameters<Reader[Name]>
  ) => Promise<ReturnType<Reader[Name]>>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Names for the system's list of threads, which has 15 letters for each. */
const threadNames = { writer: 'store', reader: 'store-reader' } as const;

/** Starts a thread; rejects when the database cannot be opened. */
export const startThread = (options: ThreadOptions): Promise<Thread> => {
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), {
    workerData: options,
    name: threadNames[options.role],
  });
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (response: Response) => {
      worker.off('error', reject);
      if (response.kind === 'opened') resolve(createThread(worker, exited));
      else if (response.kind === 'refused') void exited.then(() => reject(errorOf(response.error)));
    });
  });
};

const createThread = (worker: Worker, exited: Promise<void>): Thread => {
  const calls = createCallList();
  const pack = createBatchPacker();
  let batch: { readonly size: number; readonly answer: Parameters<Commit>[1] } | undefined;
  let end: Error | undefined;

  const post = (request: Request, transfer: readonly ArrayBuffer[] = []): void =>
    worker.postMessage(request, transfer);
  const answerBatch = (refusals: readonly (AppendRefusal | undefined)[]): void => {
    const { answer } = batch!;
    batch = undefined;
    answer(refusals);
  };
  // Everybody who waits is told, once; nothing hangs on a thread that is gone.
  const stop = (error: Error): void => {
    end ??= error;
    calls.rejectAll(end);
    if (batch !== undefined) answerBatch(failAll(batch.size, end));
  };
  worker.on('error', (cause) =>
    stop(createStoreError('store-failed', `the store's thread failed: ${messageOf(cause)}`, { cause })),
  );
  worker.on('exit', () => stop(createStoreError('store-failed', 'the store is closed')));
  worker.on('message', (response: Response) => {
    if (response.kind === 'written') answerBatch(unpackRefusals(batch!.size, response.refusals));
    else if (response.kind === 'answer') calls.take(response.id).resolve(response.value);
    else if (response.kind === 'error') calls.take(response.id).reject(errorOf(response.error));
  });
  return {
    commit: (writes, answer) => {
      if (end !== undefined) {
        const refusals = failAll(writes.length, end);
        queueMicrotask(() => answer(refusals));
        return;
      }
      batch = { size: writes.length, answer };
      const packed = pack(writes);
      post({ kind: 'write', batch: packed }, [packed.counts.buffer]);
    },
    call: (name, ...parameters) => {
      if (end !== undefined) return Promise.reject(end);
      return calls.add((id) => post({ kind: 'call', id, name, parameters }));
    },
    close: () => {
      if (end === undefined) post({ kind: 'close' });
      return exited;
    },
  };
};

/** Calls that wait for their answers, by number. */
const createCallList = () => {
  const waiting = new Map<number, Waiting>();
  let count = 0;
  const take = (id: number): Waiting => {
    const caller = waiting.get(id)!;
    waiting.delete(id);
    return caller;
  };
  return {
    take,
    add: <T>(post: (id: number) => void): Promise<T> =>
      new Promise((resolve, reject) => {
        const id = ++count;
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        post(id);
      }),
    rejectAll: (error: Error): void => {
      for (const id of waiting.keys()) take(id).reject(error);
    },
  };
};

const unpackRefusals = (
  size: number,
  refusals: readonly (readonly [number, AppendRefusal])[],
): (AppendRefusal | undefined)[] => {
  const byPlace = Array.from<AppendRefusal | undefined>({ length: size });
  for (const [at, refusal] of refusals) byPlace[at] = refusal;
  return byPlace;
};

const failAll = (count: number, error: Error): AppendRefusal[] =>
  Array.from({ length: count }, () => ({ kind: 'failed', message: error.message }));
