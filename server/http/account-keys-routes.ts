import { Router, type Request } from 'express';
import type { Key, Principal } from '../accounts/accounts.ts';
import { isRefusal, refuse, type Refusal } from '../errors.ts';
import { createAccountKeySchema } from '../protocol/routes.ts';
import { answering, readBody, type Answer } from './answer.ts';
import { readKeyHolder } from './caller.ts';
import type { HttpDeps } from './http-deps.ts';

/** Whether one more visitor's request for what costs the hashing of a key is let in. */
export type Admit = (request: Request) => boolean;

const showKey = ({ id, kind, subject, createdAt, revokedAt }: Key) => ({
  id,
  kind,
  of: subject,
  createdAt,
  revokedAt,
});

const readOwner = async ({ checkKey }: HttpDeps, request: Request): Promise<Principal | Refusal> => {
  const principal = await readKeyHolder(checkKey, request);
  if (isRefusal(principal) || principal.kind === 'owner') return principal;
  return refuse('forbidden', "Keys are looked after with their owner's key.");
};

const list = async (deps: HttpDeps, request: Request): Promise<Answer> => {
  const owner = await readOwner(deps, request);
  if (isRefusal(owner)) return owner;
  return { body: { items: (await deps.accounts.listKeys(owner.id)).map(showKey) } };
};

const create = async (deps: HttpDeps, admit: Admit, request: Request): Promise<Answer> => {
  const { accounts } = deps;
  const owner = await readOwner(deps, request);
  if (isRefusal(owner)) return owner;
  const body = readBody(createAccountKeySchema, request);
  if (isRefusal(body)) return body;
  const { agent } = body.value;
  if (agent !== undefined && (await accounts.findAgent(agent))?.owner !== owner.id)
    return refuse('unknown-agent', `This owner has no agent ${agent}.`);
  if (!admit(request)) return refuse('too-many-registrations');
  const made = await (agent === undefined
    ? accounts.createKey('owner', owner.id)
    : accounts.createKey('agent', agent));
  if ('refusal' in made) return refuse('unknown-agent', made.refusal.message);
  return { status: 201, body: { id: made.created.id, key: made.keyText } };
};

const revoke = async ({ checkKey, accounts }: HttpDeps, request: Request): Promise<Answer> => {
  const principal = await readKeyHolder(checkKey, request);
  if (isRefusal(principal)) return principal;
  if (principal.kind === 'agent') return refuse('forbidden', 'An agent revokes no keys; its owner does.');
  const id = String(request.params['id']);
  const refusal = await accounts.revoke(id, principal.kind === 'admin' ? undefined : principal.id);
  return refusal === undefined ? { status: 204, body: undefined } : refuse('unknown-key');
};

/** The keys of an owner and of its agents; `admit` is the limit on what costs the hashing of a key. */
export const accountKeysRoutes = (deps: HttpDeps, admit: Admit): Router => {
  const router = Router();
  router.get(
    '/',
    answering((request) => list(deps, request)),
  );
  router.post(
    '/',
    answering((request) => create(deps, admit, request)),
  );
  router.delete(
    '/:id',
    answering((request) => revoke(deps, request)),
  );
  return router;
};
