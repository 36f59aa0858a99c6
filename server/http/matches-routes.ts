import { Router, type Request } from 'express';
import type { Header, SeatEntry } from '../../replays/format.ts';
import { isRefusal, refuse, type Refusal } from '../errors.ts';
import { playUrlOf } from '../gateway/play-url.ts';
import { createMatchSchema, matchQuerySchema, type MatchDetails } from '../protocol/routes.ts';
import { answering, readBody, readQuery, type Answer } from './answer.ts';
import { readCaller, readKeyHolder, type Caller } from './caller.ts';
import { createCreationQuota, type CreationQuota } from './creation-quota.ts';
import { passOn } from './forward.ts';
import type { HttpDeps } from './http-deps.ts';
import { planMatch } from './match-request.ts';
import { deskFor } from './seating-desk.ts';
import { endOf } from './tape.ts';
import { shownLines } from './tapes.ts';

/** Whether the ticket of a seat is the caller's: other agents are invited through the lobby. */
const isCallersSeat = ({ agent }: SeatEntry, caller: Caller): boolean =>
  agent === 'open' || agent === caller.id;

const create = async (deps: HttpDeps, quota: CreationQuota, request: Request): Promise<Answer> => {
  const caller = await readCaller(deps.checkKey, request);
  if (isRefusal(caller)) return caller;
  if (caller.principal === undefined && !deps.isCreationOpen) return refuse('key-missing');
  const body = readBody(createMatchSchema, request);
  if (isRefusal(body)) return body;
  const game = deps.games.find(({ id }) => id === body.value.game);
  if (game === undefined)
    return refuse('unknown-game', `There is no game ${JSON.stringify(body.value.game)}.`);
  const plan = await planMatch(body.value, game, deskFor(deps, caller), caller.id);
  if (isRefusal(plan)) return plan;
  const admitted = quota.admit(caller.id);
  if (isRefusal(admitted)) return admitted;
  try {
    const { match, tickets } = await deps.arena.create(plan);
    const base = deps.publicUrl();
    const body = {
      match: match.id,
      tickets: tickets.map((ticket, seat) =>
        isCallersSeat(match.header.seats[seat]!, caller) ? ticket : null,
      ),
      play: playUrlOf(base),
      watch: `${base}/match/${match.id}`,
    };
    return { status: 201, headers: { location: `/api/matches/${match.id}` }, body };
  } finally {
    admitted.done();
  }
};

const list = async ({ arena }: HttpDeps, request: Request): Promise<Answer> => {
  const query = readQuery(matchQuerySchema, request);
  if (isRefusal(query)) return query;
  const { cursor, limit = 50, game, agent, status } = query.value;
  const filter = {
    ...(game !== undefined && { game }),
    ...(agent !== undefined && { agent }),
    ...(status !== undefined && { status }),
  };
  const page = await arena.store.list(filter, limit, cursor);
  const items = page.items.map((item) => ({
    ...item,
    status: item.status === 'over' ? item.status : (arena.live(item.match)?.status() ?? item.status),
  }));
  return { body: { ...page, items } };
};

const details = (header: Header): Omit<MatchDetails, 'status' | 'result' | 'released'> => ({
  match: header.match,
  game: header.game,
  config: header.config,
  seats: header.seats.map(({ agent, name, kind }, at) => ({ agent, name, kind, role: header.roles[at]! })),
  clock: header.clock,
  attempts: header.attempts,
  legalTold: header.legalTold,
  rated: header.rated,
  seedCommitment: header.seedCommitment,
  release: header.release,
  spectatorDelayMs: header.spectatorDelayMs ?? 0,
  createdAt: header.at,
});

const show = async ({ arena }: HttpDeps, id: string): Promise<Answer> => {
  const match = arena.live(id);
  if (match !== undefined && match.status() !== 'over')
    return {
      body: { ...details(match.header), status: match.status(), released: false, result: null },
    };
  const lines = await arena.store.read(id);
  if (lines === undefined) return refuse('unknown-match');
  const end = endOf(lines);
  const released = (await arena.isReleased(id)) ?? false;
  // Who watches with a delay may know that it is over, and not yet how.
  const told = endOf(shownLines(lines, released, match?.shown(), Date.now()));
  const result =
    told === undefined ? null : { outcome: told.outcome, termination: told.termination, fault: told.fault };
  // Another process has it, of which only the log is known here.
  const unfinished = lines.length === 1 ? 'waiting' : 'running';
  const status = end === undefined ? unfinished : 'over';
  return { body: { ...details(JSON.parse(lines[0]!) as Header), status, released, result } };
};

/** What is not live is over, or never was; of who made it the log says nothing. */
const refuseFinished = async ({ arena }: HttpDeps, id: string): Promise<Refusal> =>
  refuse((await arena.store.read(id)) === undefined ? 'unknown-match' : 'match-over');

const cancel = async (deps: HttpDeps, request: Request): Promise<Answer> => {
  const { arena, checkKey } = deps;
  const principal = await readKeyHolder(checkKey, request);
  if (isRefusal(principal)) return principal;
  const id = request.params['id'] as string;
  const passed = await passOn(deps, request, id);
  if (passed !== undefined) return passed;
  const match = arena.live(id);
  if (match === undefined) return refuseFinished(deps, id);
  const isAdmin = principal.kind === 'admin';
  if (!isAdmin && arena.creatorOf(id) !== principal.id) return refuse('forbidden');
  if (match.status() === 'over') return refuse('match-over');
  if (!isAdmin && match.status() === 'running') return refuse('not-waiting');
  match.cancel();
  return { status: 204, body: undefined };
};

/** Matches: asking for one, finding one, calling one off. */
export const matchesRoutes = (deps: HttpDeps): Router => {
  const quota = createCreationQuota(deps.arena, deps.limits, () => performance.now());
  const router = Router();
  router.post(
    '/',
    answering((request) => create(deps, quota, request)),
  );
  router.get(
    '/',
    answering((request) => list(deps, request)),
  );
  router.get(
    '/:id',
    answering(({ params }) => show(deps, params['id'] as string)),
  );
  router.delete(
    '/:id',
    answering((request) => cancel(deps, request)),
  );
  return router;
};
