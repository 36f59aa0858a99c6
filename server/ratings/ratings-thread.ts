import { parentPort, workerData } from 'node:worker_threads';
import { createDesk, type Question } from './desk.ts';
import { openSqliteSource } from './sqlite-source.ts';

// The thread of the ratings: a table of many agents takes seconds, which the arena's event loop does not have.

/** What the thread is started with. */
export interface RatingsThreadOptions {
  readonly path: string;
}

export interface RatingsRequest {
  readonly id: number;
  readonly question: Question;
}

export type RatingsResponse =
  | { readonly id: number; readonly text: string | undefined }
  | { readonly id: number; readonly error: string };

const { path } = workerData as RatingsThreadOptions;
const desk = createDesk(openSqliteSource(path));

const respond = (response: RatingsResponse): void => parentPort!.postMessage(response);

parentPort!.on('message', ({ id, question }: RatingsRequest) => {
  try {
    respond({ id, text: desk(question) });
  } catch (error) {
    respond({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
