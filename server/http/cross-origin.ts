import type { RequestHandler } from 'express';
import { refuse } from '../errors.ts';
import type { OriginRule } from '../origins.ts';
import { sendRefusal } from './answer.ts';

/** Answers pages of allowed origins so that browsers let them read; pages of others are refused outright. */
export const crossOrigin =
  (isOriginAllowed: OriginRule): RequestHandler =>
  (request, response, next) => {
    const { origin } = request.headers;
    if (!isOriginAllowed(request)) return sendRefusal(response, refuse('origin-not-allowed'));
    response.vary('origin');
    if (origin !== undefined)
      response.set({
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': 'authorization, content-type',
        'access-control-allow-methods': 'GET, POST, DELETE',
      });
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  };
