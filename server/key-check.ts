import type { Accounts, Principal } from './accounts/accounts.ts';
import { parseKey } from './accounts/key.ts';
import { refuse, type Refusal } from './errors.ts';
import type { DoorLimits } from './gateway/door-limits.ts';
import { visitorOf } from './socket-quota.ts';
import { createTokenBuckets } from './token-buckets.ts';

/** Who a key speaks for, asked from this address. */
export type CheckKey = (address: string, keyText: string) => Promise<Principal | Refusal>;

type KeyLimits = Pick<DoorLimits, 'badKeysPerMinuteMax' | 'keyChecksAtOnceMax' | 'keyChecksQueuedMax'>;

const minuteS = 60;

/** Lets `atOnceMax` in at a time, the others in their order. */
const createTurnstile = (atOnceMax: number) => {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return {
    waiting: () => waiting.length,
    enter: async (): Promise<void> => {
      if (inside < atOnceMax) inside += 1;
      // Whoever leaves hands over the place.
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    leave: (): void => {
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    },
  };
};

/**
 * Checks keys for the doors. Each check of a key that is not remembered costs tens of milliseconds and 16 MiB, so few
 * run at once, and an address that sends wrong ones is soon refused before anything is computed: also what of it
 * waits by then. Keys that were verified before are never refused.
 */
export const createKeyCheck = (
  accounts: Pick<Accounts, 'recall' | 'verify'>,
  limits: KeyLimits,
  nowMs: () => number,
): CheckKey => {
  const turnstile = createTurnstile(limits.keyChecksAtOnceMax);
  const wrong = createTokenBuckets(limits.badKeysPerMinuteMax, limits.badKeysPerMinuteMax / minuteS, nowMs);
  return async (address, keyText) => {
    const known = accounts.recall(keyText);
    if (known !== undefined) return known;
    // What has not the form of a key costs nothing, so it is not counted.
    if (parseKey(keyText) === undefined) return refuse('bad-key');
    const visitor = visitorOf(address);
    if (!wrong.hasToken(visitor)) return refuse('too-many-bad-keys');
    if (turnstile.waiting() >= limits.keyChecksQueuedMax) return refuse('too-many-key-checks');
    await turnstile.enter();
    try {
      if (!wrong.hasToken(visitor)) return refuse('too-many-bad-keys');
      const principal = await accounts.verify(keyText);
      if (principal !== undefined) return principal;
      wrong.take(visitor);
      return refuse('bad-key');
    } finally {
      turnstile.leave();
    }
  };
};
