import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { ReadProblem } from '../../replays/read.ts';
import { readLogFiles } from '../../replays/stores/files.ts';
import { environmentError } from './cli-error.ts';
import { databaseAt, openDatabaseView } from './database.ts';

/** One log, wherever it lies. */
export interface FoundLog {
  readonly file: string;
  /** Where the log begins in its file, from 1; 1 for a log out of a database. */
  readonly line: number;
  readonly lines: readonly string[];
  readonly problem?: ReadProblem;
}

function* readDatabase(path: string, onPruned: (logs: number) => void): Generator<FoundLog> {
  const database = openDatabaseView(path);
  try {
    onPruned(database.pruned());
    for (const match of database.matches())
      yield { file: `${basename(path)}/${match}`, line: 1, lines: database.read(match)! };
  } finally {
    database.close();
  }
}

/** Ends with an error where a path means nothing. */
export const requirePath = (path: string): void => {
  if (!existsSync(path)) throw environmentError('no-file', `There is no ${path}.`, 'Check the path.');
};

/**
 * The logs of a file, of a folder of files, or of a database, one at a time; `onPruned` is told how many a database had
 * and has let go.
 */
export async function* readLogs(
  path: string,
  onPruned: (logs: number) => void = () => {},
): AsyncGenerator<FoundLog> {
  requirePath(path);
  const database = databaseAt(path);
  if (database !== undefined) {
    yield* readDatabase(database, onPruned);
    return;
  }
  for await (const log of readLogFiles(path)) {
    if (log.problem?.code === 'unreadable')
      throw environmentError('unreadable', log.problem.message, 'Check the permissions of the file.');
    yield log;
  }
}
