import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { isStoreError } from '../../replays/stores/store-error.ts';
import { isSetupError } from '../arena/setup-error.ts';
import { refuse } from '../errors.ts';
import { isTooDeep, nestingLevelsMax } from '../nesting.ts';
import type { RoomDoor } from '../rooms/room-door.ts';
import { atChief } from './at-chief.ts';
import { refuseWhileDraining, refuseWhileStarting } from './admission.ts';
import { agentsRoutes } from './agents-routes.ts';
import { sendRefusal } from './answer.ts';
import { crossOrigin } from './cross-origin.ts';
import { gamesRoutes } from './games-routes.ts';
import type { HttpDeps } from './http-deps.ts';
import { leaderboardsRoutes } from './leaderboards-routes.ts';
import { matchLogRoutes } from './match-log-routes.ts';
import { matchesRoutes } from './matches-routes.ts';
import { countRefusals, metricsRoutes } from './metrics-routes.ts';
import { mountedDoors } from './mounted-door.ts';
import { refuseNul, throwForNul } from './nul.ts';
import { ownersRoutes } from './owners-routes.ts';
import { limitReads } from './read-quota.ts';
import { roomsRoutes } from './rooms-routes.ts';
import { systemRoutes } from './system-routes.ts';
import { tournamentsRoutes } from './tournaments-routes.ts';
import { securityHeaders, windowFiles } from './window.ts';

/** What the body parser and the router throw for a request that is not well formed. */
const errorHandler =
  ({ faults }: Pick<HttpDeps, 'faults'>): ErrorRequestHandler =>
  (
    error: { readonly type?: unknown; readonly status?: unknown; readonly message?: string },
    _request,
    response,
    next,
  ) => {
    if (response.headersSent) return next(error);
    if (error.type === 'entity.parse.failed') return sendRefusal(response, refuse('malformed-json'));
    if (error.type === 'entity.verify.failed')
      return sendRefusal(response, refuse('bad-body', error.message));
    if (error.type === 'entity.too.large') return sendRefusal(response, refuse('body-too-big'));
    if (error instanceof URIError)
      return sendRefusal(response, refuse('not-found', 'The path has a broken escape (%).'));
    // A broken encoding, a body that stops half-way: the client's doing.
    if (typeof error.status === 'number' && error.status < 500)
      return sendRefusal(response, refuse('bad-body', 'The request is not well formed.'));
    if (isStoreError(error) && error.code === 'cursor-invalid')
      return sendRefusal(response, refuse('bad-query', `query: cursor: ${error.message}`));
    if (isStoreError(error) && error.code === 'log-pruned')
      return sendRefusal(response, refuse('log-pruned', error.message));
    if (isSetupError(error))
      return sendRefusal(response, refuse('bad-config', `config: there is no such match: ${error.message}.`));
    faults.report('http', error);
    if (isStoreError(error)) return sendRefusal(response, refuse('store-failed'));
    sendRefusal(response, refuse('internal'));
  };

/** All that is done with a body, from its schema to passing it on, goes into its levels. */
const refuseDeepBodies =
  ({ limits }: Pick<HttpDeps, 'limits'>): RequestHandler =>
  (request, response, next) => {
    if (!isTooDeep(request.body, limits.bodyBytesMax)) return next();
    sendRefusal(response, refuse('too-deep', `The body has over ${nestingLevelsMax} levels of nesting.`));
  };

/** The HTTP door. */
export const createApp = (deps: HttpDeps, rooms: Pick<RoomDoor, 'join' | 'reconnect'>): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', deps.proxies);
  app.use(countRefusals(deps.meter));
  app.use(securityHeaders, crossOrigin(deps.isOriginAllowed));
  app.use((request, response, next) => {
    if (request.url.length > deps.limits.urlUnitsMax) return sendRefusal(response, refuse('url-too-long'));
    next();
  });
  app.use(refuseNul);
  app.use(
    express.json({ limit: deps.limits.bodyBytesMax, strict: false, verify: throwForNul }),
    refuseDeepBodies(deps),
  );
  app.use(systemRoutes(deps), metricsRoutes(deps));
  app.use(refuseWhileStarting(deps.life));
  app.use(
    '/api',
    limitReads(deps, () => performance.now()),
  );
  app.use('/api/games', gamesRoutes(deps));
  app.use(['/api/matches', '/api/tournaments'], refuseWhileDraining(deps.life));
  app.use('/api/matches', matchLogRoutes(deps), matchesRoutes(deps));
  app.use('/api/leaderboards', leaderboardsRoutes(deps));
  app.use('/api/tournaments', atChief(deps), tournamentsRoutes(deps));
  app.use('/api/agents', agentsRoutes(deps));
  app.use('/api', ownersRoutes(deps));
  app.use(mountedDoors(deps, deps.doors));
  app.use('/matchmake', roomsRoutes(rooms));
  app.use(windowFiles());
  app.use((_request, response) => sendRefusal(response, refuse('not-found')));
  app.use(errorHandler(deps));
  return app;
};
