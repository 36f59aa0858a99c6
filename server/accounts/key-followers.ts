/** Those who hold something open under a key, and let go of it when the key is revoked. */
export interface KeyFollowers {
  /** Answers a function that ends it. */
  readonly follow: (keyId: string, revoked: () => void) => () => void;
  readonly tell: (keyId: string) => void;
}

export const createKeyFollowers = (): KeyFollowers => {
  const followers = new Map<string, Set<() => void>>();
  return {
    follow: (keyId, revoked) => {
      const ofKey = followers.get(keyId) ?? new Set();
      followers.set(keyId, ofKey.add(revoked));
      return () => {
        ofKey.delete(revoked);
        // A set that was emptied and left the map may have been followed by another.
        if (ofKey.size === 0 && followers.get(keyId) === ofKey) followers.delete(keyId);
      };
    },
    tell: (keyId) => {
      for (const revoked of [...(followers.get(keyId) ?? [])]) revoked();
    },
  };
};
