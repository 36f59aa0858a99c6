import type { z } from 'zod';
import { formatIssues, refuse, type Refusal } from '../errors.ts';
import { isTooDeep, nestingLevelsMax } from '../nesting.ts';
import { protocolVersion } from '../protocol/constants.ts';
import { limits } from '../protocol/limits.ts';
import {
  actSchema,
  enterSchema,
  helloSchema,
  leaveSchema,
  pingSchema,
  resignSchema,
  type Act,
  type ClientMessage,
  type LobbyClientMessage,
} from '../protocol/messages.ts';

type Schemas<Message> = { readonly [type: string]: z.ZodType<Message> };

const seatSchemas: Schemas<ClientMessage> = {
  hello: helloSchema,
  act: actSchema,
  resign: resignSchema,
  ping: pingSchema,
};
const lobbySchemas: Schemas<LobbyClientMessage> = {
  hello: helloSchema,
  enter: enterSchema,
  leave: leaveSchema,
  ping: pingSchema,
};

const badType = (type: unknown): Refusal =>
  type === undefined
    ? refuse('unknown-type', 'The member `type` is missing.')
    : refuse('unknown-type', `There is no message of type ${JSON.stringify(type)?.slice(0, 80)}.`);

const read = <Message>(schemas: Schemas<Message>, value: unknown): Message | Refusal => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse('bad-frame', 'A message is one JSON object.');
  const { type, protocol } = value as { type?: unknown; protocol?: unknown };
  if (isTooDeep(value, limits.frameBytesMax))
    return refuse('too-deep', `The message has over ${nestingLevelsMax} levels of nesting.`);
  const schema = typeof type === 'string' && Object.hasOwn(schemas, type) ? schemas[type] : undefined;
  if (schema === undefined) return badType(type);
  if (type === 'hello' && typeof protocol === 'number' && protocol !== protocolVersion)
    return refuse('protocol-unsupported', `Protocol ${protocol} is not spoken here.`);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  return refuse('bad-frame', `${String(type)}: ${formatIssues(parsed.error.issues)}`);
};

/**
 * Whether a value is an act whose action is one word, with nothing beside it: nearly all that fast players send. It is
 * told by hand, at a tenth of what the schema costs, and a test holds it against the schema.
 */
const isPlainAct = (value: unknown): value is Act => {
  if (typeof value !== 'object' || value === null) return false;
  const { type, turn, id, action } = value as { readonly [member: string]: unknown };
  if (type !== 'act' || typeof action !== 'string' || typeof id !== 'string') return false;
  if (id === '' || id.length > limits.actionIdUnitsMax) return false;
  if (!Number.isSafeInteger(turn) || (turn as number) < 1) return false;
  // It has these four; the loop says whether it has a fifth.
  let count = 0;
  for (const _ in value) count += 1;
  return count === 4;
};

/** Reads what came from a seat over either door, once; all that follows trusts the message. */
export const readMessage = (value: unknown): ClientMessage | Refusal =>
  isPlainAct(value) ? value : read(seatSchemas, value);

/** Reads what came from an agent in the lobby. */
export const readLobbyMessage = (value: unknown): LobbyClientMessage | Refusal => read(lobbySchemas, value);
