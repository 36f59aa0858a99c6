import type { Append, AppendRefusal, LogStore } from '../store.ts';
import { createSampleLog, type SampleLog, type SampleOptions } from './sample-log.ts';

/** Appends and waits for the answer. */
export const append = (store: LogStore, write: Append): Promise<AppendRefusal | undefined> =>
  new Promise((resolve) => store.append(write, resolve));

/** Creates the log's match and waits for the answer. */
export const create = (store: LogStore, log: SampleLog): Promise<AppendRefusal | undefined> =>
  new Promise((resolve) => store.create(log.creation, resolve));

const expectStored = (refusal: AppendRefusal | undefined): void => {
  if (refusal !== undefined) throw new Error(`not stored: ${JSON.stringify(refusal)}`);
};

/** A match whose creation is stored. */
export const createStored = async (
  store: LogStore,
  match: string,
  options: SampleOptions = {},
): Promise<SampleLog> => {
  const log = createSampleLog(match, options);
  expectStored(await create(store, log));
  return log;
};

/** A match that was played to its end. */
export const playStored = async (
  store: LogStore,
  match: string,
  options: SampleOptions = {},
): Promise<SampleLog> => {
  const log = await createStored(store, match, options);
  expectStored(await append(store, log.steps(3)));
  expectStored(await append(store, log.end()));
  return log;
};
