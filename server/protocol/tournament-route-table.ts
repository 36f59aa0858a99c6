import type { Route } from './route-table.ts';
import { tournamentFileSchema } from './tournament-file.ts';
import {
  pairingsQuerySchema,
  pairingsSchema,
  tournamentListSchema,
  tournamentSchema,
} from './tournament-routes.ts';

const governing = "its creator's, or the admin's";

/** Every route about tournaments. */
export const tournamentRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/api/tournaments',
    summary:
      'Has the arena play a tournament. Players are "bot:NAME", "entry:NAME" or "agent:ID"; agents are invited through the lobby. Only the admin\'s is rated, and only under a drawn seed.',
    key: "an owner's or the admin's",
    body: tournamentFileSchema,
    status: 201,
    reply: tournamentSchema,
    refusals: [
      'key-missing',
      'bad-key',
      'forbidden',
      'bad-tournament',
      'unknown-agent',
      'address-not-allowed',
      'too-many-tournaments',
      'store-failed',
    ],
  },
  {
    method: 'GET',
    path: '/api/tournaments',
    summary: 'The newest tournaments.',
    status: 200,
    reply: tournamentListSchema,
    refusals: [],
  },
  {
    method: 'GET',
    path: '/api/tournaments/{id}',
    summary: 'How a tournament stands: tables of all that is over, progress, and the state of its stop rule.',
    status: 200,
    reply: tournamentSchema,
    refusals: ['unknown-tournament'],
  },
  {
    method: 'GET',
    path: '/api/tournaments/{id}/pairings',
    summary: 'The pairs of a tournament as far as they are known, in the order of the schedule.',
    query: pairingsQuerySchema,
    status: 200,
    reply: pairingsSchema,
    refusals: ['bad-query', 'unknown-tournament'],
  },
  {
    method: 'DELETE',
    path: '/api/tournaments/{id}',
    summary: 'Ends a tournament for good and calls off what is under way; what was played stays.',
    key: governing,
    status: 200,
    reply: tournamentSchema,
    refusals: ['key-missing', 'bad-key', 'forbidden', 'unknown-tournament', 'tournament-over'],
  },
  {
    method: 'POST',
    path: '/api/tournaments/{id}/pause',
    summary: 'Begins no further match; those that are under way are played to their end.',
    key: governing,
    status: 200,
    reply: tournamentSchema,
    refusals: ['key-missing', 'bad-key', 'forbidden', 'unknown-tournament', 'tournament-over'],
  },
  {
    method: 'POST',
    path: '/api/tournaments/{id}/resume',
    summary: 'Goes on with a paused tournament.',
    key: governing,
    status: 200,
    reply: tournamentSchema,
    refusals: [
      'key-missing',
      'bad-key',
      'forbidden',
      'unknown-tournament',
      'tournament-over',
      'player-changed',
    ],
  },
];
