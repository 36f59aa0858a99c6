import type { Leases } from '../../replays/leases.ts';
import type { Unfinished } from '../../replays/store.ts';
import { playUrlOf } from '../gateway/play-url.ts';
import type { TimeSource } from '../match/arena-clock.ts';
import { createAdopter } from './adopter.ts';
import { createClaims } from './claims.ts';
import { createLeaseKeeper } from './lease-keeper.ts';
import { createLocator, type Whereabouts } from './locator.ts';
import { timingOf } from './timing.ts';

/** The matches of this process, as the cluster moves them in and out. */
export interface Holdings {
  /** Whether a match is played here and not over. */
  isPlayed(id: string): boolean;
  /** Whether it is, or is being made or rebuilt. */
  isKnown(id: string): boolean;
  /** Rebuilds a match from its log and plays it on; resolves when that is done, or cannot be. */
  adopt(unfinished: Unfinished): Promise<void>;
  /** Lets go of all matches without ending them, at once; their seats are still there. */
  letGo(): LeftBehind;
}

/** Matches that are not played here any more, with their seats. */
export interface LeftBehind {
  readonly ids: readonly string[];
  /** Sends the seats away; `urlOf` tells the address of the door that a match is behind now, where that is known. */
  dismiss(urlOf: (id: string) => string | undefined): void;
}

export interface ClusterDeps {
  readonly leases: Leases;
  readonly time: Pick<TimeSource, 'monotonicMs' | 'timeout' | 'afterPoll'>;
  /** The public key that this process signs with. */
  readonly key: string;
  /** Where agents and the other processes reach this very process. */
  readonly url: string;
  readonly leaseMs: number;
  readonly newId: () => string;
  readonly report: (what: string, cause?: unknown) => void;
}

/** What several processes are to each other: which of them plays a match, and who takes over from one that is gone. */
export interface Cluster {
  readonly url: string;
  /** This process as a member, whose new matches are stored as its own; undefined while it has no lease. */
  memberId(): string | undefined;
  /** Where an unfinished match is that is not played here; waits a while for one that is about to be adopted. */
  locate(match: string): Promise<Whereabouts>;
  /** Whether the lease stands. The store is asked where that is not certain, and what follows from its answer is done. */
  confirm(): Promise<boolean>;
  /** The living members, the oldest first; it is the one for what only one may do. */
  members: Leases['members'];
  /** Takes part from now on. Rejects where it must not: the others sign with another key, or one has this address. */
  start(holdings: Holdings): Promise<void>;
  /** Hands every match over to the others, at once, and takes part no more. */
  leave(): Promise<void>;
}

/** This process's part in a cluster. It does nothing before `start`. */
export const createCluster = (deps: ClusterDeps): Cluster => {
  const timing = timingOf(deps.leaseMs);
  let holdings: Holdings | undefined;
  const keeper = createLeaseKeeper({ ...deps, timing, onLost: () => void letGo() });

  /** The matches go at once; whoever is told where its match is comes back to it sooner. */
  const letGo = async (): Promise<void> => {
    const left = holdings?.letGo();
    if (left === undefined || left.ids.length === 0) return;
    const owners = await deps.leases.owners(left.ids).catch(() => undefined);
    left.dismiss((id) => {
      const owner = owners?.get(id);
      return owner && playUrlOf(owner.url);
    });
  };
  const parts = { ...deps, timing, keeper, holdings: () => holdings };
  const claims = createClaims({ ...parts, onAdopted: (match) => locator.arrived(match) });
  const adopter = createAdopter({ ...parts, claims });
  const locator = createLocator({ ...parts, claims });
  return {
    url: deps.url,
    memberId: () => keeper.memberId(),
    locate: (match) => locator.locate(match),
    confirm: () => keeper.confirm(),
    members: () => deps.leases.members(),
    start: async (given) => {
      holdings = given;
      await keeper.start();
      adopter.start();
    },
    leave: async () => {
      adopter.stop();
      await keeper.leave();
      locator.stop();
      await letGo();
    },
  };
};
