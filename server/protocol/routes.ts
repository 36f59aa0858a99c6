import { z } from 'zod';
import {
  attemptsSchema,
  clockPresets,
  clockSchema,
  faultSchema,
  jsonSchema,
  matchIdPattern,
  outcomeSchema,
  refusalClasses,
  releases,
  seatKinds,
  terminations,
  usageSchema,
} from '../../replays/format.ts';
import { accountNamePattern } from '../accounts/accounts.ts';
import { limits } from './limits.ts';

const name = z
  .string()
  .regex(accountNamePattern, 'a name: lower-case letters, digits, ".", "_", "-"; at most 40');
const matchId = z.string().regex(matchIdPattern);
const statuses = ['waiting', 'running', 'over'] as const;
const result = z.strictObject({
  outcome: outcomeSchema.nullable(),
  termination: z.enum(terminations),
  fault: faultSchema.nullable(),
});
const cursor = z.string().max(400);

/** One seat of a request, in one of four words. */
const seatWord = z.string().max(200).describe('"open", "agent:ID", "bot:NAME" or "entry:NAME"');

const clockMsMax = 7 * 24 * 3_600_000;
const clockMs = z.int().min(0).max(clockMsMax);
/** A time control of the caller's own. */
const customClock = z.strictObject({
  moveMs: clockMs.optional(),
  bankMs: clockMs,
  incrementMs: clockMs,
  disconnectMs: clockMs,
  joinMs: clockMs,
});

export const createMatchSchema = z
  .strictObject({
    game: z.string().max(80),
    config: jsonSchema.optional().describe("Members that are left out take the game's default."),
    seats: z.array(seatWord).min(1).max(64).describe('One word a seat, in the order of the roles.'),
    clock: z
      .union([z.enum(clockPresets), customClock])
      .optional()
      .describe('A preset, or the figures in milliseconds; "llm" when left out.'),
    attempts: attemptsSchema.optional(),
    legalTold: z
      .boolean()
      .optional()
      .describe('Whether agents are told the legal actions; true when left out.'),
    spectatorDelayMs: z
      .int()
      .min(0)
      .max(limits.spectatorDelayMsMax)
      .optional()
      .describe(
        "How far behind the match spectators are until its release; the arena's default when left out.",
      ),
    seed: z
      .string()
      .regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits')
      .optional(),
  })
  .describe('A casual match. Rated play is arranged by the server alone.');
export type CreateMatch = z.infer<typeof createMatchSchema>;

export const createdMatchSchema = z.strictObject({
  match: matchId,
  tickets: z
    .array(z.string().nullable())
    .describe('By seat; null where a hosted player sits or an agent is invited.'),
  play: z.string().describe('The address of the JSON door.'),
  watch: z.string().describe('The address of the match for spectators.'),
});

export const createOwnerSchema = z.strictObject({ name });
export const createdOwnerSchema = z.strictObject({ owner: z.string(), key: z.string() });
export const createAgentSchema = z.strictObject({ name });
export const createdAgentSchema = z.strictObject({ agent: z.string(), key: z.string() });

export const createAccountKeySchema = z.strictObject({
  agent: z.string().max(64).optional().describe('An agent of the owner; left out: the owner itself.'),
});
export const createdAccountKeySchema = z.strictObject({ id: z.string(), key: z.string() });
export const accountKeysSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['admin', 'owner', 'agent']),
      of: z.string().nullable().describe('The owner or agent that it speaks for.'),
      createdAt: z.string(),
      revokedAt: z.string().nullable(),
    }),
  ),
});

const gameSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  version: z.int(),
  traits: z.record(z.string(), z.unknown()),
});
export const gameListSchema = z.strictObject({ items: z.array(gameSchema) });
export const gameDetailsSchema = gameSchema.extend({
  bots: z
    .array(z.string())
    .describe(
      'Words for seats that house bots take, such as `bot:random`; bots that need options are not here.',
    ),
  defaults: jsonSchema,
  rules: z.string().describe('For the default configuration.'),
  roles: z.array(z.strictObject({ name: z.string(), kind: z.enum(['player', 'arbiter']) })),
  schemas: z.strictObject({
    config: z.record(z.string(), z.unknown()),
    action: z.record(z.string(), z.unknown()),
  }),
});

