import { closeSync, fstatSync, fsync, openSync, readSync, write } from 'node:fs';
import { promisify } from 'node:util';
import { createBoxedMap } from '../boxed-map.ts';
import type { NoteLine } from '../format.ts';
import type { AppendDone, LogStore } from '../store.ts';
import { createStoreError, messageOf } from './store-error.ts';
import { judgeWrite, writeOfCreation, type LogHead, type Write } from './write.ts';

/** Text is handed to the system in pieces of about this size. */
const chunkUnitsMin = 256 * 1024;

/** With more than this unwritten, writes are answered only once it is written: the player waits for the disk. */
const unwrittenUnitsMax = 8 * 1024 * 1024;

export interface JsonlOptions {
  /** Add to a file that exists; without it such a file is refused. */
  readonly append?: boolean;
}

/** A log store that is one file of JSON Lines. */
export interface JsonlLog extends LogStore {
  /** Writes what is left, unfinished logs too, and syncs; rejects where the file is not whole. */
  close(): Promise<void>;
}

interface OpenLog extends LogHead {
  /** Line feeds included. */
  text: string;
  notes: string;
  hash: string;
}

/**
 * Opens a file that gets whole logs, one after another, however the matches interleave: lines are kept until
 * their match is over, then written together with their notes. A write is answered when it is accepted, since
 * play in one process acknowledges to nobody but itself; only `close` says that all is on the disk.
 * Throws a `StoreError`: `log-exists`, or `log-torn` when the file that is added to ends inside a line.
 */
export const openJsonlLog = (path: string, options: JsonlOptions = {}): JsonlLog => {
  const file = openFile(path, options.append === true);
  const output = createOutput(file);
  const logs = createBoxedMap<string, OpenLog>();
  const accept = (item: Write, done: AppendDone): void => {
    if (output.hasFailed()) return output.whenRoom(done);
    const at = logs.get(item.match);
    const verdict = judgeWrite(item, at);
    if (verdict === 'done') return output.whenRoom(done);
    if (verdict !== undefined) return done(verdict);
    const log = at ?? { epoch: item.epoch, hash: item.head, isOver: false, text: '', notes: '' };
    log.text += item.lines.map((line) => `${line}\n`).join('');
    log.notes += (item.notes ?? [])
      .map((note) => formatNote({ type: 'note', match: item.match, ...note }))
      .join('');
    log.hash = item.next;
    logs.set(item.match, log);
    if (item.finish !== undefined) {
      logs.delete(item.match);
      output.add(log.text + log.notes);
    }
    output.whenRoom(done);
  };
  return {
    create: (creation, done) => accept(writeOfCreation(creation), done),
    append: accept,
    close: async () => {
      for (const log of logs.values()) output.add(log.text + log.notes);
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
  `${JSON.stringify({ type, match, sha256, salt, text })}\n`;

const openFile = (path: string, isAppend: boolean): number => {
  let file: number;
  try {
    file = openSync(path, isAppend ? 'a+' : 'ax');
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    throw createStoreError(
      'log-exists',
      `${path} exists already; choose another name, or ask to append to it.`,
      {
        cause,
      },
    );
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
  return file;
};

/** What is written behind the callers' backs, in order. */
interface Output {
  readonly hasFailed: () => boolean;
  readonly add: (text: string) => void;
  /** Calls back at once while there is room, else when what is unwritten has been written. */
  readonly whenRoom: (done: AppendDone) => void;
  readonly finish: () => Promise<void>;
}

const writeBytes = promisify(write);
const syncFile = promisify(fsync);

const createOutput = (file: number): Output => {
  let pieces: string[] = [];
  let unwrittenUnits = 0;
  let underWay: Promise<void> | undefined;
  let failure: Error | undefined;
  let waiting: AppendDone[] = [];

  const answer = (done: AppendDone): void => done(failure && { kind: 'failed', message: messageOf(failure) });
  const hasMore = (): boolean => pieces.length > 0 && failure === undefined;
  const isBusy = (): boolean => underWay !== undefined || hasMore();
  const drain = async (): Promise<void> => {
    while (hasMore()) {
      const text = pieces.join('');
      pieces = [];
      await writeWhole(file, Buffer.from(text)).catch((error: Error) => {
        failure = error;
      });
      unwrittenUnits -= text.length;
      const answered = waiting;
      waiting = [];
      for (const done of answered) answer(done);
    }
  };
  const start = (): Promise<void> =>
    (underWay ??= drain().finally(() => {
      underWay = undefined;
    }));
  return {
    hasFailed: () => failure !== undefined,
    add: (text) => {
      pieces.push(text);
      unwrittenUnits += text.length;
      if (unwrittenUnits >= chunkUnitsMin) void start();
    },
    whenRoom: (done) => {
      if (failure === undefined && unwrittenUnits > unwrittenUnitsMax) waiting.push(done);
      else answer(done);
    },
    finish: async () => {
      while (isBusy()) await start();
      if (failure !== undefined)
        throw createStoreError('store-failed', `the log is not whole: ${messageOf(failure)}`, {
          cause: failure,
        });
      await syncFile(file);
    },
  };
};

/** The system may take less than it is given. */
const writeWhole = async (file: number, bytes: Buffer): Promise<void> => {
  let from = 0;
  while (from < bytes.length) from += (await writeBytes(file, bytes, from)).bytesWritten;
};
