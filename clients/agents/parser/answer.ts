import type { AnyGame, Json } from '../../../games/game.ts';
import type { ModelReply } from '../models/chat-model.ts';
import { findObjects } from './json-objects.ts';
import { createMoveReader, keyOf, type MoveReader, type Reading } from './move-reader.ts';
import { findStatement, mentionsOther } from './statement.ts';
import { readTagged } from './tagged.ts';

/** Which rung of the ladder an answer was read on. */
export const rungs = ['structured', 'json', 'tagged', 'stated'] as const;
export type Rung = (typeof rungs)[number];

/** What an answer was read as. `thought` and `note` are what the model said beside its move. */
export type Answer = {
  readonly thought?: string | undefined;
  readonly note?: string | undefined;
} & (
  | { readonly action: Json; readonly rung: Rung }
  | {
      readonly problem: 'truncated' | 'empty' | 'unparsable' | 'ambiguous' | 'illegal';
      /** The part of the answer that was to be the move. */
      readonly said: string;
    }
);

type Said = Pick<ModelReply, 'text' | 'json' | 'finish'>;

/** Prose beyond this is not searched for a sentence that names a move. */
const statedUnitsMax = 8000;

/** The answer without what the model thought aloud in tags, closed or not, and without marks of quotation. */
const withoutThoughts = (text: string): string => {
  const after = text.lastIndexOf('</think>');
  const visible = after < 0 ? text : text.slice(after + '</think>'.length);
  return visible.replace(/<think>[\s\S]*$/u, '').replaceAll(/^> ?/gmu, '');
};

type Fields = Readonly<Record<string, unknown>>;

const moveKeys = ['move', 'action'] as const;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

const besideOf = (fields: Fields) => ({ thought: textOf(fields['thought']), note: textOf(fields['note']) });

const isSame = (one: Reading, other: Reading): boolean =>
  'action' in one && 'action' in other && keyOf(one.action) === keyOf(other.action);

/** A field's words where they are no move by themselves: "I play e4". */
const readField = (value: unknown, reader: MoveReader): Reading => {
  const reading = reader.value(value);
  if ('action' in reading || reading.problem === 'illegal' || typeof value !== 'string') return reading;
  const stated = findStatement(value, reader);
  if (stated.kind === 'none') return reading;
  return stated.kind === 'one' ? stated : { problem: 'ambiguous', said: value };
};

/** The move of an object: its member, or the object itself where that is the game's own form of an action. */
const readFields = (fields: Fields, reader: MoveReader): Reading | undefined => {
  const given = moveKeys.filter((key) => key in fields);
  if (given.length === 0) {
    const whole = reader.value(fields);
    return 'action' in whole || whole.problem === 'illegal' ? whole : undefined;
  }
  const [first, second] = given.map((key) => readField(fields[key], reader));
  if (second === undefined || isSame(first!, second)) return first;
  return { problem: 'ambiguous', said: JSON.stringify(fields) };
};

const answerOf = (reading: Reading, rung: Rung, fields: Fields = {}): Answer =>
  'action' in reading
    ? { action: reading.action, rung, ...besideOf(fields) }
    : { problem: reading.problem, said: reading.said, ...besideOf(fields) };

const isFields = (json: Json | undefined): json is Readonly<Record<string, Json>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const readJson = (text: string, reader: MoveReader): Answer | { readonly isCut: boolean } => {
  const { objects, isCut } = findObjects(text);
  // What was cut off would have been the last one.
  if (isCut) return { isCut };
  const last = objects.at(-1);
  const reading = last === undefined ? undefined : readFields(last.value, reader);
  if (last === undefined || reading === undefined) return { isCut };
  const rest = text.slice(last.end);
  // The last word counts: a move that is named after the object may be the one that is meant.
  const isUndone = 'action' in reading && mentionsOther(rest, reading.action, reader);
  return answerOf(isUndone ? { problem: 'ambiguous', said: text } : reading, 'json', last.value);
};

const readProse = (text: string, reader: MoveReader): Answer => {
  const tagged = readTagged(text, reader);
  if (tagged !== undefined && ('action' in tagged || tagged.problem !== 'unparsable'))
    return answerOf(tagged, 'tagged');
  // A tag says where the answer is: a move that stands elsewhere is another one.
  if (tagged !== undefined && tagged.said !== '') return { problem: 'unparsable', said: tagged.said };
  if (text.length > statedUnitsMax) return { problem: 'unparsable', said: text };
  const stated = findStatement(text, reader);
  if (stated.kind === 'one') return answerOf(stated, 'stated');
  return { problem: stated.kind === 'none' ? 'unparsable' : 'ambiguous', said: text };
};

const readText = (text: string, reader: MoveReader): Answer => {
  if (text.trim() === '') return { problem: 'empty', said: '' };
  const whole = reader.text(text);
  if ('action' in whole || whole.problem === 'illegal') return answerOf(whole, 'stated');
  const json = readJson(text, reader);
  if (!('isCut' in json)) return json;
  const answer: Answer = json.isCut ? { problem: 'unparsable', said: text } : readProse(text, reader);
  const isUnclear = 'problem' in answer && answer.problem === 'unparsable' && whole.problem === 'ambiguous';
  return isUnclear ? answerOf(whole, 'stated') : answer;
};

/**
 * Reads a model's answer, from the surest form to the loosest: the provider's own structured output, the last JSON
 * object, the last tagged line, a sentence that does nothing but name a move. Whatever could be meant otherwise is a
 * problem and never a guess.
 */
export const readAnswer = (reply: Said, game: AnyGame, view: Json): Answer => {
  const reader = createMoveReader(game, view);
  const fields = isFields(reply.json) ? reply.json : undefined;
  const structured = fields === undefined ? undefined : readFields(fields, reader);
  if (structured !== undefined) return answerOf(structured, 'structured', fields);
  // Whatever stands there, what was cut off might have changed it.
  if (reply.finish === 'length') return { problem: 'truncated', said: reply.text };
  return readText(withoutThoughts(reply.text), reader);
};
