import { z } from 'zod';
import type { Json } from '../games/game.ts';

/** The version of the log format that this build writes. */
export const formatVersion = 1;

/** What stands in `prev` of the first line. */
export const chainStart = '0'.repeat(64);

/** A SHA-256. */
export const digestPattern = /^[0-9a-f]{64}$/;
/** What `z.iso.datetime` asks: a date and a time of day in UTC. */
export const instantPattern = z.regexes.datetime({});
/** A seat where it names a member. */
export const seatKeyPattern = /^\d+$/;
/** The id that a client gives its action, in UTF-16 code units. */
export const idUnitsMax = 64;

const digest = z.string().regex(digestPattern, '64 lower-case hexadecimal digits');
const instant = z.iso.datetime();
const seatKey = z.string().regex(seatKeyPattern);
const seat = z.int().min(0).max(63);
const count = z.int().min(0);

const anyJson = z.json();

/**
 * Any JSON value, kept as it is. Zod's own schema makes a copy, and leaves an own member `__proto__` out of it without a
 * word: no schema of a game could refuse it any more.
 */
export const jsonSchema = z
  .unknown()
  .refine((value) => anyJson.safeParse(value).success, { message: 'Invalid input' }) as z.ZodType<Json>;

export const clockPresets = ['bot', 'blitz', 'llm'] as const;

/** The time control of a match; every figure in milliseconds. */
export const clockSchema = z.strictObject({
  preset: z.enum([...clockPresets, 'custom']),
  /** For one turn, before the bank is touched; absent where only the bank counts. */
  moveMs: count.optional(),
  bankMs: count,
  incrementMs: count,
  /** How long a seat may be without a socket, over the whole match. */
  disconnectMs: count,
  /** How long a match waits for its seats to say hello. */
  joinMs: count,
});
export type ClockSettings = z.infer<typeof clockSchema>;

export const attemptsSchema = z.strictObject({
  max: z.int().min(1).max(100),
  /** What the last refused attempt leads to: a forfeit, or this action in canonical form. */
  then: z.union([z.literal('forfeit'), z.strictObject({ default: jsonSchema })]),
});
export type AttemptsPolicy = z.infer<typeof attemptsSchema>;

export const releases = ['end', 'group', 'event'] as const;
export type Release = (typeof releases)[number];

export const seatKinds = ['bot', 'engine', 'model', 'human', 'script'] as const;

/** Who sits in a seat. `agent` is the canonical address and version of a hosted player, or a registered id. */
export const seatEntrySchema = z.strictObject({
  agent: z.string().min(1).max(400),
  name: z.string().min(1).max(80),
  owner: z.string().min(1).max(80),
  kind: z.enum(seatKinds),
});
export type SeatEntry = z.infer<typeof seatEntrySchema>;

/** Nobody uses more for one answer; a match of a million answers still adds up to an exact number. */
export const usageMax = { tokens: 1_000_000_000, costUsd: 1_000_000 } as const;

const tokens = count.max(usageMax.tokens);

/** Tokens and money that a turn cost. What is unknown is absent, never 0. */
export const usageSchema = z.strictObject({
  input: tokens.optional(),
  output: tokens.optional(),
  reasoning: tokens.optional(),
  cached: tokens.optional(),
  costUsd: z.number().min(0).max(usageMax.costUsd).optional(),
});
export type Usage = z.infer<typeof usageSchema>;

/** A text beside the chain: SHA-256 of salt and text, and the text's size in UTF-8 bytes. */
export const noteRefSchema = z.strictObject({
  sha256: digest,
  bytes: count,
  cut: z.literal(true).optional(),
});
export type NoteRef = z.infer<typeof noteRefSchema>;

export const sources = [
  'model',
  'rethink',
  'vote',
  'search',
  'tool',
  'fallback',
  'bot',
  'engine',
  'human',
  'script',
  'default',
] as const;

/** How an action came about: the client's id, the think time, the refusals before it, and what it claims. */
export const bySchema = z.strictObject({
  id: z.string().max(idUnitsMax).optional(),
  ms: count,
  attempts: z.int().min(1),
  source: z.enum(sources).optional(),
  usage: usageSchema.optional(),
  model: z.string().max(200).optional(),
  settings: z.record(z.string().max(64), jsonSchema).optional(),
  finish: z.string().max(64).optional(),
  note: noteRefSchema.optional(),
});
export type By = z.infer<typeof bySchema>;

export const faultClasses = [
  'truncated',
  'empty',
  'unparsable',
  'ambiguous',
  'illegal',
  'timeout',
  'disconnect',
  'budget',
] as const;
export type FaultClass = (typeof faultClasses)[number];
export const refusalClasses = ['truncated', 'empty', 'unparsable', 'ambiguous', 'illegal'] as const;
export type RefusalClass = (typeof refusalClasses)[number];

export const terminations = [
  'normal',
  'resign',
  'step-limit',
  'attempts',
  'timeout',
  'disconnect',
  'budget',
  'aborted',
  'void-infra',
  'void-provider',
  'void-arbiter',
] as const;
export type Termination = (typeof terminations)[number];

