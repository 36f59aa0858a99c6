import type { NoteLine } from '../format.ts';
import type { Note } from '../store.ts';

/** A log as a file holds it: its lines as they are, then its notes, each line with its newline. */
export const formatJsonl = (match: string, lines: readonly string[], notes: readonly Note[]): string => {
  const noteLines = notes.map(({ sha256, salt, text }): string =>
    JSON.stringify({ type: 'note', match, sha256, salt, text } satisfies NoteLine),
  );
  return [...lines, ...noteLines].map((line) => `${line}\n`).join('');
};
