import { DatabaseSync } from 'node:sqlite';
import { createStoreError, type StoreError } from './store-error.ts';

/** How long to wait for another process that is just taking or leaving the lock. */
const waitMs = 250;

/**
 * Holds a data file for this process, or throws `data-locked` with the holder's pid. The lock is a write
 * transaction that is never committed, on a small database beside the data: the system frees it when the process
 * dies, however it dies, so a stale lock cannot exist and a reused pid means nothing. Local disks only, since
 * network file systems are careless with such locks.
 */
export const acquireLock = (path: string): { readonly release: () => void } => {
  const database = new DatabaseSync(`${path}.lock`, { timeout: waitMs });
  try {
    hold(database);
  } catch (error) {
    const refusal = refusalOf(database, path, error);
    database.close();
    throw refusal;
  }
  return { release: () => database.close() };
};

/**
 * The pid is committed first, so that others can read it, then a second transaction is held open. Another process
 * may come in between: it then holds the lock, and this one is refused in the second step.
 */
const hold = (database: DatabaseSync): void => {
  database.exec(`
    PRAGMA synchronous = OFF;
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS holder (id INTEGER PRIMARY KEY CHECK (id = 1), pid INTEGER NOT NULL) STRICT;
    INSERT OR REPLACE INTO holder VALUES (1, ${process.pid});
    COMMIT;
    BEGIN IMMEDIATE;
  `);
};

/** SQLite's result code for a lock that somebody else holds. */
const busyCode = 5;

const refusalOf = (database: DatabaseSync, path: string, cause: unknown): StoreError => {
  const isBusy = cause instanceof Error && 'errcode' in cause && (Number(cause.errcode) & 0xff) === busyCode;
  if (!isBusy) return createStoreError('store-failed', `${path}.lock cannot be locked`, { cause });
  const pid = holderOf(database);
  return createStoreError(
    'data-locked',
    `${path} is in use by process ${pid ?? '(unknown)'}; stop that one, or give this one a data directory of its own.`,
    { cause, ...(pid !== undefined && { pid }) },
  );
};

/** Undefined where the holder has not got as far as to name itself. */
const holderOf = (database: DatabaseSync): number | undefined => {
  try {
    return database.prepare('SELECT pid FROM holder').get()?.['pid'] as number | undefined;
  } catch {
    return undefined;
  }
};
