import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { type Request, type RequestHandler, Router } from 'express';
import { refuse } from '../errors.ts';
import { sendRefusal } from './answer.ts';

/** Nothing but the arena's own files and sockets, in no frame of anybody else's. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const builtFolder = fileURLToPath(new URL('../../clients/web/dist/', import.meta.url));

/** Addresses of pages; what is shown there is the page's own business. */
const pagePattern = /^\/($|(match|leaderboard|agent|tournaments|games|replays)(\/|$))/;

/** A browser that goes somewhere, not a script that reads: only those are shown a page. */
const isVisit = ({ method, path, headers }: Request): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  (path === '/' || (!path.startsWith('/api/') && (headers.accept ?? '').includes('text/html')));

/** Names of these files hold a digest of what is in them, so they never change. */
const forever = 'public, max-age=31536000, immutable';

/** The build compressed its files; whoever reads gzip gets those. */
const compressed =
  (folder: string): RequestHandler =>
  (request, response, next) => {
    const { path } = request;
    response.vary('accept-encoding');
    if (request.acceptsEncodings('gzip') === false || !existsSync(`${folder}${path}.gz`)) return next();
    response.type(path.slice(path.lastIndexOf('.'))).set('content-encoding', 'gzip');
    request.url = `${path}.gz`;
    next();
  };

/** The spectators' pages: the built files, and one page for every address that a person may have followed. */
export const windowFiles = (folder = builtFolder): RequestHandler => {
  const router = Router();
  const isBuilt = existsSync(`${folder}index.html`);
  router.use(
    '/assets',
    compressed(`${folder}assets`),
    express.static(`${folder}assets`, {
      fallthrough: true,
      cacheControl: false,
      setHeaders: (response) => response.setHeader('cache-control', forever),
    }),
  );
  router.use(express.static(folder, { index: false }));
  router.use((request, response, next) => {
    if (!isVisit(request)) return next();
    if (!isBuilt)
      return sendRefusal(
        response,
        refuse('not-found', 'The pages are not built: `npm run build:web` builds them.'),
      );
    // An address that leads nowhere is told by the page in words, and by the status to everybody else.
    response
      .status(pagePattern.test(request.path) ? 200 : 404)
      .set('cache-control', 'no-cache')
      // Below a root: in a whole path each folder counts, and a checkout may lie in one with a dot.
      .sendFile('index.html', { root: folder });
  });
  return router;
};

/** Headers that every answer carries. */
export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'content-security-policy': contentPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  });
  next();
};
