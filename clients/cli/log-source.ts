import { existsSync } from 'node:fs';
import { jsonlLines } from '../../replays/exports/jsonl.ts';
import type { ReadProblem } from '../../replays/read.ts';
import { readLogFiles } from '../../replays/stores/files.ts';
import { isStoreError } from '../../replays/stores/store-error.ts';
import { environmentError } from './cli-error.ts';
import { openLogView, type LogView } from './log-view.ts';

/** One log, wherever it lies. */
export interface FoundLog {
  readonly file: string;
  /** Where the log begins in its file, from 1; 1 for a log out of a database. */
  readonly line: number;
  /** With the notes after its end. */
  readonly lines: readonly string[];
  readonly problem?: ReadProblem;
}

/**
 * The lines of a match that a database has, none where somebody took them away; undefined where a server let the log go,
 * as it may have since the match was listed.
 */
export const readUnlessPruned = async (
  view: Pick<LogView, 'read'>,
  match: string,
): Promise<readonly string[] | undefined> => {
  try {
    return (await view.read(match)) ?? [];
  } catch (error) {
    if (isStoreError(error) && error.code === 'log-pruned') return undefined;
    throw error;
  }
};

async function* readView(view: LogView, onPruned: (logs: number) => void): AsyncGenerator<FoundLog> {
  onPruned(await view.pruned());
  for await (const match of view.matches()) {
    const lines = await readUnlessPruned(view, match);
    if (lines === undefined) onPruned(1);
    else
      yield {
        file: `${view.name}/${match}`,
        line: 1,
        lines: jsonlLines(match, lines, await view.notes(match)),
      };
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
  const view = await openLogView(path);
  if (view !== undefined) {
    try {
      yield* readView(view, onPruned);
    } finally {
      await view.close();
    }
    return;
  }
  requirePath(path);
  for await (const log of readLogFiles(path)) {
    const { problem } = log;
    if (problem?.code === 'unreadable')
      throw environmentError(
        'unreadable',
        `${problem.file}, line ${problem.line}: ${problem.why}`,
        'Check the permissions of the file.',
      );
    yield log;
  }
}
