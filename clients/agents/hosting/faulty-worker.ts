import { parentPort } from 'node:worker_threads';
import type { WorkerAnswer, WorkerJob } from './worker-job.ts';

/** For tests: a worker that does what the bot's name says, and tells which turn it was asked for. */
const answered = new Set<string>();

const answer = (job: WorkerJob): WorkerAnswer => {
  switch (job.bot) {
    case 'crash':
      process.exit(1);
    // falls through: the line above ends the thread
    case 'loop':
      for (;;) answered.add('again');
    case 'throw':
      return { error: 'Error: broken' };
    default:
      return { decision: { action: job.turn.turn } };
  }
};

parentPort?.on('message', (job: WorkerJob) => parentPort?.postMessage(answer(job)));
