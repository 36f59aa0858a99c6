import type { Leases, Member, Owner } from '../leases.ts';
import type { Unfinished } from '../store.ts';
import { takeOver, type StoredMatch } from './memory-match.ts';
import { addressTaken, createStoreError } from './store-error.ts';

interface Lease {
  readonly member: Member;
  renewedAtMs: number;
  expiresAtMs: number;
}

/** Leases, and what the store that they belong to asks itself. */
export interface MemoryLeases extends Leases {
  readonly isMember: (id: string) => boolean;
}

/** Takes matches for members, all that are asked for or none. */
const createClaiming = (
  unfinished: () => readonly StoredMatch[],
  isMember: (id: string) => boolean,
): Pick<Leases, 'claim' | 'claimNamed' | 'reclaim'> => {
  const take = (id: string, free: readonly StoredMatch[]): readonly Unfinished[] => {
    if (free.length > 0 && !isMember(id)) throw createStoreError('store-failed', `${id} has no lease`);
    return free.map((match) => takeOver(match, id));
  };
  const ofOwner = (owner: string | undefined, matches: readonly string[]): readonly StoredMatch[] =>
    unfinished().filter((stored) => stored.owner === owner && matches.includes(stored.match));
  return {
    claim: async (id, limit) => {
      const free = unfinished().filter(({ owner }) => owner === undefined);
      return take(id, free.slice(0, limit));
    },
    claimNamed: async (id, matches) => take(id, ofOwner(undefined, matches)),
    reclaim: async (id, matches) => take(id, ofOwner(id, matches)),
  };
};

/** Leases in memory, by the clock of the store; `unfinished` answers its matches that are not over. */
export const createMemoryLeases = (
  unfinished: () => readonly StoredMatch[],
  nowMs: () => number,
): MemoryLeases => {
  const leases = new Map<string, Lease>();
  let clusterKey: string | undefined;

  const hasExpired = ({ expiresAtMs }: Lease): boolean => expiresAtMs < nowMs();
  const remove = (id: string): void => {
    leases.delete(id);
    for (const match of unfinished()) if (match.owner === id) match.owner = undefined;
  };
  const isKeyBound = (): boolean =>
    unfinished().length > 0 || [...leases.values()].some((lease) => !hasExpired(lease));
  return {
    isMember: (id) => leases.has(id),
    join: async (member, key, leaseMs) => {
      if (clusterKey !== key && clusterKey !== undefined && isKeyBound())
        throw createStoreError('cluster-key', `The others sign with ${clusterKey}, this one with ${key}.`);
      clusterKey = key;
      for (const lease of [...leases.values()].filter((one) => one.member.url === member.url)) {
        if (!hasExpired(lease)) throw createStoreError('cluster-url', addressTaken(member.url));
        remove(lease.member.id);
      }
      leases.set(member.id, { member, renewedAtMs: nowMs(), expiresAtMs: nowMs() + leaseMs });
    },
    renew: async (id, leaseMs) => {
      const lease = leases.get(id);
      if (lease === undefined) return false;
      lease.renewedAtMs = nowMs();
      lease.expiresAtMs = nowMs() + leaseMs;
      return true;
    },
    leave: async (id) => remove(id),
    expire: async () => {
      const expired = [...leases.values()].filter(hasExpired);
      for (const { member } of expired) remove(member.id);
      return expired.length;
    },
    members: async () => [...leases.values()].map(({ member }) => member),
    ...createClaiming(unfinished, (id) => leases.has(id)),
    owned: async (id) =>
      unfinished()
        .filter(({ owner }) => owner === id)
        .map(({ match }) => match),
    owners: async (matches) =>
      new Map(
        unfinished().flatMap(({ match, owner }): readonly (readonly [string, Owner])[] => {
          const lease = owner !== undefined && matches.includes(match) ? leases.get(owner) : undefined;
          return lease === undefined
            ? []
            : [[match, { ...lease.member, staleMs: nowMs() - lease.renewedAtMs }]];
        }),
      ),
  };
};
