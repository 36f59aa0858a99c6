import { Router, type Request } from 'express';
import { isRefusal, refuse, type RefusalCode } from '../errors.ts';
import { historyQuerySchema } from '../protocol/leaderboards.ts';
import type { Question } from '../ratings/desk.ts';
import { answering, readQuery, type Answer } from './answer.ts';
import type { HttpDeps } from './http-deps.ts';

type Ratings = HttpDeps['ratings'];

/** Whoever holds a copy asks whether it is still the newest, by its ETag, which express adds. */
const json = { 'content-type': 'application/json', 'cache-control': 'no-cache' };
const csv = { ...json, 'content-type': 'text/csv; charset=utf-8' };

/** Passes a question on; `otherwise` is said where there is no such thing. */
export const askRatings = async (
  ratings: Ratings,
  question: Question,
  otherwise: RefusalCode,
): Promise<Answer> => {
  const body = await ratings.ask(question);
  return body === undefined ? refuse(otherwise) : { body, headers: question.kind === 'csv' ? csv : json };
};

/** A pool's name has a slash in it, which comes encoded or as it is; so do the ids of some agents. */
export const nameInPath = ({ params }: Request, name: string): string => [params[name]].flat().join('/');

const history = (ratings: Ratings, request: Request): Answer | Promise<Answer> => {
  const query = readQuery(historyQuerySchema, request);
  if (isRefusal(query)) return query;
  const pool = nameInPath(request, 'pool');
  return askRatings(ratings, { kind: 'history', pool, agent: query.value.agent }, 'unknown-pool');
};

/** Ratings, computed from the ledger and from nothing else. */
export const leaderboardsRoutes = ({ ratings }: HttpDeps): Router => {
  const router = Router();
  const answer = (path: string, question: (request: Request) => Question): void => {
    router.get(
      path,
      answering((request) => askRatings(ratings, question(request), 'unknown-pool')),
    );
  };
  const answerPool = (path: string, kind: 'table' | 'csv' | 'live' | 'head-to-head' | 'superiority'): void =>
    answer(path, (request) => ({ kind, pool: nameInPath(request, 'pool') }));
  answer('/', () => ({ kind: 'list' }));
  answer('/overall', () => ({ kind: 'overall' }));
  answerPool('/*pool/head-to-head', 'head-to-head');
  answerPool('/*pool/superiority', 'superiority');
  answerPool('/*pool/live', 'live');
  answerPool('/*pool/csv', 'csv');
  router.get(
    '/*pool/history',
    answering((request) => history(ratings, request)),
  );
  answerPool('/*pool', 'table');
  return router;
};
