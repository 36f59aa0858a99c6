import type { z } from 'zod';
import type { RefusalCode } from '../errors.ts';
import { accountRoutes } from './account-route-table.ts';
import {
  agentSchema,
  headToHeadSchema,
  historyQuerySchema,
  historySchema,
  leaderboardListSchema,
  leaderboardSchema,
  liveLeaderboardSchema,
  overallSchema,
  superioritySchema,
} from './leaderboards.ts';
import {
  createdMatchSchema,
  createMatchSchema,
  gameDetailsSchema,
  gameListSchema,
  keysSchema,
  lobbySchema,
  matchListSchema,
  matchQuerySchema,
  matchSchema,
  readySchema,
  statusSchema,
  stepsQuerySchema,
  stepsSchema,
} from './routes.ts';
import { tournamentRoutes } from './tournament-route-table.ts';

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
    summary: 'Whether a match could be begun and played now; 503 where it could not, with every reason.',
    status: 200,
    reply: readySchema,
    refusals: [],
  },
  {
    method: 'GET',
    path: '/metrics',
    summary:
      'Figures for Prometheus, as its text format: matches, seats, moves, waits, refusals, errors, sockets, the loop, the memory.',
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
  ...accountRoutes,
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
    refusals: [
      'key-missing',
      'bad-key',
      'forbidden',
      'unknown-match',
      'match-over',
      'log-pruned',
      'not-waiting',
    ],
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
    refusals: ['unknown-match', 'not-released', 'too-many-replays'],
  },
  {
    method: 'GET',
    path: '/api/matches/{id}/replay.pgn',
    summary: 'The game as PGN; chess only.',
    status: 200,
    refusals: ['unknown-match', 'not-released', 'no-export', 'too-many-replays'],
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
    summary:
      'The rating table of a pool: always a fit from nothing over all games that count, so that it depends on the ledger alone.',
    status: 200,
    reply: leaderboardSchema,
    refusals: ['unknown-pool'],
  },
  {
    method: 'GET',
    path: '/api/leaderboards/{pool}/csv',
    summary: 'The same table as CSV, a line an agent.',
    status: 200,
    refusals: ['unknown-pool'],
  },
  {
    method: 'GET',
    path: '/api/leaderboards/{pool}/live',
    summary:
      'Ratings after the newest game by a fit that goes on from the last: their last digits depend on the order of the games, and errors are those of the last whole fit.',
    status: 200,
    reply: liveLeaderboardSchema,
    refusals: ['unknown-pool'],
  },
  {
    method: 'GET',
    path: '/api/leaderboards/{pool}/head-to-head',
    summary: 'Who beat whom: games, wins, draws and losses of each ordered pair.',
    status: 200,
    reply: headToHeadSchema,
    refusals: ['unknown-pool'],
  },
  {
    method: 'GET',
    path: '/api/leaderboards/{pool}/superiority',
    summary: 'The chance for each pair that one is stronger than the other.',
    status: 200,
    reply: superioritySchema,
    refusals: ['unknown-pool'],
  },
  {
    method: 'GET',
    path: '/api/leaderboards/{pool}/history',
    summary: "An agent's rating as the pool grew; each point is a fit from nothing over the games up to it.",
    query: historyQuerySchema,
    status: 200,
    reply: historySchema,
    refusals: ['bad-query', 'unknown-pool'],
  },
  {
    method: 'GET',
    path: '/api/leaderboards/overall',
    summary:
      "Ratings over the games by partial pooling, for agents that played at least 80 % of the games' weight.",
    status: 200,
    reply: overallSchema,
    refusals: [],
  },
  {
    method: 'GET',
    path: '/api/agents/{id}',
    summary:
      'An agent: its line, opponents and roles in each pool, how it failed, what it cost, its last matches.',
    status: 200,
    reply: agentSchema,
    refusals: ['unknown-agent'],
  },
  {
    method: 'GET',
    path: '/api/keys',
    summary: 'The public keys that logs of this arena are signed with.',
    status: 200,
    reply: keysSchema,
    refusals: [],
  },
  ...tournamentRoutes,
];
