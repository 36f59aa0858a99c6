import type { Json } from '../../../games/game.ts';
import type { ModelReply } from '../models/chat-model.ts';
import { findObjects } from '../parser/json-objects.ts';
import { createMoveReader, keyOf } from '../parser/move-reader.ts';
import type { ShownPosition } from '../prompt/position.ts';

const isFields = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const fieldsOf = (reply: ModelReply): Readonly<Record<string, unknown>> =>
  isFields(reply.json) ? reply.json : (findObjects(reply.text).objects.at(-1)?.value ?? {});

/** The worth that a model gave a position, from 0 to 1 for the seat that was asked; undefined where it gave none. */
export const readWorth = (reply: ModelReply | undefined): number | undefined => {
  const value = reply === undefined ? undefined : fieldsOf(reply)['value'];
  return typeof value === 'number' && value >= 1 && value <= 100 ? (value - 1) / 99 : undefined;
};

/** The legal moves that a model named, in its order, each once. What is not legal is dropped: it was only proposed. */
export const readProposals = (
  reply: ModelReply | undefined,
  { game, view, legal }: ShownPosition,
  count: number,
): readonly Json[] => {
  const listed = reply === undefined ? undefined : fieldsOf(reply)['moves'];
  if (!Array.isArray(listed)) return [];
  const reader = createMoveReader(game, view);
  const found = new Map<string, Json>();
  for (const item of listed.slice(0, 4 * count)) {
    const reading = reader.value(item);
    if ('action' in reading) found.set(keyOf(reading.action), reading.action);
  }
  const keys = legal === undefined ? undefined : new Set(legal.map(keyOf));
  return [...found].flatMap(([key, action]) => (keys?.has(key) === false ? [] : [action])).slice(0, count);
};
