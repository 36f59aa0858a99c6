import { Worker } from 'node:worker_threads';
import type { LedgerRow } from '../../replays/ledger.ts';
import type { Store } from '../../replays/store.ts';
import { createDesk, type Question } from './desk.ts';
import type { RatingsRequest, RatingsResponse, RatingsThreadOptions } from './ratings-thread.ts';
import { createFollower, createRowsSource } from './source.ts';

/** Whoever rates the matches of an arena. */
export interface Ratings {
  /** The text of a body; undefined where pool or agent is unknown. */
  readonly ask: (question: Question) => Promise<string | undefined>;
  /** Tells that a match is over, so that the next answer need not catch up with many. */
  readonly matchEnded: () => void;
  readonly close: () => Promise<void>;
}

/** Ratings of a store that only this process can read, such as one in memory. They are computed where they are asked for. */
export const createLocalRatings = (store: Pick<Store, 'ledger'>): Ratings => {
  const rows: LedgerRow[] = [];
  const desk = createDesk(createRowsSource(rows));
  const follow = createFollower(
    { last: () => rows.length, add: (more) => void rows.push(...more) },
    store.ledger,
  );
  return {
    ask: async (question) => {
      await follow();
      return desk(question);
    },
    matchEnded: () => {},
    close: async () => {},
  };
};

interface Waiting {
  readonly resolve: (text: string | undefined) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

const startThread = (options: RatingsThreadOptions): Thread => {
  const worker = new Worker(new URL('./ratings-thread.ts', import.meta.url), { workerData: options });
  const waiting = new Map<number, Waiting>();
  const stop = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.unref();
  worker.on('error', stop);
  worker.on('exit', () => stop(new Error('the thread of the ratings has ended')));
  worker.on('message', (response: RatingsResponse) => {
    const one = waiting.get(response.id);
    waiting.delete(response.id);
    if ('error' in response) one?.reject(new Error(response.error));
    else one?.resolve(response.text);
  });
  return { worker, waiting };
};

/**
 * Ratings of a database, computed in a thread of their own, which starts with the first question: the ledger is read
 * there too, as it stands when a question comes.
 */
export const createRatings = (ledger: RatingsThreadOptions): Ratings => {
  let thread: Thread | undefined;
  let count = 0;
  let isCatchingUp = false;
  const ask = (question: Question): Promise<string | undefined> => {
    if (thread === undefined) {
      const started = startThread(ledger);
      started.worker.once('exit', () => {
        if (thread === started) thread = undefined;
      });
      thread = started;
    }
    const { worker, waiting } = thread;
    return new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      worker.postMessage({ id: count, question } satisfies RatingsRequest);
    });
  };
  return {
    ask,
    matchEnded: () => {
      if (thread === undefined || isCatchingUp) return;
      isCatchingUp = true;
      const done = (): void => {
        isCatchingUp = false;
      };
      ask({ kind: 'catch-up' }).then(done, done);
    },
    close: async () => {
      await thread?.worker.terminate();
    },
  };
};
