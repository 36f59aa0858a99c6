import type { NoteLine } from '../format.ts';
import { isEnd } from '../read.ts';
import type { Note } from '../store.ts';

/** The lines of a log as a file holds them: its own as they are, then its notes, which an unfinished log cannot have yet. */
export const jsonlLines = (
  match: string,
  lines: readonly string[],
  notes: readonly Note[],
): readonly string[] => {
  const last = lines.at(-1);
  if (last === undefined || !isEnd(last)) return lines;
  const noteLines = notes.map(({ sha256, salt, text }): string =>
    JSON.stringify({ type: 'note', match, sha256, salt, text } satisfies NoteLine),
  );
  return [...lines, ...noteLines];
};

/** A log as the text of a file, each line with its newline. */
export const formatJsonl = (match: string, lines: readonly string[], notes: readonly Note[]): string =>
  jsonlLines(match, lines, notes)
    .map((line) => `${line}\n`)
    .join('');
