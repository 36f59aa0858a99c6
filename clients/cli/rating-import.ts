import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createArenaBattleReader } from '../../replays/imports/arena-battle.ts';
import type { ImportReader, ImportSink } from '../../replays/imports/import-reader.ts';
import { createNames, type Names } from '../../replays/imports/names.ts';
import { createPgnReader } from '../../replays/imports/pgn.ts';
import { badInputError, environmentError } from './cli-error.ts';
import { requirePath } from './log-source.ts';

/** Results without logs, by what their files hold. */
export const importFormats = ['pgn', 'csv'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** The format that a file's name tells; undefined where it is none of these. */
export const importFormatOf = (path: string): ImportFormat | undefined =>
  importFormats.find((format) => path.endsWith(`.${format}`) || path.endsWith(`.${format}.gz`));

const pieceBytes = 1024 * 1024;

const openFile = (path: string): Readable => {
  const bytes = createReadStream(path, { highWaterMark: pieceBytes });
  // The reader of the result sees every error, so the callback has nothing left to do.
  return path.endsWith('.gz') ? pipeline(bytes, createGunzip({ chunkSize: pieceBytes }), () => {}) : bytes;
};

const createReader = (format: ImportFormat, names: Names, sink: ImportSink): ImportReader =>
  format === 'pgn' ? createPgnReader(names, sink) : createArenaBattleReader(names, sink);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const throwFailure = (path: string, line: number, error: unknown): never => {
  const code = codeOf(error);
  if (code.startsWith('Z_'))
    throw badInputError(
      'bad-gzip',
      `${path}, line ${line}: the compressed file is damaged or breaks off here.`,
      'Get the whole file again.',
      error,
    );
  if (code === '') throw error;
  const message = `${path} cannot be read (${code}).`;
  throw environmentError('unreadable', message, 'Check the path and its permissions.', error);
};

/** Reads a whole file of games into `sink`, a piece at a time. What is wrong with it ends in an error with its line. */
export const readImport = async (
  path: string,
  format: ImportFormat,
  sinkOf: (names: Names) => ImportSink,
): Promise<void> => {
  requirePath(path);
  const names = createNames();
  const reader = createReader(format, names, sinkOf(names));
  let wrong: ReturnType<ImportReader['end']>;
  try {
    for await (const piece of openFile(path)) {
      wrong = reader.push(piece as Uint8Array);
      if (wrong !== undefined) break;
    }
    wrong ??= reader.end();
  } catch (error) {
    throwFailure(path, reader.line(), error);
  }
  if (wrong !== undefined)
    throw badInputError(
      wrong.code,
      `${path}, line ${wrong.line}: ${wrong.message}`,
      'Nothing of the file was rated; mend that line and run it again.',
    );
};
