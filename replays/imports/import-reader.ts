import type { Result } from '../ratings/result.ts';

const importProblemCodes = [
  'bad-header',
  'bad-record',
  'bad-tag',
  'missing-tag',
  'repeated-tag',
  'empty-name',
  'unknown-label',
  'line-too-long',
  'open-comment',
  'empty-file',
] as const;
type ImportProblemCode = (typeof importProblemCodes)[number];

/** Why a file was refused. `line` counts from 1; `message` says what was wrong and what would be right. */
export interface ImportProblem {
  readonly code: ImportProblemCode;
  readonly line: number;
  readonly message: string;
}

/** What a reader finds. Called for each game in the order of the file. */
export interface ImportSink {
  readonly game: (first: number, second: number, result: Result, variant: string) => void;
  /** A game without a result. */
  readonly unfinished: (first: number, second: number, variant: string) => void;
  /** Whether a game that names itself was counted before; told once a game. */
  readonly isRepeat: (id: string) => boolean;
}

/** Reads one file piece by piece, holding no more than a record. After a problem nothing more is read. */
export interface ImportReader {
  readonly push: (bytes: Uint8Array) => ImportProblem | undefined;
  readonly end: () => ImportProblem | undefined;
  /** The line that is being read. */
  readonly line: () => number;
}

export const problem = (code: ImportProblemCode, line: number, message: string): ImportProblem => ({
  code,
  line,
  message,
});

export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;
export const quote = 0x22;
const space = 0x20;
const tab = 0x09;

export const isBlank = (byte: number | undefined): boolean => byte === space || byte === tab;

/** The next place of a byte, remembered: a byte that a piece does not hold is looked for only once in it. */
export const createByteFinder = (bytes: Uint8Array, byte: number): ((from: number) => number) => {
  let next = bytes.indexOf(byte);
  return (from) => {
    if (next !== -1 && next < from) next = bytes.indexOf(byte, from);
    return next === -1 ? Infinity : next;
  };
};
