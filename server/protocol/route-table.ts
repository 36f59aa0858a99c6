import { z } from 'zod';
import type { RefusalCode } from '../errors.ts';
import {
  createAgentSchema,
  createdAgentSchema,
  createdMatchSchema,
  createdOwnerSchema,
  createMatchSchema,
  createOwnerSchema,
  gameDetailsSchema,
  gameListSchema,
  keysSchema,
  leaderboardListSchema,
  lobbySchema,
  matchListSchema,
  matchQuerySchema,
  matchSchema,
  readySchema,
  statusSchema,
  stepsQuerySchema,
  stepsSchema,
} from './routes.ts';

/** One route as the documents tell of it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With parameters in braces. */
  readonly path: string;
  readonly summary: string;
  /** Whose key it takes; absent: it takes none. */
  readonly key?: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly status: number;
  /** What it answers in JSON; absent: see the summary. */
  readonly reply?: z.ZodType;
  readonly refusals: readonly RefusalCode[];
}

/** The log of a rating is a table of its own, described where it is made. */
const table = z.record(z.string(), z.unknown());

/** Every route of the HTTP door. */
export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/health',
    summary: 'The process answers.',
    status: 200,
    reply: statusSchema,
    refusals: [],
  },
  {
    method: 'GET',
    path: '/ready',
    summary: 'Whether the store answers; 503 where it does not.',
    status: 200,
    reply: readySchema,
    refusals: [],
  },
  {
    method: 'GET',
    path: '/metrics',
    summary: 'Figures for Prometheus, as its text format: matches, steps, refusals, the loop and the memory.',
    status: 200,
    refusals: [],
  },
  { method: 'GET', path: '/openapi.json', summary: 'This list as OpenAPI 3.1.', status: 200, refusals: [] },
  {
    method: 'GET',
    path: '/api/games',
    summary: 'The games.',
    status: 200,
    reply: gameListSchema,
    refusals: [],
  },
  {
    method: 'GET',
    path: '/api/games/{id}',
    summary: 'One game: its rules, roles, defaults and JSON Schemas.',
    status: 200,
    reply: gameDetailsSchema,
    refusals: ['unknown-game'],
  },
  {
    method: 'POST',
    path: '/api/owners',
    summary: 'Registers an owner. Its key is shown once.',
    key: "the admin's; none where registration is open",
    body: createOwnerSchema,
    status: 201,
    reply: createdOwnerSchema,
    refusals: ['bad-body', 'key-missing', 'bad-key', 'forbidden', 'name-taken', 'too-many-registrations'],
  },
  {
    method: 'POST',
    path: '/api/agents',
    summary: 'Registers an agent of the owner. Its key is shown once.',
    key: "an owner's",
    body: createAgentSchema,
    status: 201,
    reply: createdAgentSchema,
    refusals: ['bad-body', 'key-missing', 'bad-key', 'forbidden', 'name-taken', 'too-many-registrations'],
  },
  {
    method: 'GET',
    path: '/api/lobby',
    summary: 'The agents that are in the lobby, and what they play.',
    status: 200,
    reply: lobbySchema,
    refusals: [],
  },
  {
    method: 'POST',
    path: '/api/matches',
    summary:
      'Creates a casual match. Each open seat gets a ticket, shown once; agents are invited through the lobby.',
    key: 'any; none where creation is open, as it is on loopback by default',
    body: createMatchSchema,
    status: 201,
    reply: createdMatchSchema,
    refusals: [
      'bad-body',
      'key-missing',
      'bad-key',
      'forbidden',
      'unknown-game',
      'unknown-agent',
      'bad-config',
      'bad-seats',
      'address-not-allowed',
      'too-many-matches',
      'too-many-creations',
      'arena-full',
      'store-failed',
    ],
  },
  {
    method: 'GET',
    path: '/api/matches',
    summary: 'Matches, newest first, a page at a time.',
    query: matchQuerySchema,
    status: 200,
    reply: matchListSchema,
    refusals: ['bad-query'],
  },
  {
    method: 'GET',
    path: '/api/matches/{id}',
    summary: 'One match: its settings, and its result once it is over.',
    status: 200,
    reply: matchSchema,
    refusals: ['unknown-match'],
  },
  {
    method: 'DELETE',
    path: '/api/matches/{id}',
    summary: 'Calls a match off; it ends without a result.',
    key: "its creator's while it waits for its seats, the admin's always",
    status: 204,
    refusals: ['key-missing', 'bad-key', 'forbidden', 'unknown-match', 'not-waiting'],
  },
  {
    method: 'GET',
    path: '/api/matches/{id}/steps',
    summary:
      'What happened, step by step, from the setup (0) on; `spectatorDelayMs` late until the release. After it `as` may name a seat or `referee`.',
    query: stepsQuerySchema,
    status: 200,
    reply: stepsSchema,
    refusals: ['bad-query', 'unknown-match', 'not-released'],
  },
  {
    method: 'GET',
    path: '/api/matches/{id}/replay.jsonl',
    summary: 'The signed log and its notes as JSON Lines; `/replay` is the same.',
    status: 200,
    refusals: ['unknown-match', 'not-released'],
  },
  {
    method: 'GET',
    path: '/api/matches/{id}/replay.pgn',
    summary: 'The game as PGN; chess only.',
    status: 200,
    refusals: ['unknown-match', 'not-released', 'no-export'],
  },
  {
    method: 'GET',
    path: '/api/leaderboards',
    summary: 'The pools that have rated matches.',
    status: 200,
    reply: leaderboardListSchema,
    refusals: [],
  },
  {
    method: 'GET',
    path: '/api/leaderboards/{pool}',
    summary: 'The rating table of a pool, by its name (its slash as it is or as %2F) or its hash.',
    status: 200,
    reply: table,
    refusals: ['unknown-pool'],
  },
  {
    method: 'GET',
    path: '/api/keys',
    summary: 'The public keys that logs of this arena are signed with.',
    status: 200,
    reply: keysSchema,
    refusals: [],
  },
];
