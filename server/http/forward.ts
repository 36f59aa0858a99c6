import type { Request } from 'express';
import { refuse, type RefusalCode } from '../errors.ts';
import type { Answer } from './answer.ts';
import type { HttpDeps } from './http-deps.ts';

/** Marks a request that another process has passed on: it is answered here, or not at all. */
const forwardedHeader = 'x-agon-forwarded';
const passedOn = ['authorization', 'content-type'] as const;
/** Longer than any answer takes, and short against the patience of those who ask. */
const answerMs = 5_000;

/** Failures before anything was sent. */
const unsent: readonly unknown[] = [
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
];

const isUnsent = (error: unknown): boolean =>
  unsent.includes(((error as Error).cause as { code?: unknown } | undefined)?.code);

interface Forwarding {
  /** The refusal where the other process does not answer. */
  readonly otherwise?: RefusalCode;
  /** Whether it may be carried out twice; by default all but a POST. */
  readonly isRepeatable?: boolean;
}

/**
 * Passes a request on to the process at `url`, which has its match, and answers what that answers. The caller's key goes
 * with it: the processes of a cluster know the same keys. A redirect would lose it. Where that process falls silent and
 * may have made something, nobody is told to ask again.
 */
export const forward = async (
  request: Request,
  url: string,
  { otherwise = 'match-moving', isRepeatable = request.method !== 'POST' }: Forwarding = {},
): Promise<Answer> => {
  if (request.headers[forwardedHeader] !== undefined) return refuse(otherwise);
  const headers = new Headers({ [forwardedHeader]: '1' });
  for (const name of passedOn) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  const { method } = request;
  const body = request.body === undefined ? null : JSON.stringify(request.body);
  try {
    const signal = AbortSignal.timeout(answerMs);
    const answer = await fetch(url + request.originalUrl, { method, headers, body, signal });
    const type = answer.headers.get('content-type');
    const text = await answer.text();
    return {
      status: answer.status,
      ...(type !== null && { headers: { 'content-type': type } }),
      body: text === '' ? undefined : text,
    };
  } catch (error) {
    // It may have died a moment ago.
    return refuse(isRepeatable || isUnsent(error) ? otherwise : 'outcome-unknown');
  }
};

/** The answer of the process that plays a match, where that is not this one; undefined where it is answered here. */
export const passOn = async (
  { arena, cluster }: Pick<HttpDeps, 'arena' | 'cluster'>,
  request: Request,
  id: string,
): Promise<Answer | undefined> => {
  if (arena.live(id) !== undefined) return undefined;
  const place = await cluster?.locate(id);
  if (place?.kind === 'elsewhere') return forward(request, place.url);
  return place?.kind === 'unsettled' ? refuse('match-moving') : undefined;
};
