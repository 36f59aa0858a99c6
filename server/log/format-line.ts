import { printable } from '../../replays/printable.ts';
import type { ErrorFacts } from './error-facts.ts';

interface Parsed {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  readonly err?: ErrorFacts;
  readonly [more: string]: unknown;
}

/** A text that cannot be taken for a line of its own. */
const isPlain = (value: unknown): value is string => typeof value === 'string' && !value.includes('\n');

/** A line of the log for people: when, how grave, what, about what, and the stack of an error below. */
export const formatLine = (line: string): string => {
  const { level, time, msg, err, ...about } = JSON.parse(line) as Parsed;
  const facts = Object.entries(about).map(
    ([name, value]) => `${name}=${isPlain(value) ? value : JSON.stringify(value)}`,
  );
  const head = [time, level.toUpperCase().padEnd(5), msg, ...facts].join(' ');
  return printable(err === undefined ? `${head}\n` : `${head}\n${err.stack}\n`);
};
