import { z } from 'zod';
import {
  endSchema as endLineSchema,
  eventSchema,
  headerSchema,
  heldSchema,
  noteLineSchema,
  refusalSchema,
  stepSchema,
} from '../../replays/format.ts';
import {
  ackSchema,
  actSchema,
  endSchema,
  enteredSchema,
  enterSchema,
  errorSchema,
  helloSchema,
  inviteSchema,
  leaveSchema,
  movedSchema,
  pingSchema,
  pongSchema,
  refusedSchema,
  resignSchema,
  turnSchema,
  updateSchema,
  welcomeSchema,
} from './messages.ts';

/** Messages that an agent sends. */
export const clientSchemas = {
  hello: helloSchema,
  act: actSchema,
  resign: resignSchema,
  ping: pingSchema,
  enter: enterSchema,
  leave: leaveSchema,
} as const;

/** Messages that the arena sends. */
export const serverSchemas = {
  welcome: welcomeSchema,
  turn: turnSchema,
  ack: ackSchema,
  refused: refusedSchema,
  update: updateSchema,
  end: endSchema,
  error: errorSchema,
  moved: movedSchema,
  pong: pongSchema,
  entered: enteredSchema,
  invite: inviteSchema,
} as const;

/** Lines of a log, in the order in which a log may hold them. */
export const lineSchemas = {
  header: headerSchema,
  held: heldSchema,
  step: stepSchema,
  refusal: refusalSchema,
  event: eventSchema,
  finish: endLineSchema,
  note: noteLineSchema,
} as const;

/** The part of JSON Schema that the documents are written from. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly additionalProperties?: boolean | JsonSchema;
}

/** Any JSON value is the empty schema; the reference that zod writes for it says no more and reads worse. */
const plainJson = (key: string, value: unknown): unknown => {
  if (key === '$defs') return undefined;
  const isReference = typeof value === 'object' && value !== null && '$ref' in value;
  return isReference ? {} : value;
};

/** JSON Schema of what a caller may send (`input`) or will get (`output`). */
export const jsonSchemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return JSON.parse(JSON.stringify(made), plainJson) as JsonSchema;
};
