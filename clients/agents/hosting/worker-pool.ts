import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { BotDecision } from '../bots/bot.ts';
import { PlayerFailure } from '../player-failure.ts';
import { type After, platformTimer } from '../timer.ts';
import type { WorkerAnswer, WorkerJob } from './worker-job.ts';

export interface WorkerPoolOptions {
  /** Threads; one fewer than the machine has cores by default, and at least one. */
  readonly size?: number;
  /** The longest a decision may take before its thread is ended. */
  readonly decisionMsMax?: number;
  readonly after?: After;
  /** The worker's main file. */
  readonly entry?: URL;
}

/** Threads that decide for any number of seats, one decision at a time each. */
export interface WorkerPool {
  /** Rejects with a `PlayerFailure`, or with the signal's reason when the turn is over before its start. */
  decide(job: WorkerJob, signal: AbortSignal): Promise<BotDecision>;
  close(): Promise<void>;
}

const decisionMsDefault = 120_000;

/** Threads that one decision may bring down before it is taken to be the cause. */
const crashesMax = 2;

interface Task {
  readonly job: WorkerJob;
  readonly resolve: (decision: BotDecision) => void;
  readonly reject: (error: unknown) => void;
  crashes: number;
}

interface Thread {
  readonly worker: Worker;
  task: Task | undefined;
  cancelLimit: () => void;
  cause: unknown;
}

interface Pool {
  readonly size: number;
  readonly decisionMsMax: number;
  readonly after: After;
  readonly entry: URL;
  readonly threads: Set<Thread>;
  readonly queue: Task[];
  isClosed: boolean;
}

/** Takes the task from its thread, which is then free. */
const release = (thread: Thread): Task | undefined => {
  const { task } = thread;
  thread.cancelLimit();
  thread.task = undefined;
  // An idle thread must not keep the process alive.
  thread.worker.unref();
  return task;
};

const settle = (task: Task | undefined, answer: WorkerAnswer): void => {
  if ('decision' in answer) task?.resolve(answer.decision);
  else
    task?.reject(
      new PlayerFailure('player-threw', `${task.job.bot} threw an error.`, { cause: answer.error }),
    );
};

const bury = (pool: Pool, thread: Thread): void => {
  pool.threads.delete(thread);
  const task = release(thread);
  if (task !== undefined) {
    task.crashes += 1;
    if (task.crashes < crashesMax && !pool.isClosed) pool.queue.unshift(task);
    else {
      const { bot } = task.job;
      task.reject(
        new PlayerFailure('worker-crashed', `${bot} brought its thread down.`, { cause: thread.cause }),
      );
    }
  }
  work(pool);
};

const startThread = (pool: Pool): Thread => {
  const worker = new Worker(pool.entry);
  const thread: Thread = { worker, task: undefined, cancelLimit: () => {}, cause: undefined };
  pool.threads.add(thread);
  worker.on('message', (answer: WorkerAnswer) => {
    settle(release(thread), answer);
    work(pool);
  });
  worker.on('error', (cause) => {
    thread.cause = cause;
  });
  worker.on('exit', () => bury(pool, thread));
  return thread;
};

const assign = (pool: Pool, thread: Thread, task: Task): void => {
  thread.task = task;
  thread.worker.ref();
  thread.worker.postMessage(task.job);
  thread.cancelLimit = pool.after(pool.decisionMsMax, () => {
    pool.threads.delete(thread);
    const { bot } = task.job;
    release(thread)?.reject(
      new PlayerFailure('player-stuck', `${bot} did not decide in ${pool.decisionMsMax} ms.`),
    );
    void thread.worker.terminate();
  });
};

/** Hands queued tasks to idle threads, and starts threads while there are more tasks and fewer than `size`. */
const work = (pool: Pool): void => {
  while (pool.queue.length > 0 && !pool.isClosed) {
    const idle = [...pool.threads].find(({ task }) => task === undefined);
    const thread = idle ?? (pool.threads.size < pool.size ? startThread(pool) : undefined);
    if (thread === undefined) return;
    assign(pool, thread, pool.queue.shift()!);
  }
};

/** A pool of worker threads. They are started when there is work, and again after a crash. */
export const createWorkerPool = (options: WorkerPoolOptions = {}): WorkerPool => {
  const pool: Pool = {
    size: options.size ?? Math.max(1, availableParallelism() - 1),
    decisionMsMax: options.decisionMsMax ?? decisionMsDefault,
    after: options.after ?? platformTimer,
    entry: options.entry ?? new URL('bot-worker.ts', import.meta.url),
    threads: new Set(),
    queue: [],
    isClosed: false,
  };
  return {
    decide: (job, signal) =>
      new Promise((resolve, reject) => {
        if (pool.isClosed) return reject(new Error('the pool is closed'));
        const task: Task = { job, resolve, reject, crashes: 0 };
        pool.queue.push(task);
        signal.addEventListener('abort', () => {
          const at = pool.queue.indexOf(task);
          if (at >= 0) pool.queue.splice(at, 1);
          reject(signal.reason);
        });
        work(pool);
      }),
    close: async () => {
      pool.isClosed = true;
      for (const task of pool.queue.splice(0)) task.reject(new Error('the pool is closed'));
      await Promise.all([...pool.threads].map(({ worker }) => worker.terminate()));
    },
  };
};
