import type { Route } from './route-table.ts';
import {
  accountKeysSchema,
  createAccountKeySchema,
  createAgentSchema,
  createdAccountKeySchema,
  createdAgentSchema,
  createdOwnerSchema,
  createOwnerSchema,
} from './routes.ts';

/** Every route about owners, their agents, and the keys of both. */
export const accountRoutes: readonly Route[] = [
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
    path: '/api/account-keys',
    summary: 'The keys of the owner and of its agents, revoked ones too, oldest first; never their texts.',
    key: "an owner's",
    status: 200,
    reply: accountKeysSchema,
    refusals: ['key-missing', 'bad-key', 'forbidden'],
  },
  {
    method: 'POST',
    path: '/api/account-keys',
    summary: 'Makes a further key for the owner or one of its agents, to replace another. It is shown once.',
    key: "an owner's",
    body: createAccountKeySchema,
    status: 201,
    reply: createdAccountKeySchema,
    refusals: ['bad-body', 'key-missing', 'bad-key', 'forbidden', 'unknown-agent', 'too-many-registrations'],
  },
  {
    method: 'DELETE',
    path: '/api/account-keys/{id}',
    summary: 'Revokes a key for good: at once here, within seconds in other processes of the arena.',
    key: "the owner's, or the admin's",
    status: 204,
    refusals: ['key-missing', 'bad-key', 'forbidden', 'unknown-key'],
  },
];
