import { fsync, ftruncate, write } from 'node:fs';
import { promisify } from 'node:util';
import type { AppendDone, AppendRefusal } from '../store.ts';
import { diskStateOf, isDiskFull } from './disk-state.ts';
import { createPieces } from './file-pieces.ts';
import { createStoreError, messageOf } from './store-error.ts';

/** What does not fill a piece is written after this: a process that is killed loses no more. */
const unwrittenMsMax = 250;

/** With more than this unwritten, writes are answered only once it is written: whoever writes waits for the disk. */
const unwrittenBytesMax = 8 * 1024 * 1024;

/** Lines of a file that are written behind the callers' backs, in order. */
export interface FileOutput {
  readonly hasFailed: () => boolean;
  /** Lines without their line feeds, which belong together: where the file fails, it keeps all of them or none. */
  readonly add: (lines: readonly string[]) => void;
  /** Calls back once all that was added before is written; never where the file fails first. */
  readonly whenWritten: (done: () => void) => void;
  /** Calls back at once while there is room, else when what is unwritten has been written. */
  readonly whenRoom: (done: AppendDone) => void;
  /** Writes what is left and syncs; rejects where the file is not whole. */
  readonly finish: () => Promise<void>;
}

/** Where lines end that belong together, in bytes from the start of the output, and who waits for them to be written. */
const createMarks = () => {
  const marks: { readonly at: number; readonly done: (() => void) | undefined }[] = [];
  let passedBytes = 0;
  return {
    add: (at: number, done?: () => void): void => void marks.push({ at, done }),
    /** So much is written. */
    pass: (writtenBytes: number): void => {
      const ahead = marks.findIndex(({ at }) => at > writtenBytes);
      const passed = marks.splice(0, ahead === -1 ? marks.length : ahead);
      passedBytes = passed.at(-1)?.at ?? passedBytes;
      for (const { done } of passed) done?.();
    },
    passedBytes: () => passedBytes,
  };
};

const writeBytes = promisify(write);
const syncFile = promisify(fsync);
const cutFile = promisify(ftruncate);

const notWhole = (cause: Error): Error =>
  createStoreError(
    isDiskFull(cause) ? 'disk-full' : 'store-failed',
    `the log is not whole: ${messageOf(cause)}`,
    { cause },
  );

/** What a write is answered once the file has failed. */
const refusalOf = (failure: Error): AppendRefusal => ({
  kind: 'failed',
  message: messageOf(failure),
  disk: diskStateOf(failure) ?? 'failing',
});

/**
 * The end of an open file of `sizeBytes`: takes bytes in order and knows how far it is whole. Once it fails it stays
 * failed, and what is there in part is cut off, where it can be: a device has no length.
 */
const createFileEnd = (file: number, sizeBytes: number) => {
  const marks = createMarks();
  let writtenBytes = 0;
  let failure: Error | undefined;
  const writeWhole = async (bytes: Buffer): Promise<void> => {
    // The system may take less than it is given.
    for (let from = 0; from < bytes.length;) {
      const { bytesWritten } = await writeBytes(file, bytes, from);
      from += bytesWritten;
      writtenBytes += bytesWritten;
      marks.pass(writtenBytes);
    }
  };
  return {
    mark: marks.add,
    hasFailed: () => failure !== undefined,
    answer: (done: AppendDone): void => done(failure && refusalOf(failure)),
    writtenBytes: () => writtenBytes,
    write: async (bytes: Buffer): Promise<void> => {
      if (failure !== undefined) return;
      try {
        await writeWhole(bytes);
      } catch (error) {
        failure = error as Error;
        await cutFile(file, sizeBytes + marks.passedBytes()).catch(() => {});
      }
    },
    sync: async (): Promise<void> => {
      if (failure !== undefined) throw notWhole(failure);
      await syncFile(file);
    },
  };
};

/** Writes to the end of an open file of `sizeBytes`. One that fails stays failed, and keeps nothing in part. */
export const createFileOutput = (file: number, sizeBytes: number): FileOutput => {
  const pieces = createPieces();
  const end = createFileEnd(file, sizeBytes);
  let addedBytes = 0;
  /** Whether what fills no piece has waited for long enough. */
  let isAllDue = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;
  let waiting: AppendDone[] = [];

  const isDue = (): boolean => !end.hasFailed() && (isAllDue ? !pieces.isEmpty() : pieces.hasFull());
  const drain = async (): Promise<void> => {
    while (isDue()) {
      const taken = pieces.take(isAllDue);
      isAllDue = false;
      for (const piece of taken) {
        await end.write(piece.bytes.subarray(0, piece.used));
        pieces.reuse(piece);
      }
      const answered = waiting;
      waiting = [];
      for (const done of answered) end.answer(done);
    }
  };
  const start = (): Promise<void> =>
    (underWay ??= drain().finally(() => {
      underWay = undefined;
    }));
  const writeRest = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    isAllDue = true;
    return start();
  };
  return {
    hasFailed: end.hasFailed,
    add: (lines) => {
      for (const line of lines) addedBytes += pieces.add(line);
      end.mark(addedBytes);
      if (pieces.hasFull()) void start();
      timer ??= setTimeout(() => void writeRest(), unwrittenMsMax).unref();
    },
    whenRoom: (done) => {
      if (!end.hasFailed() && addedBytes - end.writtenBytes() > unwrittenBytesMax) waiting.push(done);
      else end.answer(done);
    },
    whenWritten: (done) => {
      if (addedBytes === end.writtenBytes()) done();
      else end.mark(addedBytes, done);
    },
    finish: async () => {
      do await writeRest();
      while (!end.hasFailed() && !pieces.isEmpty());
      await end.sync();
    },
  };
};
