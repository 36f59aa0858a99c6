import { dirname, join } from 'node:path';
import type { Unfinished } from '../store.ts';
import { makeDataFolder, makePrivateFile } from './data-folder.ts';
import type { SqlStore } from './sql-store.ts';
import { backupDatabase } from './sqlite-backup.ts';
import type { Synchronous } from './sqlite-messages.ts';
import { startThread, type ReadingThread, type Thread } from './sqlite-thread.ts';
import { createWriteQueue } from './write-queue.ts';
import { writeOfCreation } from './write.ts';

export type { SqlRow, SqlStatement } from './sqlite-rows.ts';

/** A data directory, in which the database gets its usual name, or the path of a database of its own. */
export type SqlitePlace = { readonly directory: string } | { readonly path: string };

export type SqliteOptions = SqlitePlace & {
  /** Default `full`: an answered write survives a power cut. `normal` survives a kill only. */
  readonly synchronous?: Synchronous;
  /** How long the first write waits for company when no commit is under way; default 2. */
  readonly flushMs?: number;
  /** Told how long each commit took, in milliseconds. */
  readonly onCommit?: (ms: number) => void;
};

/** A store in one SQLite file. */
export interface SqliteStore extends SqlStore {
  /** The database's file, for whoever reads it in another thread. */
  readonly path: string;
}

/** The database's name within a data folder. */
export const databaseName = 'agon.sqlite';
const flushMsDefault = 2;

/** Logs of this many matches are read at once when they are adopted, so that no message grows without bound. */
const adoptedAtOnce = 64;

const adopt = async (thread: Thread): Promise<readonly Unfinished[]> => {
  await thread.call('raiseEpochs');
  const adopted: Unfinished[] = [];
  let after = 0;
  for (;;) {
    const rows = await thread.call('unfinished', after, adoptedAtOnce);
    adopted.push(...rows.map(({ match, lines, secrets, epoch }) => ({ match, lines, secrets, epoch })));
    const last = rows.at(-1);
    if (last === undefined) return adopted;
    after = last.id;
  }
};

/**
 * Opens the store and locks its file for this process. Rejects with a `StoreError`: `data-locked` (with the
 * holder's pid), `data-newer`, `data-foreign`, `data-unusable`, or `store-failed` with what SQLite said.
 */
export const openSqliteStore = async (options: SqliteOptions): Promise<SqliteStore> => {
  const path = 'path' in options ? options.path : join(options.directory, databaseName);
  // Seeds of running matches lie in there, so it is nobody else's to read.
  await makeDataFolder(dirname(path));
  await makePrivateFile(path);
  const synchronous = options.synchronous ?? 'full';
  const thread = await startThread({ path, synchronous, role: 'writer' });
  const reader: ReadingThread = await startThread({ path, synchronous, role: 'reader' }).catch(
    async (error: unknown) => {
      await thread.close();
      throw error;
    },
  );
  const queue = createWriteQueue(thread.commit, options.flushMs ?? flushMsDefault, options.onCommit);
  return {
    path,
    create: (creation, done) => queue.put(writeOfCreation(creation), done),
    append: queue.put,
    read: (match) => reader.call('read', match),
    notes: (match) => reader.call('notes', match),
    list: (filter, limit, cursor) => reader.call('list', filter, limit, cursor),
    adoptUnfinished: () => adopt(thread),
    ledger: (since, limit) => reader.call('ledger', since, limit),
    secrets: (match) => reader.call('secrets', match),
    isGroupOver: (match) => reader.call('isGroupOver', match),
    transact: (statements) => thread.call('transact', statements),
    backup: (to) => backupDatabase(path, to),
    close: async () => {
      await queue.drain();
      await reader.close();
      await thread.close();
    },
  };
};
