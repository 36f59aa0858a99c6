import { styleText } from 'node:util';
import { printable } from '../../replays/printable.ts';
import type { ToldError } from './cli-error.ts';

/** What a command prints. Data goes to standard output, all that is said about it to standard error. */
export interface Output {
  readonly isJson: boolean;
  /** A line for people; nothing under `--json`. */
  readonly text: (line: string) => void;
  /** One JSON value on one line; nothing without `--json`. */
  readonly data: (value: unknown) => void;
  /** Something to know beside the data. */
  readonly note: (line: string) => void;
}

/** Output of a command that was given `--json` or was not. */
export const createOutput = (isJson: boolean): Output => ({
  isJson,
  text: (line) => void (isJson || process.stdout.write(`${printable(line)}\n`)),
  data: (value) => void (isJson && process.stdout.write(`${JSON.stringify(value)}\n`)),
  note: (line) => void process.stderr.write(`${printable(line)}\n`),
});

/** Colour where the stream is a terminal that wants it: `styleText` asks the stream, NO_COLOR and FORCE_COLOR. */
export const paint = (
  colour: 'red' | 'green' | 'yellow' | 'dim' | 'bold',
  text: string,
  stream: NodeJS.WriteStream = process.stdout,
): string => styleText(colour, text, { stream });

/** Tells of an error on standard error. */
export const printError = ({ code, message, hint }: ToldError, isJson: boolean): void => {
  if (isJson) {
    process.stderr.write(`${JSON.stringify({ error: { code, message, hint } })}\n`);
    return;
  }
  const lines = [
    `${paint('red', `error (${code}):`, process.stderr)} ${message}`,
    ...(hint === '' ? [] : [hint]),
  ];
  process.stderr.write(`${printable(lines.join('\n'))}\n`);
};

/** A reader that has seen enough, such as `head`, closes the pipe: that ends the program and is no error. */
export const endOnClosedPipe = (): void => {
  const onError = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  };
  process.stdout.on('error', onError);
  process.stderr.on('error', onError);
};
