import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LedgerRow } from '../../replays/ledger.ts';
import { databaseName } from '../../replays/stores/sqlite.ts';
import { createReader, type Reader } from '../../replays/stores/sqlite-reader.ts';
import { isOlder } from '../../replays/stores/sqlite-schema.ts';
import { environmentError } from './cli-error.ts';

/** The database in a data folder. */
export const databaseIn = (folder: string): string => join(folder, databaseName);

const isFolder = (path: string): boolean => statSync(path).isDirectory();

/** The database that a path means: itself, or the one in a data folder; undefined where it means log files. */
export const databaseAt = (path: string): string | undefined => {
  if (!existsSync(path)) return undefined;
  if (!isFolder(path)) return path.endsWith('.sqlite') ? path : undefined;
  return existsSync(databaseIn(path)) ? databaseIn(path) : undefined;
};

/** A database that is only read: no lock is taken, so a server may be writing it. */
export interface DatabaseView extends Pick<Reader, 'read' | 'notes'> {
  /** The ids of all matches whose logs are there, in no particular order. */
  matches(): Iterable<string>;
  /** How many logs retention has let go. */
  pruned(): number;
  ledger(): Iterable<LedgerRow>;
  /** Ledger rows with `seq` above `since`, in order. */
  ledgerPage(since: number, limit: number): readonly LedgerRow[];
  close(): void;
}

const rowsAPage = 1000;

function* matchesOf(database: DatabaseSync): Generator<string> {
  const kept = database.prepare('SELECT match FROM matches WHERE pruned_at IS NULL');
  for (const row of kept.iterate()) yield row['match'] as string;
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

/** Opens a database for reading. Throws where the file is none of this program's. */
export const openDatabaseView = (path: string): DatabaseView => {
  if (!existsSync(path))
    throw environmentError(
      'no-data',
      `There is no database at ${path}.`,
      'Name the data folder of a server or the folder of a tournament.',
    );
  const database = new DatabaseSync(path, { readOnly: true });
  const reader = readerOf(database, path);
  return {
    read: reader.read,
    notes: reader.notes,
    matches: () => matchesOf(database),
    pruned: () =>
      Number(
        database.prepare('SELECT count(*) AS count FROM matches WHERE pruned_at IS NOT NULL').get()?.[
          'count'
        ],
      ),
    ledger: () => ledgerOf(reader),
    ledgerPage: reader.ledger,
    close: () => database.close(),
  };
};
