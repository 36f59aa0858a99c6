import type { Request } from 'express';
import type { Accounts, Principal } from '../accounts/accounts.ts';
import { refuse, type Refusal } from '../errors.ts';

/** Who sent a request; nobody when it came without a key. */
export interface Caller {
  readonly principal: Principal | undefined;
  /** What matches and limits are counted under. */
  readonly id: string;
}

const bearerPattern = /^Bearer +(\S{1,200})$/i;

/** The caller of a request. A key that is not known is refused, even where none is needed. */
export const readCaller = async (
  accounts: Pick<Accounts, 'verify'>,
  request: Request,
): Promise<Caller | Refusal> => {
  const { authorization } = request.headers;
  if (authorization === undefined)
    return { principal: undefined, id: `anonymous:${request.socket.remoteAddress ?? ''}` };
  const key = bearerPattern.exec(authorization)?.[1];
  const principal = key === undefined ? undefined : await accounts.verify(key);
  return principal === undefined ? refuse('bad-key') : { principal, id: principal.id };
};

/** The caller of a route that nobody uses without a key. */
export const readKeyHolder = async (
  accounts: Pick<Accounts, 'verify'>,
  request: Request,
): Promise<Principal | Refusal> => {
  const caller = await readCaller(accounts, request);
  if ('code' in caller) return caller;
  return caller.principal ?? refuse('key-missing');
};
