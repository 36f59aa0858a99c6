import { readFile } from 'node:fs/promises';
import { Router } from 'express';
import { answering } from './answer.ts';
import type { HttpDeps } from './http-deps.ts';

const openApiFile = new URL('../protocol/generated/openapi.json', import.meta.url);

/** Health, readiness and the description of the API. */
export const systemRoutes = ({ arena, faults }: HttpDeps): Router => {
  const router = Router();
  router.get(
    '/health',
    answering(() => ({ body: { status: 'ok' } })),
  );
  router.get(
    '/ready',
    answering(async () => {
      // Ready means that a match could be stored and read: the store itself is asked.
      const isStoreReady = await arena.store.list({}, 1).then(
        () => true,
        (error: unknown) => {
          faults.report('readiness', error);
          return false;
        },
      );
      const body = { ready: isStoreReady, matches: arena.matchesCount(), faults: faults.count() };
      return { status: isStoreReady ? 200 : 503, body };
    }),
  );
  router.get(
    '/openapi.json',
    answering(async () => ({
      headers: { 'content-type': 'application/json' },
      body: await readFile(openApiFile, 'utf8'),
    })),
  );
  return router;
};
