import { readFile } from 'node:fs/promises';
import { Router } from 'express';
import { answering } from './answer.ts';
import type { HttpDeps } from './http-deps.ts';

const openApiFile = new URL('../protocol/generated/openapi.json', import.meta.url);

/** Health, readiness and the description of the API. */
export const systemRoutes = ({ arena, readiness, faults }: HttpDeps): Router => {
  const router = Router();
  router.get(
    '/health',
    answering(() => ({ body: { status: 'ok' } })),
  );
  router.get(
    '/ready',
    answering(async () => {
      const why = await readiness.reasons();
      const ready = why.length === 0;
      const body = { ready, why, matches: arena.matchesCount(), faults: faults.count() };
      return { status: ready ? 200 : 503, body };
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
