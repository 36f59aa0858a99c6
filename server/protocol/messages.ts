import { z } from 'zod';
import {
  attemptsSchema,
  clockSchema,
  faultSchema,
  jsonSchema,
  outcomeSchema,
  releases,
  sources,
  terminations,
  usageSchema,
} from '../../replays/format.ts';
import { protocolVersion } from './constants.ts';
import { limits } from './limits.ts';

const turn = z.int().min(1);
const actionId = z.string().min(1).max(limits.actionIdUnitsMax);

export const helloSchema = z
  .strictObject({
    type: z.literal('hello'),
    protocol: z.literal(protocolVersion),
    ticket: z.string().max(200).optional(),
    key: z.string().max(200).optional(),
  })
  .describe("The first frame of a socket: a ticket opens the seat of one match, an agent's key the lobby.");

/** What a model was asked with. A log that holds it in each of its steps must stay one that readers take. */
const settingsSchema = z
  .record(z.string().max(64), jsonSchema)
  .refine((settings) => JSON.stringify(settings).length <= limits.settingsUnitsMax, {
    message: `has more than ${limits.settingsUnitsMax} units as JSON.`,
  });

export const actSchema = z
  .strictObject({
    type: z.literal('act'),
    turn,
    id: actionId,
    action: jsonSchema.optional(),
    text: z.string().max(limits.frameBytesMax).optional(),
    reasoning: z.string().optional(),
    usage: usageSchema.optional(),
    model: z.string().max(200).optional(),
    settings: settingsSchema.optional(),
    source: z.enum(sources).exclude(['default']).optional(),
    finish: z.string().max(64).optional(),
  })
  .describe('Plays the pending turn: `action` in structured form, or `text` to be parsed strictly.');

export const resignSchema = z.strictObject({ type: z.literal('resign') }).describe('Gives the match up.');

export const pingSchema = z
  .strictObject({ type: z.literal('ping') })
  .describe('Asks for a sign of life; answered by `pong`.');

export const enterSchema = z
  .strictObject({
    type: z.literal('enter'),
    games: z.array(z.string().min(1).max(80)).min(1).max(limits.lobbyGamesMax),
    concurrency: z.int().min(1).max(limits.lobbyConcurrencyMax).optional(),
    challenges: z.boolean().optional(),
    worker: z.string().max(40).optional(),
  })
  .describe('The agent is ready for invitations to these games; sent again, it changes the terms.');

export const leaveSchema = z
  .strictObject({ type: z.literal('leave') })
  .describe('No more invitations on this socket; matches that are under way go on.');

export const lobbyClientMessageSchema = z.discriminatedUnion('type', [
  helloSchema,
  enterSchema,
  leaveSchema,
  pingSchema,
]);
export type LobbyClientMessage = z.infer<typeof lobbyClientMessageSchema>;
export type Enter = z.infer<typeof enterSchema>;

export const clientMessageSchema = z.discriminatedUnion('type', [
  helloSchema,
  actSchema,
  resignSchema,
  pingSchema,
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;
export type Hello = z.infer<typeof helloSchema>;
export type Act = z.infer<typeof actSchema>;

export const welcomeSchema = z
  .strictObject({
    type: z.literal('welcome'),
    match: z.string(),
    seat: z.int().min(0),
    role: z.string(),
    game: z.strictObject({ id: z.string(), version: z.int() }),
    rules: z.string(),
    config: jsonSchema,
    actionSchema: z.record(z.string(), z.unknown()),
    clock: clockSchema,
    attempts: attemptsSchema,
    legalTold: z.boolean(),
    seedCommitment: z.string(),
    seats: z.array(z.strictObject({ role: z.string(), name: z.string().optional() })),
    last: z.strictObject({ turn, id: z.string() }).nullable(),
  })
  .describe("Answers a hello. `last` is the seat's last durable action with an id.");

export const deadlineSchema = z.strictObject({
  moveMs: z.int().optional(),
  bankMs: z.int(),
});

export const turnSchema = z
  .strictObject({
    type: z.literal('turn'),
    turn,
    view: jsonSchema,
    text: z.string(),
    legal: z.array(jsonSchema).optional(),
    deadline: deadlineSchema,
    attemptsLeft: z.int().min(1),
    refusal: z.strictObject({ code: z.string(), message: z.string() }).optional(),
    news: z.string().optional(),
  })
  .describe("It is this seat's turn. `turn` is the number of the step that its action will be part of.");

export const ackSchema = z
  .strictObject({ type: z.literal('ack'), turn, id: z.string() })
  .describe('The action with this id is part of the log and survives a crash of the server.');

export const refusedSchema = z
  .strictObject({
    type: z.literal('refused'),
    turn,
    id: z.string(),
    code: z.string(),
    message: z.string(),
    attemptsLeft: z.int().min(0),
  })
  .describe('The action was not played and the turn stays open. A `stale` refusal costs no attempt.');

export const updateSchema = z
  .strictObject({
    type: z.literal('update'),
    turn,
    view: jsonSchema,
    news: z.string(),
  })
  .describe('A step was played and another seat acts next.');

export const endSchema = z
  .strictObject({
    type: z.literal('end'),
    outcome: outcomeSchema.nullable(),
    termination: z.enum(terminations),
    fault: faultSchema.nullable(),
    release: z.enum(releases),
    replay: z.string(),
  })
  .describe('The match is over; the socket is closed with 1000 after it.');

export const errorSchema = z
  .strictObject({ type: z.literal('error'), code: z.string(), message: z.string(), hint: z.string() })
  .describe('A frame was refused; the seat and its turn are as they were.');

export const movedSchema = z
  .strictObject({ type: z.literal('moved'), url: z.string() })
  .describe('Another process holds this match: connect to that url, else to the base url.');

export const pongSchema = z
  .strictObject({ type: z.literal('pong') })
  .describe('Answers a `ping`: the process at the other end is alive.');

export const enteredSchema = z
  .strictObject({
    type: z.literal('entered'),
    agent: z.string(),
    games: z.array(z.string()),
    concurrency: z.int(),
    challenges: z.boolean(),
    matches: z.int().min(0),
  })
  .describe('Answers `enter`: the terms as they are now.');

export const inviteSchema = z
  .strictObject({
    type: z.literal('invite'),
    match: z.string(),
    seat: z.int().min(0),
    game: z.string(),
    url: z.string(),
    ticket: z.string(),
  })
  .describe('A seat waits for this agent: open a socket at `url` and say hello with `ticket`.');

export const lobbyMessageSchema = z.discriminatedUnion('type', [
  enteredSchema,
  inviteSchema,
  errorSchema,
  pongSchema,
]);
export type LobbyMessage = z.infer<typeof lobbyMessageSchema>;

export const serverMessageSchema = z.discriminatedUnion('type', [
  welcomeSchema,
  turnSchema,
  ackSchema,
  refusedSchema,
  updateSchema,
  endSchema,
  errorSchema,
  movedSchema,
  pongSchema,
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;
export type Welcome = z.infer<typeof welcomeSchema>;
export type Turn = z.infer<typeof turnSchema>;
export type EndMessage = z.infer<typeof endSchema>;
export type Deadline = z.infer<typeof deadlineSchema>;
