import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { formatIssues, formatProblem, isRefusal, refuse, retryAfterOf, type Refusal } from '../errors.ts';

/** What a route answers when it does not refuse. `text` is sent as it is, `body` as JSON. */
export interface Reply {
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body: unknown;
}

export type Answer = Reply | Refusal;

export const sendRefusal = (response: Response, refusal: Refusal): void => {
  const problem = formatProblem(refusal);
  // Counted where all requests pass.
  response.locals['code'] = refusal.code;
  const retryAfterS = retryAfterOf(refusal);
  if (retryAfterS !== undefined) response.set('retry-after', String(retryAfterS));
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
};

const sendReply = (response: Response, { status = 200, headers = {}, body }: Reply): void => {
  response.status(status).set(headers);
  if (body === undefined) response.end();
  else if (typeof body === 'string') response.send(body);
  else response.type('application/json').send(JSON.stringify(body));
};

export const sendAnswer = (response: Response, answer: Answer): void =>
  isRefusal(answer) ? sendRefusal(response, answer) : sendReply(response, answer);

/** An express handler from a function that answers with a value; what it throws goes to the error handler. */
export const answering =
  (handle: (request: Request, response: Response) => Answer | Promise<Answer>): RequestHandler =>
  (request: Request, response: Response, next: NextFunction) => {
    Promise.resolve()
      .then(() => handle(request, response))
      .then((answer) => sendAnswer(response, answer))
      .catch(next);
  };

/** The body by its schema. */
export const readBody = <T>(schema: z.ZodType<T>, request: Request): { readonly value: T } | Refusal => {
  const parsed = schema.safeParse(request.body);
  return parsed.success
    ? { value: parsed.data }
    : refuse('bad-body', `body: ${formatIssues(parsed.error.issues)}`);
};

/** The query by its schema. */
export const readQuery = <T>(schema: z.ZodType<T>, request: Request): { readonly value: T } | Refusal => {
  const parsed = schema.safeParse(request.query);
  return parsed.success
    ? { value: parsed.data }
    : refuse('bad-query', `query: ${formatIssues(parsed.error.issues)}`);
};
