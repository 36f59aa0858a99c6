import { Router, type Request } from 'express';
import type { AccountRefusal, AccountRefusalCode } from '../accounts/accounts.ts';
import { isRefusal, refuse, type Refusal, type RefusalCode } from '../errors.ts';
import { createMinuteLimit } from '../minute-limit.ts';
import { createAgentSchema, createOwnerSchema } from '../protocol/routes.ts';
import { visitorOf } from '../socket-quota.ts';
import { accountKeysRoutes, type Admit } from './account-keys-routes.ts';
import { answering, readBody, type Answer } from './answer.ts';
import { readCaller, readKeyHolder } from './caller.ts';
import type { HttpDeps } from './http-deps.ts';

/** A registration costs the hashing of a key, so a visitor may ask for this many a minute. */
const registrationsPerMinuteMax = 60;

const codes: { readonly [Code in AccountRefusalCode]: RefusalCode } = {
  'name-invalid': 'bad-body',
  'name-taken': 'name-taken',
  'name-reserved': 'name-taken',
  'owner-unknown': 'bad-key',
  'agent-unknown': 'unknown-agent',
  'key-unknown': 'bad-key',
};

const readRefusal = ({ code, message }: AccountRefusal): Refusal => refuse(codes[code], message);

const createOwner = async (deps: HttpDeps, admit: Admit, request: Request): Promise<Answer> => {
  const caller = await readCaller(deps.checkKey, request);
  if (isRefusal(caller)) return caller;
  const { principal } = caller;
  if (principal?.kind !== 'admin' && !deps.isRegistrationOpen)
    return refuse(principal === undefined ? 'key-missing' : 'forbidden');
  const body = readBody(createOwnerSchema, request);
  if (isRefusal(body)) return body;
  if (principal?.kind !== 'admin' && !admit(request)) return refuse('too-many-registrations');
  const made = await deps.accounts.createOwner(body.value.name);
  if ('refusal' in made) return readRefusal(made.refusal);
  return { status: 201, body: { owner: made.created.id, key: made.keyText } };
};

const createAgent = async (deps: HttpDeps, admit: Admit, request: Request): Promise<Answer> => {
  const principal = await readKeyHolder(deps.checkKey, request);
  if (isRefusal(principal)) return principal;
  if (principal.kind !== 'owner') return refuse('forbidden', "Agents are registered with their owner's key.");
  const body = readBody(createAgentSchema, request);
  if (isRefusal(body)) return body;
  if (!admit(request)) return refuse('too-many-registrations');
  const made = await deps.accounts.createAgent(principal.id, body.value.name);
  if ('refusal' in made) return readRefusal(made.refusal);
  return { status: 201, body: { agent: made.created.id, key: made.keyText } };
};

/** The agents that are in the lobby, by the names of their accounts. */
const listPresences = async ({ lobby, accounts }: HttpDeps): Promise<Answer> => {
  const presences = lobby.presences();
  const agents = await accounts.findAgents(presences.map(({ agent }) => agent));
  const names = new Map(agents.map(({ id, name }) => [id, name]));
  return {
    body: { items: presences.map((one) => ({ ...one, name: names.get(one.agent) ?? one.agent })) },
  };
};

/** Owners and their agents, who of them is there, and the public keys of this arena's logs. */
export const ownersRoutes = (deps: HttpDeps): Router => {
  const limit = createMinuteLimit(registrationsPerMinuteMax, () => performance.now());
  const admit: Admit = ({ ip = '' }) => limit.take(visitorOf(ip));
  const router = Router();
  router.use('/account-keys', accountKeysRoutes(deps, admit));
  router.post(
    '/owners',
    answering((request) => createOwner(deps, admit, request)),
  );
  router.post(
    '/agents',
    answering((request) => createAgent(deps, admit, request)),
  );
  router.get(
    '/lobby',
    answering(() => listPresences(deps)),
  );
  router.get(
    '/keys',
    answering(() => ({ body: { items: deps.keys.map((key) => ({ key })) } })),
  );
  return router;
};
