import type { ErrorFacts } from './error-facts.ts';

interface Parsed {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  readonly err?: ErrorFacts;
  readonly [more: string]: unknown;
}

/** A line of the log for people: when, how grave, what, about what, and the stack of an error below. */
export const formatLine = (line: string): string => {
  const { level, time, msg, err, ...about } = JSON.parse(line) as Parsed;
  const facts = Object.entries(about).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const head = [time, level.toUpperCase().padEnd(5), msg, ...facts].join(' ');
  return err === undefined ? `${head}\n` : `${head}\n${err.stack}\n`;
};
