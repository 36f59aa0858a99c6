import { sha256Hex } from '../../games/sha256.ts';
import type { Principal } from './accounts.ts';

/** Keys whose verification is remembered; the one that was not used for longest makes room. */
const rememberedKeysMax = 10_000;

/** Remembers which keys were verified, since each verification is costly and asked for at every call. */
export interface Verifications {
  /** What is remembered about a key. */
  readonly recall: (keyText: string) => Principal | undefined;
  /** What is known about a key, else what `check` finds. Askers of one key at one time share one check. */
  readonly verify: (
    keyText: string,
    check: () => Promise<Principal | undefined>,
  ) => Promise<Principal | undefined>;
  /** Forgets a key that was revoked, also where its check is still under way. */
  readonly forget: (keyId: string) => void;
}

/** Texts of keys are kept only as SHA-256, so that a dump of memory holds none for long. */
export const createVerifications = (keysMax: number = rememberedKeysMax): Verifications => {
  const remembered = new Map<string, Principal>();
  const underWay = new Map<string, Promise<Principal | undefined>>();
  let revocations = 0;

  const remember = (digest: string, principal: Principal): void => {
    remembered.delete(digest);
    remembered.set(digest, principal);
    if (remembered.size > keysMax) remembered.delete(remembered.keys().next().value!);
  };
  const start = async (
    digest: string,
    check: () => Promise<Principal | undefined>,
  ): Promise<Principal | undefined> => {
    const before = revocations;
    try {
      const principal = await check();
      // The key may have been revoked since it was looked up.
      if (principal !== undefined && before === revocations) remember(digest, principal);
      return principal;
    } finally {
      underWay.delete(digest);
    }
  };
  const recall = (digest: string): Principal | undefined => {
    const known = remembered.get(digest);
    if (known !== undefined) remember(digest, known);
    return known;
  };
  return {
    recall: (keyText) => recall(sha256Hex(keyText)),
    verify: async (keyText, check) => {
      const digest = sha256Hex(keyText);
      const known = recall(digest);
      if (known !== undefined) return known;
      const running = underWay.get(digest) ?? start(digest, check);
      underWay.set(digest, running);
      return running;
    },
    forget: (keyId) => {
      revocations += 1;
      underWay.clear();
      for (const [digest, principal] of remembered) if (principal.keyId === keyId) remembered.delete(digest);
    },
  };
};
