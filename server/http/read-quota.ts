import type { RequestHandler } from 'express';
import type { Accounts } from '../accounts/accounts.ts';
import { refuse } from '../errors.ts';
import type { DoorLimits } from '../gateway/door-limits.ts';
import { visitorOf } from '../socket-quota.ts';
import { createTokenBuckets } from '../token-buckets.ts';
import { sendRefusal } from './answer.ts';
import { keyOf } from './caller.ts';

interface ReadQuotaDeps {
  readonly accounts: Pick<Accounts, 'recall'>;
  readonly limits: Pick<DoorLimits, 'readsPerSecondMax' | 'readsBurstMax'>;
}

/**
 * Limits what one address reads, and what one key reads from all its addresses. Both are wide enough for a room full
 * of people behind one address. `nowMs` is any monotonic clock.
 */
export const limitReads = ({ accounts, limits }: ReadQuotaDeps, nowMs: () => number): RequestHandler => {
  const buckets = createTokenBuckets(limits.readsBurstMax, limits.readsPerSecondMax, nowMs);
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    const key = keyOf(request);
    // A key that nobody verified names nobody; its address counts in any case.
    const holder = key === undefined ? undefined : accounts.recall(key);
    const isAdmitted =
      buckets.take(`address ${visitorOf(request.ip ?? '')}`) &&
      (holder === undefined || buckets.take(`key ${holder.keyId}`));
    if (isAdmitted) next();
    else sendRefusal(response, refuse('too-many-reads'));
  };
};