/** Terminations without an outcome: nobody's strength shows in them, so nothing is rated. */
export const isVoid = (
  termination: Termination,
): termination is Extract<Termination, 'aborted' | `void-${string}`> =>
  termination === 'aborted' || termination.startsWith('void-');

export const groupSchema = z.strictObject({
  pair: z.string().max(80).optional(),
  start: z.string().max(80).optional(),
  event: z.string().max(80).optional(),
});
export type Group = z.infer<typeof groupSchema>;

export const outcomeSchema = z.strictObject({
  scores: z.array(z.number().nullable()),
  places: z.array(z.int().min(1).nullable()),
  reason: z.string().min(1).max(80),
});

export const faultSchema = z.strictObject({ seat, class: z.enum(faultClasses) });
export type Fault = z.infer<typeof faultSchema>;

export const matchIdPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{5,63}$/;

export const headerSchema = z.strictObject({
  type: z.literal('header'),
  v: z.literal(formatVersion),
  prev: z.literal(chainStart),
  match: z.string().regex(matchIdPattern),
  game: z.strictObject({ id: z.string().min(1).max(80), version: z.int().min(1) }),
  config: jsonSchema,
  roles: z.array(z.string()).min(1),
  seats: z.array(seatEntrySchema).min(1),
  clock: clockSchema,
  attempts: attemptsSchema,
  legalTold: z.boolean(),
  rated: z.boolean(),
  release: z.enum(releases),
  /** How long after the fact spectators saw it, until the release; absent where they saw it at once. */
  spectatorDelayMs: z.int().min(1).optional(),
  seedCommitment: digest,
  server: z.strictObject({ version: z.string().max(40), key: z.string().max(100) }),
  at: instant,
});
export type Header = z.infer<typeof headerSchema>;

export const heldSchema = z.strictObject({
  type: z.literal('held'),
  prev: digest,
  turn: z.int().min(1),
  seat,
  action: jsonSchema,
  by: bySchema,
  at: instant,
});
export type Held = z.infer<typeof heldSchema>;

export const stepSchema = z.strictObject({
  type: z.literal('step'),
  prev: digest,
  n: z.int().min(1),
  actions: z.record(seatKey, jsonSchema),
  by: z.record(seatKey, bySchema),
  state: digest,
  at: instant,
});
export type Step = z.infer<typeof stepSchema>;

export const refusalSchema = z.strictObject({
  type: z.literal('refusal'),
  prev: digest,
  turn: z.int().min(1),
  seat,
  class: z.enum(refusalClasses),
  code: z.string().max(80),
  id: z.string().max(idUnitsMax).optional(),
  note: noteRefSchema.optional(),
  usage: usageSchema.optional(),
  at: instant,
});
export type Refusal = z.infer<typeof refusalSchema>;

const eventKinds = [
  'disconnect',
  'reconnect',
  'paused',
  'resumed',
  'adopted',
  'deadline',
  'absent',
  'resign',
  'cancelled',
  'failure',
] as const;

/** What happened beside the play. `turn` is the turn that was open; `ms` the length of a pause. */
export const eventSchema = z.strictObject({
  type: z.literal('event'),
  prev: digest,
  kind: z.enum(eventKinds),
  seat: seat.optional(),
  turn: z.int().min(1).optional(),
  ms: count.optional(),
  code: z.string().max(80).optional(),
  at: instant,
});
export type Event = z.infer<typeof eventSchema>;

export const endSchema = z.strictObject({
  type: z.literal('end'),
  prev: digest,
  outcome: outcomeSchema.nullable(),
  termination: z.enum(terminations),
  fault: faultSchema.nullable(),
  seed: z.string().regex(/^[0-9a-f]{32}$/),
  state: digest,
  group: groupSchema.optional(),
  at: instant,
  /** Ed25519 over the SHA-256 of this line without this member, as base64url. */
  signature: z.string().max(100),
});
export type End = z.infer<typeof endSchema>;

/** The lines of the chain, in the order header, (held | step | refusal | event)*, end. */
export const lineSchema = z.discriminatedUnion('type', [
  headerSchema,
  heldSchema,
  stepSchema,
  refusalSchema,
  eventSchema,
  endSchema,
]);
export type Line = z.infer<typeof lineSchema>;

/** A note as it is exported, after `end` and outside the chain. */
export const noteLineSchema = z.strictObject({
  type: z.literal('note'),
  match: z.string().regex(matchIdPattern),
  sha256: digest,
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  text: z.string(),
});
export type NoteLine = z.infer<typeof noteLineSchema>;

/** The text whose SHA-256 commits to a seed without letting matches on one seed be linked. */
export const commitmentText = (match: string, seed: string): string => `agon-seed-v1${match}${seed}`;

/** The text of an `end` line that its signature covers: the line without the signature member. */
export const signedText = (endLine: string): string => endLine.replace(/,"signature":"[^"]*"\}$/, '}');
