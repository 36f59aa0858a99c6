import { styleText } from 'node:util';
import { printable } from '../../replays/printable.ts';
import { environmentError, type ToldError } from './cli-error.ts';

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

/** Ends the work as Ctrl-C does, so that logs are whole; a command that does not listen to that has its verdict still to come. */
const interrupt = (): void => void process.emit('SIGINT');

/**
 * Takes the errors of the standard streams. A reader that has seen enough, such as `head`, closes the pipe, which is no
 * error; where a disk is full, the exit code says so. In both cases nothing more is printed there, and play is interrupted.
 */
export const watchStreams = (isJson: boolean): void => {
  const broken = new Set<NodeJS.WriteStream>();
  const watch = (stream: NodeJS.WriteStream, onBroken: (error: NodeJS.ErrnoException) => void): void =>
    void stream.on('error', (error: NodeJS.ErrnoException) => {
      if (broken.has(stream)) return;
      broken.add(stream);
      onBroken(error);
    });
  watch(process.stderr, () => {});
  watch(process.stdout, ({ code, message }) => {
    if (code !== 'EPIPE') {
      const told = environmentError(
        'output-failed',
        `Standard output cannot be written: ${message}`,
        'Make room on its disk.',
      );
      printError(told, isJson);
      process.on('exit', () => (process.exitCode = told.exit));
    }
    interrupt();
  });
};
