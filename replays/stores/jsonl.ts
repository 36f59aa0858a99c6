import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createBoxedMap } from '../boxed-map.ts';
import type { NoteLine } from '../format.ts';
import type { AppendDone, LogStore } from '../store.ts';
import { createFileOutput } from './file-output.ts';
import { createStoreError } from './store-error.ts';
import { judgeWrite, writeOfCreation, type LogHead, type Write } from './write.ts';

export interface JsonlOptions {
  /** Add to a file that exists; without it such a file is refused. */
  readonly append?: boolean;
}

/** A log store that is one file of JSON Lines. */
export interface JsonlLog extends LogStore {
  /** Calls back once the logs that are over by now are written; never where the file fails first. */
  whenWritten(done: () => void): void;
  /**
   * Writes what is left, unfinished logs too but without their notes, and syncs. Rejects where the file is not whole:
   * `disk-full`, or `store-failed` for other reasons.
   */
  close(): Promise<void>;
}

interface OpenLog extends LogHead {
  readonly lines: string[];
  readonly notes: string[];
  hash: string;
}

/**
 * Opens a file that gets whole logs, one after another, however the matches interleave: lines are kept until
 * their match is over, then written together with their notes. A write is answered when it is accepted, since
 * play in one process acknowledges to nobody but itself; only `close` says that all is on the disk. A file that cannot
 * be written any more keeps the whole logs that it has, and refuses every write from then on.
 * Throws a `StoreError`: `log-exists`, or `log-torn` when the file that is added to ends inside a line.
 */
export const openJsonlLog = (path: string, options: JsonlOptions = {}): JsonlLog => {
  const { file, sizeBytes } = openFile(path, options.append === true);
  const output = createFileOutput(file, sizeBytes);
  const logs = createBoxedMap<string, OpenLog>();
  const accept = (item: Write, done: AppendDone): void => {
    if (output.hasFailed()) return output.whenRoom(done);
    const at = logs.get(item.match);
    const verdict = judgeWrite(item, at);
    if (verdict === 'done') return output.whenRoom(done);
    if (verdict !== undefined) return done(verdict);
    const log = at ?? { epoch: item.epoch, hash: item.head, isOver: false, lines: [], notes: [] };
    log.lines.push(...item.lines);
    for (const note of item.notes ?? [])
      log.notes.push(formatNote({ type: 'note', match: item.match, ...note }));
    log.hash = item.next;
    logs.set(item.match, log);
    if (item.finish !== undefined) {
      logs.delete(item.match);
      output.add(log.notes.length === 0 ? log.lines : [...log.lines, ...log.notes]);
    }
    output.whenRoom(done);
  };
  return {
    create: (creation, done) => accept(writeOfCreation(creation), done),
    append: accept,
    whenWritten: output.whenWritten,
    close: async () => {
      // Notes come after an end, which these do not have.
      for (const { lines } of logs.values()) output.add(lines);
      logs.clear();
      try {
        await output.finish();
      } finally {
        closeSync(file);
      }
    },
  };
};

const formatNote = ({ type, match, sha256, salt, text }: NoteLine): string =>
  JSON.stringify({ type, match, sha256, salt, text });

const openFile = (path: string, isAppend: boolean): { readonly file: number; readonly sizeBytes: number } => {
  let file: number;
  try {
    file = openSync(path, isAppend ? 'a+' : 'ax');
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    throw createStoreError('log-exists', `${path} exists already; choose another name.`, {
      cause,
    });
  }
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  if (size > 0 && (readSync(file, last, 0, 1, size - 1) !== 1 || last.toString() !== '\n')) {
    closeSync(file);
    throw createStoreError(
      'log-torn',
      `${path} ends inside a line; cut the torn line off before adding to it.`,
    );
  }
  return { file, sizeBytes: size };
};
