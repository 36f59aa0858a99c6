import { Router, type Request } from 'express';
import { refuse } from '../errors.ts';
import { answering, type Answer } from './answer.ts';
import type { HttpDeps } from './http-deps.ts';
import { askRatings, nameInPath } from './leaderboards-routes.ts';

const recentMax = 20;

const show = async ({ arena, accounts, ratings }: HttpDeps, request: Request): Promise<Answer> => {
  const agent = nameInPath(request, 'agent');
  const { items } = await arena.store.list({ agent, status: 'over' }, recentMax);
  // Who never finished a match may still be registered.
  if (items.length === 0 && (await accounts.findAgent(agent)) === undefined) return refuse('unknown-agent');
  const recent = items.map(({ match }) => match);
  return askRatings(ratings, { kind: 'agent', agent, recent }, 'unknown-agent');
};

/** What an agent did: its pools, its opponents, its failures and its last matches. */
export const agentsRoutes = (deps: HttpDeps): Router => {
  const router = Router();
  router.get(
    '/*agent',
    answering((request) => show(deps, request)),
  );
  return router;
};
