import type { Request, RequestHandler } from 'express';
import type { Cluster } from '../cluster/cluster.ts';
import { isRefusal, refuse } from '../errors.ts';
import { sendAnswer, type Answer } from './answer.ts';
import { readCaller } from './caller.ts';
import { forward } from './forward.ts';
import type { HttpDeps } from './http-deps.ts';

type ChiefDeps = Pick<HttpDeps, 'checkKey'> & {
  /** Absent: there is no other process. */
  readonly cluster?: Pick<Cluster, 'members' | 'memberId'> | undefined;
};

/** Nobody's key is looked at there. */
const isReading = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

/**
 * The chief's answer. Keys are checked before: to the chief all that is passed on comes from the address of this process,
 * and the wrong keys of one visitor would shut out everybody else here.
 */
const askChief = async ({ checkKey }: ChiefDeps, request: Request, url: string): Promise<Answer> => {
  if (!isReading(request)) {
    const caller = await readCaller(checkKey, request);
    if (isRefusal(caller)) return caller;
  }
  return forward(request, url, { otherwise: 'chief-moving' });
};

/** Has the oldest process of a cluster answer: it alone plays tournaments, and knows how they stand. */
export const atChief =
  (deps: ChiefDeps): RequestHandler =>
  (request, response, next) => {
    const { cluster } = deps;
    if (cluster === undefined) return next();
    cluster
      .members()
      .then(async ([first]) => {
        if (first !== undefined && first.id === cluster.memberId()) return next();
        const answer =
          first === undefined ? refuse('chief-moving') : await askChief(deps, request, first.url);
        sendAnswer(response, answer);
      })
      .catch(next);
  };
