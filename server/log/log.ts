import { pino } from 'pino';
import { errorFacts } from './error-facts.ts';
import { formatLine } from './format-line.ts';
import type { LogLevel } from './log-levels.ts';
import { scrub } from './scrub.ts';

/** What an event is about. Nothing secret belongs here: no key, ticket, seed, card or text of an agent. */
export interface LogFields {
  readonly match?: string | undefined;
  readonly seat?: number | undefined;
  readonly agent?: string | undefined;
  /** A code of a catalogue, or a word that programs may count by. */
  readonly code?: string | undefined;
  /** What was thrown. */
  readonly err?: unknown;
  readonly [more: string]: unknown;
}

type Tell = (fields: LogFields, message: string) => void;

/** Events of the server, one a line. */
export type Log = { readonly [Level in LogLevel]: Tell };

export interface LogOptions {
  readonly level: LogLevel;
  /** `text`: for people, with the stacks of errors; `json`: an object a line. */
  readonly format: 'json' | 'text';
  /** By default the standard error stream. It writes at once: what a process says last matters most. */
  readonly write?: (line: string) => void;
}

/** The log of a server. Whatever reaches it, secrets of known forms do not leave it. */
export const createLog = ({ level, format, write }: LogOptions): Log => {
  const sink = write === undefined ? pino.destination({ fd: 2, sync: true }) : { write };
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: errorFacts },
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: (line) => scrub(format === 'text' ? formatLine(line) : line) },
    },
    sink,
  );
};
