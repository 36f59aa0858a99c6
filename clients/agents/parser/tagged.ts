import type { MoveReader, Reading } from './move-reader.ts';
import { mentionsOther, takingBack } from './statement.ts';

/** `Final answer: e4` anywhere, `Move: e4` at the beginning of a line, `<move>e4</move>`, `\boxed{e4}`. */
const tags: readonly RegExp[] = [
  /\bfinal (?:answer|move|action|decision)\b[*_`"]*\s*(?:is\b\s*)?[:=]?[*_`"]*[ \t]*(?<said>[^\n]*)/giu,
  /^[ \t>*_#`-]*(?:my |the |chosen |selected |best )?(?:move|action|answer|decision|choice)[*_`"]*\s*[:=][*_`"]*[ \t]*(?<said>[^\n]*)/gimu,
  /<(?<tag>move|action|answer|final_answer)>\s*(?<said>[^<\n]*)\s*<\/\k<tag>>/giu,
  /\\boxed\{(?:\\text\{)?(?<said>[^{}\n]*)\}/gu,
];

interface Tagged {
  readonly said: string;
  readonly at: number;
  readonly end: number;
}

/** The last tag of a text; where its line holds nothing more, with the next line that does. */
const lastTag = (text: string): Tagged | undefined => {
  const found = tags.flatMap((tag) =>
    [...text.matchAll(tag)].map((match): Tagged => ({
      said: match.groups!['said']!.trim(),
      at: match.index,
      end: match.index + match[0].length,
    })),
  );
  const last = found.toSorted((one, other) => one.end - other.end || one.at - other.at).at(-1);
  if (last === undefined || last.said.replaceAll(/[*_`"\s]/gu, '') !== '') return last;
  const next = /^\s*(?<said>[^\n]*)/u.exec(text.slice(last.end));
  return { ...last, said: next?.groups?.['said']?.trim() ?? '' };
};

/** Shortest words of prose: as the first word of a line they are more likely that than the name of a cell. */
const proseWord = /^(?:a|i)$/iu;

/** What stands after a tag: a move and nothing else, or a move, a mark, and words that do not take it back. */
const readSaid = (said: string, reader: MoveReader): Reading => {
  const whole = reader.text(said);
  if ('action' in whole || whole.problem === 'illegal' || whole.problem === 'empty') return whole;
  const [first = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/u.exec(said)?.slice(1) ?? [];
  const reading = reader.text(first);
  if (!('action' in reading)) return reading.problem === 'illegal' ? { ...reading, said: first } : whole;
  const isClosed = /[.,;:!)\]*`"”’]$/u.test(first) || /^[(–—[-]/u.test(rest);
  if (!isClosed || takingBack.test(rest) || (proseWord.test(first) && !/^[(–—[-]/u.test(rest))) return whole;
  return mentionsOther(rest, reading.action, reader)
    ? { problem: 'ambiguous', said }
    : { ...reading, said: first };
};

/** The move of the last tagged line; undefined where there is no tag, or nothing behind it that is like a move. */
export const readTagged = (text: string, reader: MoveReader): Reading | undefined => {
  const tag = lastTag(text);
  if (tag === undefined) return undefined;
  const reading = readSaid(tag.said, reader);
  // The last word counts: a tag that was misspelt may stand further down.
  const isUndone = 'action' in reading && mentionsOther(text.slice(tag.end), reading.action, reader);
  return isUndone ? { problem: 'ambiguous', said: text.slice(tag.at) } : reading;
};
