import type { RequestHandler } from 'express';
import { refuse } from '../errors.ts';
import type { Life } from '../life.ts';
import { sendRefusal } from './answer.ts';

/** While the arena takes up its matches, tickets and ids of them are not known yet: nobody is told that they are bad. */
export const refuseWhileStarting =
  ({ phase, started }: Pick<Life, 'phase' | 'started'>): RequestHandler =>
  (_request, response, next) => {
    if (phase() !== 'starting') return next();
    void started().then(() => (phase() === 'starting' ? sendRefusal(response, refuse('starting')) : next()));
  };

/** An arena that is about to stop begins nothing. */
export const refuseWhileDraining =
  ({ phase }: Pick<Life, 'phase'>): RequestHandler =>
  (request, response, next) =>
    request.method === 'POST' && phase() === 'draining' ? sendRefusal(response, refuse('draining')) : next();
