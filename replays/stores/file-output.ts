import { fsync, write } from 'node:fs';
import { promisify } from 'node:util';
import type { AppendDone } from '../store.ts';
import { createStoreError, messageOf } from './store-error.ts';

/** Bytes are handed to the system in pieces of this size. */
const pieceBytes = 256 * 1024;

/** With more than this unwritten, writes are answered only once it is written: whoever writes waits for the disk. */
const unwrittenBytesMax = 8 * 1024 * 1024;

/** UTF-8 takes at most so many bytes for a UTF-16 code unit. */
const bytesPerUnit = 3;

const lineFeed = 0x0a;

/** Lines of a file that are written behind the callers' backs, in order. */
export interface FileOutput {
  readonly hasFailed: () => boolean;
  /** Lines without their line feeds. */
  readonly add: (lines: readonly string[]) => void;
  /** Calls back at once while there is room, else when what is unwritten has been written. */
  readonly whenRoom: (done: AppendDone) => void;
  /** Writes what is left and syncs; rejects where the file is not whole. */
  readonly finish: () => Promise<void>;
}

/** Joins lines to pieces: each is encoded once, where it stays until it is written. */
const createPieces = () => {
  let full: Buffer[] = [];
  let piece = Buffer.allocUnsafeSlow(pieceBytes);
  let used = 0;
  const close = (): void => {
    if (used > 0) full.push(piece.subarray(0, used));
    piece = piece.subarray(used);
    used = 0;
  };
  return {
    /** Answers how many bytes it takes. */
    add: (line: string): number => {
      const bytesMax = line.length * bytesPerUnit + 1;
      if (used + bytesMax > piece.length) {
        close();
        piece = Buffer.allocUnsafeSlow(Math.max(pieceBytes, bytesMax));
      }
      const from = used;
      used += piece.write(line, used);
      piece[used++] = lineFeed;
      return used - from;
    },
    hasFull: () => full.length > 0,
    isEmpty: () => full.length === 0 && used === 0,
    /** All that is there. */
    take: (): readonly Buffer[] => {
      close();
      const taken = full;
      full = [];
      return taken;
    },
  };
};

const writeBytes = promisify(write);
const syncFile = promisify(fsync);

/** The system may take less than it is given. */
const writeWhole = async (file: number, bytes: Buffer): Promise<void> => {
  let from = 0;
  while (from < bytes.length) from += (await writeBytes(file, bytes, from)).bytesWritten;
};

/** Writes to an open file; one that fails stays failed. */
export const createFileOutput = (file: number): FileOutput => {
  const pieces = createPieces();
  let unwrittenBytes = 0;
  let underWay: Promise<void> | undefined;
  let failure: Error | undefined;
  let waiting: AppendDone[] = [];

  const answer = (done: AppendDone): void => done(failure && { kind: 'failed', message: messageOf(failure) });
  const hasMore = (): boolean => !pieces.isEmpty() && failure === undefined;
  const isBusy = (): boolean => underWay !== undefined || hasMore();
  const writeAll = async (taken: readonly Buffer[]): Promise<void> => {
    for (const piece of taken) {
      await writeWhole(file, piece);
      unwrittenBytes -= piece.length;
    }
  };
  const drain = async (): Promise<void> => {
    while (hasMore()) {
      await writeAll(pieces.take()).catch((error: Error) => {
        failure = error;
      });
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
    add: (lines) => {
      for (const line of lines) unwrittenBytes += pieces.add(line);
      if (pieces.hasFull()) void start();
    },
    whenRoom: (done) => {
      if (failure === undefined && unwrittenBytes > unwrittenBytesMax) waiting.push(done);
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
