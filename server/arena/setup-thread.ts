import { Worker } from 'node:worker_threads';
import { createSetupError, createThreadError } from './setup-error.ts';
import { setUpHere, type SetUp } from './set-up.ts';
import type { SetupAnswer, SetupRequest } from './setup-worker.ts';

/** A thread that finds the starts of games whose rules take long for it. */
export interface SetupThread {
  readonly setUp: SetUp;
  /** Rejects what waits, and ends the thread. */
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (state: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Games of the registry that are slow to set up get their starts from a thread of its own, one after the other; others
 * at once. The thread begins with the first of them.
 */
export const createSetupThread = (): SetupThread => {
  let thread: Worker | undefined;
  // In the order in which they were asked for, which is that of the answers.
  let waiting: Waiting[] = [];

  const start = (): Worker => {
    const worker = new Worker(new URL('./setup-worker.ts', import.meta.url), { name: 'setup' });
    worker.on('message', (answer: SetupAnswer) => {
      const { resolve, reject } = waiting.shift()!;
      if ('state' in answer) resolve(answer.state);
      else reject(createSetupError(answer.problem));
      if (waiting.length === 0) worker.unref();
    });
    worker.on('error', (cause) => end(createThreadError('the thread that sets up matches failed', cause)));
    return worker;
  };
  /** The next one who asks begins another thread. */
  const end = (error: Error): void => {
    thread = undefined;
    const left = waiting;
    waiting = [];
    for (const { reject } of left) reject(error);
  };
  return {
    setUp: (game, config, seed) => {
      if (game.isSetupSlow !== true) return setUpHere(game, config, seed);
      thread ??= start();
      // Somebody waits for the start, so the process must live until it comes.
      thread.ref();
      thread.postMessage({ game: game.id, config, seed } satisfies SetupRequest);
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
    },
    close: async () => {
      const ending = thread;
      end(createThreadError('the arena is closed'));
      await ending?.terminate();
    },
  };
};
