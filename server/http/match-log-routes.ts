import { Router, type Request } from 'express';
import type { Viewer } from '../../games/game.ts';
import { formatJsonl } from '../../replays/exports/jsonl.ts';
import { formatPgn } from '../../replays/exports/pgn.ts';
import type { End } from '../../replays/format.ts';
import { isRefusal, refuse, type Refusal } from '../errors.ts';
import { limits } from '../protocol/limits.ts';
import { stepsQuerySchema } from '../protocol/routes.ts';
import { answering, readQuery, type Answer } from './answer.ts';
import { passOn } from './forward.ts';
import type { HttpDeps } from './http-deps.ts';
import { createReplayDesk, replayLimits } from './replay-desk.ts';
import { createTapes, type Tapes } from './tapes.ts';

const resultOf = (end: End | undefined) =>
  end === undefined ? null : { outcome: end.outcome, termination: end.termination, fault: end.fault };

/** Whose view is asked for; all but the public one only after release. */
const readViewer = (asked: Viewer | undefined, isReleased: boolean): Viewer | Refusal => {
  if (asked === undefined || asked === 'public') return 'public';
  return isReleased ? asked : refuse('not-released', 'Until release there is the public view only.');
};

const steps = async (deps: HttpDeps, tapes: Tapes, request: Request): Promise<Answer> => {
  const { arena } = deps;
  const query = readQuery(stepsQuerySchema, request);
  if (isRefusal(query)) return query;
  const id = request.params['id'] as string;
  const isReleased = await arena.isReleased(id);
  if (isReleased === undefined) return refuse('unknown-match');
  // How much of a match may be shown is known to the process that plays it.
  const passed = isReleased ? undefined : await passOn(deps, request, id);
  if (passed !== undefined) return passed;
  const { from = 0, limit = limits.pageItemsMax, as } = query.value;
  const viewer = readViewer(as, isReleased);
  if (typeof viewer === 'object') return viewer;
  const played = await tapes.read(id, { viewer, isReleased }, arena.live(id)?.shown());
  if (played === undefined)
    return refuse('unknown-match', 'This build does not have the game of this match.');
  if (typeof viewer === 'number' && viewer >= played.header.seats.length)
    return refuse('bad-query', `query: as: the match has ${played.header.seats.length} seats.`);
  const items = played.items.slice(from, from + limit);
  const next = from + items.length;
  const result = resultOf(played.end);
  // A match may be over before those who watch it with a delay may know how.
  const isWaiting = arena.live(id)?.status() === 'waiting';
  const status = result !== null ? 'over' : isWaiting ? 'waiting' : 'running';
  const more = next < played.items.length && { next };
  return {
    // Nothing of a released log changes any more.
    headers: { 'cache-control': isReleased ? 'public, max-age=86400, immutable' : 'no-store' },
    body: { match: id, status, items, ...more, result },
  };
};

type Format = 'jsonl' | 'pgn';
const contentTypes: { readonly [F in Format]: string } = {
  jsonl: 'application/jsonl; charset=utf-8',
  pgn: 'application/x-chess-pgn; charset=utf-8',
};

const formatLog = async ({ arena }: HttpDeps, id: string, format: Format): Promise<string | Refusal> => {
  const lines = (await arena.store.read(id)) ?? [];
  if (format === 'jsonl') return formatJsonl(id, lines, await arena.store.notes(id));
  const game = formatPgn(lines);
  return typeof game === 'string' ? game : refuse('no-export', game.message);
};

const replay = async (deps: HttpDeps, id: string, format: Format): Promise<Answer> => {
  const isReleased = await deps.arena.isReleased(id);
  if (isReleased === undefined) return refuse('unknown-match');
  if (!isReleased) return refuse('not-released');
  const body = await formatLog(deps, id, format);
  if (typeof body !== 'string') return body;
  const headers = {
    'content-type': contentTypes[format],
    'content-disposition': `attachment; filename="${id}.${format}"`,
  };
  return { headers, body };
};

/** What happened in a match: its steps at any time, its log after release. */
export const matchLogRoutes = (deps: HttpDeps): Router => {
  const { store, setUp } = deps.arena;
  const tapes = createTapes({ store, setUp, gameOf: (id) => deps.games.find((game) => game.id === id) });
  const desk = createReplayDesk(replayLimits);
  const sending = (format: Format) => desk((request) => replay(deps, request.params['id'] as string, format));
  const router = Router();
  router.get(
    '/:id/steps',
    answering((request) => steps(deps, tapes, request)),
  );
  router.get(['/:id/replay', '/:id/replay.jsonl'], sending('jsonl'));
  router.get('/:id/replay.pgn', sending('pgn'));
  return router;
};
