import { parentPort, workerData } from 'node:worker_threads';
import { createDesk, type Question } from './desk.ts';
import { createLedgerCopy } from '../../replays/stores/ledger-copy.ts';
import { openPostgresLedger } from '../../replays/stores/postgres.ts';
import { createFollower, type RatingSource } from './source.ts';
import { createSqliteSource, openSqliteSource } from './sqlite-source.ts';

// The thread of the ratings: a table of many agents takes seconds, which the arena's event loop does not have.

/** What the thread is started with: the file of a store in SQLite, or the address of one in PostgreSQL. */
export type RatingsThreadOptions = { readonly path: string } | { readonly url: string };

export interface RatingsRequest {
  readonly id: number;
  readonly question: Question;
}

export type RatingsResponse =
  | { readonly id: number; readonly text: string | undefined }
  | { readonly id: number; readonly error: string };

/** A source, and how to bring it up to what the ledger holds. SQLite is read where it lies; of PostgreSQL there is a copy. */
const openSource = (
  options: RatingsThreadOptions,
): { readonly source: RatingSource; readonly follow: () => Promise<void> } => {
  if ('path' in options) return { source: openSqliteSource(options.path), follow: () => Promise.resolve() };
  const copy = createLedgerCopy();
  return {
    source: createSqliteSource(copy.database),
    follow: createFollower(copy, openPostgresLedger(options.url)),
  };
};

const { source, follow } = openSource(workerData as RatingsThreadOptions);
const desk = createDesk(source);

const respond = (response: RatingsResponse): void => parentPort!.postMessage(response);

const answer = async ({ id, question }: RatingsRequest): Promise<void> => {
  try {
    await follow();
    respond({ id, text: desk(question) });
  } catch (error) {
    respond({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};

parentPort!.on('message', (request: RatingsRequest) => void answer(request));
