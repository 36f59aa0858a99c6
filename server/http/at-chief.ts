import type { RequestHandler } from 'express';
import type { Cluster } from '../cluster/cluster.ts';
import { refuse } from '../errors.ts';
import { sendAnswer } from './answer.ts';
import { forward } from './forward.ts';

/** Has the oldest process of a cluster answer: it alone plays tournaments, and knows how they stand. */
export const atChief =
  (cluster: Pick<Cluster, 'members' | 'memberId'> | undefined): RequestHandler =>
  (request, response, next) => {
    if (cluster === undefined) return next();
    cluster
      .members()
      .then(async ([first]) => {
        if (first !== undefined && first.id === cluster.memberId()) return next();
        const answer =
          first === undefined
            ? refuse('chief-moving')
            : await forward(request, first.url, { otherwise: 'chief-moving' });
        sendAnswer(response, answer);
      })
      .catch(next);
  };