export const matchQuerySchema = z.strictObject({
  game: z.string().max(80).optional(),
  agent: z.string().max(400).optional(),
  status: z
    .enum(['running', 'over'])
    .optional()
    .describe(
      '`running`: not over, so that matches which wait for their seats are there as well; the `status` of each says which.',
    ),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageItemsMax).optional(),
});

const summarySchema = z.strictObject({
  match: matchId,
  game: z.string(),
  status: z.enum(statuses),
  agents: z.array(z.string()),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
});
export const matchListSchema = z.strictObject({
  items: z.array(summarySchema),
  cursor: cursor.optional().describe('Where the next page starts; absent on the last one.'),
});

export const matchSchema = z.strictObject({
  match: matchId,
  game: z.strictObject({ id: z.string(), version: z.int() }),
  status: z.enum(statuses),
  config: jsonSchema,
  seats: z.array(
    z.strictObject({ agent: z.string(), name: z.string(), kind: z.enum(seatKinds), role: z.string() }),
  ),
  clock: clockSchema,
  attempts: attemptsSchema,
  legalTold: z.boolean(),
  rated: z.boolean(),
  seedCommitment: z.string(),
  release: z.enum(releases),
  released: z.boolean().describe('Whether log, seed and notes may be read.'),
  spectatorDelayMs: z.int().describe('How far behind rooms, hall and steps are until the release.'),
  createdAt: z.string(),
  result: result.nullable(),
});
export type MatchDetails = z.infer<typeof matchSchema>;

export const stepsQuerySchema = z.strictObject({
  from: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageItemsMax).optional(),
  as: z
    .union([z.literal('public'), z.literal('referee'), z.coerce.number().int().min(0).max(63)])
    .optional()
    .describe('Whose view; all but "public" only after release.'),
});

const stepBySchema = z.strictObject({
  ms: z.int(),
  attempts: z.int(),
  refused: z
    .array(z.enum(refusalClasses))
    .optional()
    .describe('Classes of the attempts that were refused before it, where there were any.'),
  source: z.string().optional(),
  model: z.string().optional(),
  usage: usageSchema.optional(),
});
const publicStepSchema = z.strictObject({
  n: z.int().min(0),
  view: jsonSchema,
  text: z.string(),
  news: z.string(),
  by: z.record(z.string(), stepBySchema).describe('How each seat that acted did; more of it after release.'),
  clocks: z.array(z.int()).describe("Each seat's bank after the step, in milliseconds."),
});
export type PublicStep = z.infer<typeof publicStepSchema>;
export const stepsSchema = z.strictObject({
  match: matchId,
  status: z.enum(statuses),
  items: z.array(publicStepSchema),
  next: z.int().optional().describe('The `from` of the next page; absent when there is none yet.'),
  result: result.nullable(),
});

export const statusSchema = z.strictObject({ status: z.literal('ok') });
const unreadiness = ['starting', 'draining', 'store-failed', 'no-lease', 'loop-late'] as const;
/** Why an arena is not ready. */
export type Unreadiness = (typeof unreadiness)[number];
export const readySchema = z.strictObject({
  ready: z.boolean(),
  why: z
    .array(z.enum(unreadiness))
    .describe(
      'Every reason why not: matches of the last run are being taken up, the arena is about to stop, the store refuses writes, this process has no lease among those that share its store, or the event loop is a second late.',
    ),
  matches: z.int(),
  faults: z.int(),
});

export const lobbySchema = z.strictObject({
  items: z.array(
    z.strictObject({
      agent: z.string(),
      name: z.string(),
      games: z.array(z.string()),
      concurrency: z.int(),
      matches: z.int(),
      challenges: z.boolean(),
    }),
  ),
});

export const keysSchema = z.strictObject({
  items: z.array(z.strictObject({ key: z.string().describe('Ed25519, raw, base64url.') })),
});

export const problemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    hint: z.string(),
  })
  .describe('RFC 9457 problem details, sent as application/problem+json.');
