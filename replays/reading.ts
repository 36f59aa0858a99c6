import { sha256Hex } from '../games/sha256.ts';
import {
  chainStart,
  type End,
  type Event,
  type Header,
  type Held,
  type Line,
  type NoteLine,
  type NoteRef,
  type Refusal,
  type Step,
} from './format.ts';
import { parseLine } from './line.ts';
import { finding, type Finding, type Problem } from './verdict.ts';

/** A record between header and end. */
export type MiddleRecord = Held | Step | Refusal | Event;

/** A record and its line, from 1 within the log. */
interface Placed<T> {
  readonly line: number;
  readonly record: T;
}

/** The `end` record with its exact text, which the signature covers. */
export type PlacedEnd = Placed<End> & { readonly text: string };

/** The records of one log, up to the first problem with their form, order, numbering or chain. */
export interface LogReading {
  readonly header?: Header;
  readonly records: readonly Placed<MiddleRecord>[];
  readonly end?: PlacedEnd;
  readonly steps: number;
  readonly problem?: Problem;
  /** The `end` line is cut off from the chain: with a bad signature it, not the line before, was changed. */
  readonly looseEnd?: PlacedEnd;
}

interface Draft {
  header?: Header;
  readonly records: Placed<MiddleRecord>[];
  end?: PlacedEnd;
  steps: number;
  lines: number;
  /** SHA-256 of each line of the chain so far, in their order. */
  readonly heads: string[];
  readonly notes: Map<string, NoteRef>;
}

const encoder = new TextEncoder();

const noteRefsOf = (record: Line): readonly NoteRef[] => {
  switch (record.type) {
    case 'step':
      return Object.values(record.by).flatMap((by) => by.note ?? []);
    case 'held':
      return record.by.note === undefined ? [] : [record.by.note];
    case 'refusal':
      return record.note === undefined ? [] : [record.note];
    case 'header':
    case 'event':
    case 'end':
      return [];
  }
};

/** A note must be one that the chain refers to, told once. */
const checkNote = (draft: Draft, note: NoteLine): Finding | undefined => {
  if (draft.end === undefined) return finding('order', 'A note stands before the end; notes come after it.');
  const ref = draft.notes.get(note.sha256);
  if (note.match !== draft.header?.match) return finding('note', 'The note belongs to another match.');
  if (ref === undefined)
    return finding('note', 'No record refers to this note, or the note is given a second time.');
  if (sha256Hex(note.salt + note.text) !== note.sha256)
    return finding('note', 'The text and salt of the note do not have the SHA-256 that the chain holds.');
  if (encoder.encode(note.text).length !== ref.bytes)
    return finding('note', `The note should have ${ref.bytes} bytes.`);
  draft.notes.delete(note.sha256);
  return undefined;
};

const checkOrder = (draft: Draft, line: Line): Finding | undefined => {
  if (draft.end !== undefined)
    return finding('order', `After the end only notes may follow; this is a ${line.type}.`);
  if (draft.header === undefined && line.type !== 'header')
    return finding('order', `A log begins with its header; this is a ${line.type}.`);
  if (draft.header !== undefined && line.type === 'header')
    return finding('order', 'A second header: another log begins here.');
  return undefined;
};

/** Records name the step that they are part of; events may leave it out. */
const checkNumbering = (draft: Draft, line: Line): Finding | undefined => {
  if (line.type === 'header' || line.type === 'end') return undefined;
  const named = line.type === 'step' ? line.n : line.turn;
  const open = draft.steps + 1;
  if (named === undefined || named === open) return undefined;
  return finding('numbering', `Step ${open} is due; the ${line.type} belongs to step ${named}.`);
};

const chained = (line: number, why: string): Problem => ({ line, code: 'chain', why });

/**
 * Who is to blame when the line just read does not follow the one before. A changed line no longer has the
 * SHA-256 that the next one states; a line whose own `prev` was changed breaks the link on both its sides.
 */
const blame = (draft: Draft, text: string, prev: string, next: string | undefined): Problem => {
  const at = draft.lines;
  const origin = draft.heads.indexOf(prev) + 1;
  if (origin > 0)
    return chained(
      at,
      `The line follows line ${origin}, not line ${at - 1}: it is repeated or out of place.`,
    );
  const nextPrev = next === undefined ? undefined : /"prev":"([0-9a-f]{64})"/.exec(next)?.[1];
  if (nextPrev !== undefined && nextPrev !== sha256Hex(text))
    return chained(at, `\`prev\` is not the SHA-256 of line ${at - 1}: the line was changed or moved.`);
  return chained(
    at - 1,
    `The SHA-256 of the line is not the one that line ${at} states: it was changed, or a line after it is missing.`,
  );
};

const addLine = (draft: Draft, line: Line, text: string): void => {
  draft.heads.push(sha256Hex(text));
  for (const ref of noteRefsOf(line)) draft.notes.set(ref.sha256, ref);
  if (line.type === 'header') draft.header = line;
  else if (line.type === 'end') draft.end = { line: draft.lines, record: line, text };
  else draft.records.push({ line: draft.lines, record: line });
  if (line.type === 'step') draft.steps += 1;
};

type Taken = Pick<LogReading, 'problem' | 'looseEnd'>;

const takeLine = (draft: Draft, text: string, following: () => string | undefined): Taken => {
  draft.lines += 1;
  const here = (found: Finding | undefined): Taken =>
    found === undefined ? {} : { problem: { line: draft.lines, ...found } };
  const parsed = parseLine(text);
  if ('why' in parsed) return here(parsed);
  const { line } = parsed;
  if (line.type === 'note') return here(checkNote(draft, line));
  const found = checkOrder(draft, line) ?? checkNumbering(draft, line);
  if (found !== undefined) return here(found);
  if (line.prev === (draft.heads.at(-1) ?? chainStart)) {
    addLine(draft, line, text);
    return {};
  }
  const problem = blame(draft, text, line.prev, line.type === 'end' ? undefined : following());
  const isLoose = line.type === 'end' && problem.line < draft.lines;
  return isLoose ? { problem, looseEnd: { line: draft.lines, record: line, text } } : { problem };
};

/** Reads the lines of one log in one pass and checks all that needs neither its game nor its key. */
export const readLog = (lines: Iterable<string>): LogReading => {
  const draft: Draft = {
    records: [],
    steps: 0,
    lines: 0,
    heads: [],
    notes: new Map(),
  };
  const iterator = Iterator.from(lines);
  const following = (): string | undefined => iterator.next().value;
  const reading = (taken: Taken): LogReading => ({
    ...(draft.header !== undefined && { header: draft.header }),
    ...(draft.end !== undefined && { end: draft.end }),
    records: draft.records,
    steps: draft.steps,
    ...taken,
  });
  for (let item = iterator.next(); item.done !== true; item = iterator.next()) {
    const taken = takeLine(draft, item.value, following);
    if (taken.problem !== undefined) return reading(taken);
  }
  if (draft.lines === 0)
    return reading({ problem: { line: 1, code: 'empty', why: 'The log has no lines.' } });
  return reading({});
};
