import { parentPort } from 'node:worker_threads';
import type { Decide } from '../bots/bot.ts';
import { botByName } from '../bots/registry.ts';
import type { WorkerAnswer, WorkerJob } from './worker-job.ts';

/** The main file of a worker thread: decides one turn a message. */
const deciders = new Map<string, Decide>();

/** Bots with different options that one thread keeps ready; the options are part of addresses that anybody may write. */
const decidersMax = 1000;

const deciderOf = ({ bot, options }: WorkerJob): Decide => {
  const key = JSON.stringify([bot, options]);
  const known = deciders.get(key);
  if (known !== undefined) return known;
  const made = botByName(bot)?.open(options);
  if (made === undefined) throw new Error(`there is no bot ${bot}`);
  if (deciders.size >= decidersMax) deciders.clear();
  deciders.set(key, made);
  return made;
};

const answer = (job: WorkerJob): WorkerAnswer => {
  try {
    return { decision: deciderOf(job)(job.turn, job.seat) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

parentPort?.on('message', (job: WorkerJob) => parentPort?.postMessage(answer(job)));
