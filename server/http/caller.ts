import type { Request } from 'express';
import type { Principal } from '../accounts/accounts.ts';
import { isRefusal, refuse, type Refusal } from '../errors.ts';
import type { CheckKey } from '../key-check.ts';
import { visitorOf } from '../socket-quota.ts';

/** Who sent a request; nobody when it came without a key. */
export interface Caller {
  readonly principal: Principal | undefined;
  /** What matches and limits are counted under. */
  readonly id: string;
}

const bearerPattern = /^Bearer +(\S{1,200})$/i;

/** The key that a request came with; undefined where it has none, or none that could be one. */
export const keyOf = ({ headers }: Request): string | undefined =>
  bearerPattern.exec(headers.authorization ?? '')?.[1];

/** The caller of a request. A key that is not known is refused, even where none is needed. */
export const readCaller = async (checkKey: CheckKey, request: Request): Promise<Caller | Refusal> => {
  const address = request.ip ?? '';
  if (request.headers.authorization === undefined)
    return { principal: undefined, id: `anonymous:${visitorOf(address)}` };
  const key = keyOf(request);
  const principal = key === undefined ? refuse('bad-key') : await checkKey(address, key);
  return isRefusal(principal) ? principal : { principal, id: principal.id };
};

/** The caller of a route that nobody uses without a key. */
export const readKeyHolder = async (checkKey: CheckKey, request: Request): Promise<Principal | Refusal> => {
  const caller = await readCaller(checkKey, request);
  if ('code' in caller) return caller;
  return caller.principal ?? refuse('key-missing');
};
