import type { LedgerRow } from '../../replays/ledger.ts';
import type { Note } from '../../replays/store.ts';
import { isPostgresAddress } from '../../replays/stores/postgres-address.ts';
import { databaseAt, openDatabaseView } from './database.ts';
import { openPostgresView } from './postgres-view.ts';

/** A value, or one that comes later. */
type Awaitable<T> = T | Promise<T>;
type AnyIterable<T> = Iterable<T> | AsyncIterable<T>;

/** The logs and the ledger of a database that is only read: a server may be writing it. */
export interface LogView {
  /** The file or address, as it may be shown to anybody. */
  readonly name: string;
  /** The lines of a match; undefined where there is none. Fails with `log-pruned` where they were let go. */
  read(match: string): Awaitable<readonly string[] | undefined>;
  notes(match: string): Awaitable<readonly Note[]>;
  /** The ids of all matches whose logs are there, oldest first. */
  matches(): AnyIterable<string>;
  /** Finished matches without a row of the ledger; a server writes both at once. */
  withoutRow(): Awaitable<number>;
  /** How many logs retention has let go. */
  pruned(): Awaitable<number>;
  ledger(): AnyIterable<LedgerRow>;
  close(): Awaitable<void>;
}

/**
 * Opens the database that a path means: a file of SQLite, a data folder, or the address of a schema in PostgreSQL;
 * undefined where the path means log files.
 */
export const openLogView = async (path: string): Promise<LogView | undefined> => {
  if (isPostgresAddress(path)) return openPostgresView(path);
  const database = databaseAt(path);
  return database === undefined ? undefined : openDatabaseView(database);
};
