import { randomBytes } from 'node:crypto';
import { Router, type Request } from 'express';
import type { Principal } from '../accounts/accounts.ts';
import { isRefusal, refuse } from '../errors.ts';
import { pairingsQuerySchema } from '../protocol/tournament-routes.ts';
import type { PlayerChanged, ServedTournament } from '../tournaments/tournaments.ts';
import { answering, readQuery, type Answer } from './answer.ts';
import { readKeyHolder } from './caller.ts';
import type { HttpDeps } from './http-deps.ts';
import { deskFor } from './seating-desk.ts';
import { detailsOf, pairingsOf } from './tournament-answer.ts';
import { createTournamentQuota, type TournamentQuota } from './tournament-quota.ts';
import { planTournament } from './tournament-request.ts';

const idBytes = 8;
const rootBytes = 16;

const details = (deps: HttpDeps, served: ServedTournament): unknown =>
  detailsOf(served, deps.arena, deps.limits.pageItemsMax);

const create = async (deps: HttpDeps, quota: TournamentQuota, request: Request): Promise<Answer> => {
  const principal = await readKeyHolder(deps.checkKey, request);
  if (isRefusal(principal)) return principal;
  if (principal.kind === 'agent') return refuse('forbidden', "Ask for a tournament with an owner's key.");
  const desk = deskFor(deps, { principal, id: principal.id });
  const planned = await planTournament(request.body, deps.games, desk, deps.limits, principal);
  if (isRefusal(planned)) return planned;
  const { seed, ...plan } = planned;
  const id = `cup-${randomBytes(idBytes).toString('hex')}`;
  const root = seed ?? randomBytes(rootBytes).toString('hex');
  const served = await quota.make(principal.id, () => deps.tournaments.create({ ...plan, id, root }));
  if (isRefusal(served)) return served;
  return { status: 201, headers: { location: `/api/tournaments/${id}` }, body: details(deps, served) };
};

const mayGovern = (principal: Principal, { record }: ServedTournament): boolean =>
  principal.kind === 'admin' || principal.id === record.creator;

/** Changes a tournament for the one who asked for it, or for the admin. */
const change = async (
  deps: HttpDeps,
  request: Request,
  act: (id: string) => Promise<ServedTournament | PlayerChanged | undefined>,
): Promise<Answer> => {
  const principal = await readKeyHolder(deps.checkKey, request);
  if (isRefusal(principal)) return principal;
  const id = request.params['id'] as string;
  const served = await deps.tournaments.find(id);
  if (served === undefined) return refuse('unknown-tournament');
  if (!mayGovern(principal, served)) return refuse('forbidden');
  const changed = await act(id);
  if (changed === undefined) return refuse('tournament-over');
  if ('changed' in changed) return refuse('player-changed', changed.changed);
  return { body: details(deps, changed) };
};

/** Tournaments: asking for one, following it, and governing it. */
export const tournamentsRoutes = (deps: HttpDeps): Router => {
  const { tournaments, limits } = deps;
  const quota = createTournamentQuota(tournaments, limits.tournamentsPerKeyMax);
  const router = Router();
  const found = async (request: Request, answer: (served: ServedTournament) => Answer): Promise<Answer> => {
    const served = await tournaments.find(request.params['id'] as string);
    return served === undefined ? refuse('unknown-tournament') : answer(served);
  };
  router.post(
    '/',
    answering((request) => create(deps, quota, request)),
  );
  router.get(
    '/',
    answering(async () => ({ body: { items: await tournaments.list(limits.pageItemsMax) } })),
  );
  router.get(
    '/:id',
    answering((request) => found(request, (served) => ({ body: details(deps, served) }))),
  );
  router.get(
    '/:id/pairings',
    answering((request) => {
      const query = readQuery(pairingsQuerySchema, request);
      if (isRefusal(query)) return query;
      const { from = 0, limit = limits.pageItemsMax } = query.value;
      return found(request, (served) => ({ body: pairingsOf(served, deps.arena, from, limit) }));
    }),
  );
  router.delete(
    '/:id',
    answering((request) => change(deps, request, tournaments.cancel)),
  );
  router.post(
    '/:id/pause',
    answering((request) => change(deps, request, tournaments.pause)),
  );
  router.post(
    '/:id/resume',
    answering((request) => change(deps, request, tournaments.resume)),
  );
  return router;
};
