import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { replayLimits } from '../limits.ts';
import { createLogSplitter, type LogSplitter, type LogText, type ReadProblem } from '../read.ts';

const logFileName = /\.jsonl(\.gz)?$/;

/** Files of a folder that hold logs, at any depth, in the order of their paths. */
const logFilesIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && logFileName.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
};

const openFile = (file: string): Readable => {
  const bytes = createReadStream(file);
  // The reader of the result sees every error, so the callback has nothing left to do.
  return file.endsWith('.gz') ? pipeline(bytes, createGunzip(), () => {}) : bytes;
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** A failure of the file as a problem of its text. */
const problemOf = (error: unknown): Pick<ReadProblem, 'code' | 'why'> => {
  const code = codeOf(error);
  if (code.startsWith('Z_'))
    return { code: 'bad-gzip', why: 'The compressed file is damaged or breaks off here.' };
  if (code !== '') return { code: 'unreadable', why: `The file cannot be read (${code}).` };
  throw error;
};

const newline = 0x0a;

/** No UTF-16 code unit takes more bytes: a line of more than these is over its limit, whatever it says. */
const lineBytesMax = 3 * replayLimits.lineUnitsMax;

/** Pushes whole lines as text, at once where all of them are UTF-8, and otherwise one by one. */
const pushLines = (splitter: LogSplitter, bytes: Buffer): LogText[] => {
  if (isUtf8(bytes)) return splitter.push(bytes.toString());
  const logs: LogText[] = [];
  for (let from = 0; from < bytes.length;) {
    const at = bytes.indexOf(newline, from);
    const to = at === -1 ? bytes.length : at + 1;
    const line = bytes.subarray(from, to);
    logs.push(...(isUtf8(line) ? splitter.push(line.toString()) : splitter.pushBroken(line.toString())));
    from = to;
  }
  return logs;
};

/**
 * Makes text of bytes that arrive in pieces, and cuts them at newlines alone: no character of UTF-8 has one within, so
 * that none is cut, and a byte that is changed costs the line that it is in.
 */
const createByteReader = (splitter: LogSplitter) => {
  let held: Buffer[] = [];
  let heldBytes = 0;
  const hold = (bytes: Buffer): void => {
    held.push(bytes);
    heldBytes += bytes.length;
  };
  const take = (): Buffer => {
    const bytes = held.length === 1 ? held[0]! : Buffer.concat(held);
    held = [];
    heldBytes = 0;
    return bytes;
  };
  return {
    push: (bytes: Buffer): LogText[] => {
      const end = bytes.lastIndexOf(newline) + 1;
      const logs: LogText[] = [];
      if (end > 0) {
        hold(bytes.subarray(0, end));
        logs.push(...pushLines(splitter, take()));
      }
      hold(bytes.subarray(end));
      // The splitter names the line that is too long, and takes nothing more.
      if (heldBytes > lineBytesMax) logs.push(...splitter.push(take().toString()));
      return logs;
    },
    end: (): LogText[] => [...pushLines(splitter, take()), ...splitter.end()],
  };
};

async function* readFile(file: string): AsyncGenerator<LogText> {
  const splitter = createLogSplitter(file);
  const reader = createByteReader(splitter);
  try {
    for await (const bytes of openFile(file)) yield* reader.push(bytes as Buffer);
    yield* reader.end();
  } catch (error) {
    yield* splitter.end(problemOf(error));
  }
}

/**
 * The logs of a file, or of all `*.jsonl` and `*.jsonl.gz` below a folder, one at a time: memory is bounded by the
 * longest log. What cannot be read comes as a log with a `problem`.
 */
export async function* readLogFiles(path: string): AsyncGenerator<LogText> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (error) {
    yield* createLogSplitter(path).end(problemOf(error));
    return;
  }
  if (!isFolder) {
    yield* readFile(path);
    return;
  }
  for (const file of await logFilesIn(path)) yield* readFile(file);
}
