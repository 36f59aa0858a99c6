import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LedgerRow } from '../../replays/ledger.ts';
import { databaseName } from '../../replays/stores/sqlite.ts';
import { createReader, type Reader } from '../../replays/stores/sqlite-reader.ts';
import { isOlder } from '../../replays/stores/sqlite-schema.ts';
import { environmentError } from './cli-error.ts';
import type { LogView } from './log-view.ts';

/** The database in a data folder. */
export const databaseIn = (folder: string): string => join(folder, databaseName);

const isFolder = (path: string): boolean => statSync(path).isDirectory();

/** The database that a path means: itself, or the one in a data folder; undefined where it means log files. */
export const databaseAt = (path: string): string | undefined => {
  if (!existsSync(path)) return undefined;
  if (!isFolder(path)) return path.endsWith('.sqlite') ? path : undefined;
  return existsSync(databaseIn(path)) ? databaseIn(path) : undefined;
};

/** A file of SQLite as a view of its logs, which answers at once. */
export interface DatabaseView extends LogView {
  pruned(): number;
  /** Ledger rows with `seq` above `since`, in order. */
  ledgerPage(since: number, limit: number): readonly LedgerRow[];
  close(): void;
}

const rowsAPage = 1000;

/** Page by page: a statement that is read for long holds a moment of the database, whose WAL cannot be reused meanwhile. */
function* matchesOf(database: DatabaseSync): Generator<string> {
  const kept = database.prepare(
    'SELECT id, match FROM matches WHERE pruned_at IS NULL AND id > ? ORDER BY id LIMIT ?',
  );
  for (let after = 0; ;) {
    const rows = kept.all(after, rowsAPage);
    for (const { match } of rows) yield match as string;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last['id'] as number;
  }
}

function* ledgerOf(reader: Reader): Generator<LedgerRow> {
  let since = 0;
  for (;;) {
    const rows = reader.ledger(since, rowsAPage);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    since = last.seq;
  }
}

const createReaderOf = (database: DatabaseSync, path: string): Reader => {
  try {
    return createReader(database);
  } catch (cause) {
    throw environmentError(
      'data-foreign',
      `${path} is no database of this version of agon.`,
      'Name another one; a server of this version brings an older database up to date when it starts.',
      cause,
    );
  }
};

/** The reader of a database, which is closed where it cannot be read, or would be read wrongly since it is older. */
const readerOf = (database: DatabaseSync, path: string): Reader => {
  try {
    const reader = createReaderOf(database, path);
    if (!isOlder(database)) return reader;
    throw environmentError(
      'data-older',
      `${path} was written by an older version of agon.`,
      'Start a server of this version on its folder once, with agon serve --data FOLDER.',
    );
  } catch (error) {
    database.close();
    throw error;
  }
};

/** Ends with an error where there is no database, and with the system's where the path may not be looked at. */
export const requireDatabase = (path: string): void => {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  throw environmentError(
    'no-data',
    `There is no database at ${path}.`,
    'Name the data folder of a server or the folder of a tournament; agon config check shows where the server that is configured here keeps its data.',
  );
};

/** Opens a database for reading. Throws where the file is none of this program's. */
export const openDatabaseView = (path: string): DatabaseView => {
  requireDatabase(path);
  const database = new DatabaseSync(path, { readOnly: true });
  const reader = readerOf(database, path);
  const count = (rows: string): number =>
    Number(database.prepare(`SELECT count(*) AS count FROM ${rows}`).get()!['count']);
  return {
    name: basename(path),
    read: reader.read,
    notes: reader.notes,
    matches: () => matchesOf(database),
    withoutRow: () =>
      count(
        "matches WHERE status = 'over' AND NOT EXISTS (SELECT 1 FROM ledger WHERE ledger.match = matches.match)",
      ),
    pruned: () => count('matches WHERE pruned_at IS NOT NULL'),
    ledger: () => ledgerOf(reader),
    ledgerPage: reader.ledger,
    close: () => database.close(),
  };
};
