import { fsync, write } from 'node:fs';
import { promisify } from 'node:util';
import type { AppendDone } from '../store.ts';
import { createStoreError, messageOf } from './store-error.ts';

/** Bytes are handed to the system in pieces of this size: each hand-over wakes a thread, which costs a match or two. */
const pieceBytes = 1024 * 1024;
/** Pieces of memory that are kept to be filled again, since fresh memory costs as much as what is written to it. */
const sparePiecesMax = 2;

/** What does not fill a piece is written after this: a process that is killed loses no more. */
const unwrittenMsMax = 250;

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

/** Memory, and how much of it is used. */
interface Piece {
  readonly bytes: Buffer;
  used: number;
}

/** Joins lines to pieces: each is encoded once, where it stays until it is written. */
const createPieces = () => {
  const spare: Buffer[] = [];
  const newPiece = (bytesMin: number): Piece => ({
    bytes:
      (bytesMin <= pieceBytes ? spare.pop() : undefined) ??
      Buffer.allocUnsafeSlow(Math.max(pieceBytes, bytesMin)),
    used: 0,
  });
  let full: Piece[] = [];
  let open = newPiece(0);
  const close = (bytesMin: number): void => {
    full.push(open);
    open = newPiece(bytesMin);
  };
  return {
    /** Answers how many bytes it takes. */
    add: (line: string): number => {
      const bytesMax = line.length * bytesPerUnit + 1;
      if (open.used + bytesMax > open.bytes.length) close(bytesMax);
      const from = open.used;
      open.used += open.bytes.write(line, from);
      open.bytes[open.used++] = lineFeed;
      return open.used - from;
    },
    hasFull: () => full.length > 0,
    isEmpty: () => full.length === 0 && open.used === 0,
    /** The full ones, or all that is there. */
    take: (isAll: boolean): readonly Piece[] => {
      if (isAll && open.used > 0) close(0);
      const taken = full;
      full = [];
      return taken;
    },
    /** Gives back a piece that is written. */
    reuse: ({ bytes }: Piece): void => {
      if (bytes.length === pieceBytes && spare.length < sparePiecesMax) spare.push(bytes);
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

const notWhole = (cause: Error): Error =>
  createStoreError('store-failed', `the log is not whole: ${messageOf(cause)}`, { cause });

/** Writes to an open file; one that fails stays failed. */
export const createFileOutput = (file: number): FileOutput => {
  const pieces = createPieces();
  let unwrittenBytes = 0;
  /** Whether what fills no piece has waited for long enough. */
  let isAllDue = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;
  let failure: Error | undefined;
  let waiting: AppendDone[] = [];

  const answer = (done: AppendDone): void => done(failure && { kind: 'failed', message: messageOf(failure) });
  const isDue = (): boolean => failure === undefined && (isAllDue ? !pieces.isEmpty() : pieces.hasFull());
  const writeAll = async (taken: readonly Piece[]): Promise<void> => {
    for (const piece of taken) {
      await writeWhole(file, piece.bytes.subarray(0, piece.used));
      unwrittenBytes -= piece.used;
      pieces.reuse(piece);
    }
  };
  const drain = async (): Promise<void> => {
    while (isDue()) {
      const taken = pieces.take(isAllDue);
      isAllDue = false;
      await writeAll(taken).catch((error: Error) => {
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
  const writeRest = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    isAllDue = true;
    return start();
  };
  return {
    hasFailed: () => failure !== undefined,
    add: (lines) => {
      for (const line of lines) unwrittenBytes += pieces.add(line);
      if (pieces.hasFull()) void start();
      timer ??= setTimeout(() => void writeRest(), unwrittenMsMax).unref();
    },
    whenRoom: (done) => {
      if (failure === undefined && unwrittenBytes > unwrittenBytesMax) waiting.push(done);
      else answer(done);
    },
    finish: async () => {
      do await writeRest();
      while (failure === undefined && !pieces.isEmpty());
      if (failure !== undefined) throw notWhole(failure);
      await syncFile(file);
    },
  };
};
