import { Router, type RequestHandler } from 'express';
import type { RefusalCode } from '../catalogue.ts';
import type { Meter } from '../metrics/meter.ts';
import { createRegistry, type RegistryDeps } from '../metrics/registry.ts';

/** Counts what requests are refused with. */
export const countRefusals =
  ({ countError }: Pick<Meter, 'countError'>): RequestHandler =>
  (_request, response, next) => {
    response.once('finish', () => {
      const code = response.locals['code'] as RefusalCode | undefined;
      if (code !== undefined) countError(code);
    });
    next();
  };

/** Figures for Prometheus, of the arena and of the process. */
export const metricsRoutes = (deps: RegistryDeps): Router => {
  const register = createRegistry(deps);
  const router = Router();
  router.get('/metrics', (_request, response, next) => {
    register.metrics().then(
      (text) => void response.type(register.contentType).send(text),
      (error: unknown) => next(error),
    );
  });
  return router;
};
