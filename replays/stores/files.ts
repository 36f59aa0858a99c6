import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createLogSplitter, type LogText, type ReadProblem } from '../read.ts';

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
const problemOf = (error: unknown): Pick<ReadProblem, 'code' | 'message'> => {
  const code = codeOf(error);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return { code: 'not-utf8', message: 'the text from about here on is not UTF-8.' };
  if (code.startsWith('Z_'))
    return { code: 'bad-gzip', message: 'the compressed file is damaged or breaks off here.' };
  if (code !== '') return { code: 'unreadable', message: `the file cannot be read (${code}).` };
  throw error;
};

async function* readFile(file: string): AsyncGenerator<LogText> {
  const splitter = createLogSplitter(file);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of openFile(file))
      yield* splitter.push(decoder.decode(bytes as Uint8Array, { stream: true }));
    yield* splitter.push(decoder.decode());
  } catch (error) {
    yield* splitter.end(problemOf(error));
    return;
  }
  yield* splitter.end();
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
