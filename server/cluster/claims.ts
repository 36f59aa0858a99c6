import type { Leases } from '../../replays/leases.ts';
import type { Unfinished } from '../../replays/store.ts';
import type { ClusterDeps, Holdings } from './cluster.ts';
import type { LeaseKeeper } from './lease-keeper.ts';
import type { ClusterTiming } from './timing.ts';

export interface ClaimDeps extends Pick<ClusterDeps, 'leases' | 'time' | 'report'> {
  readonly timing: ClusterTiming;
  readonly keeper: Pick<LeaseKeeper, 'memberId' | 'isSteady'>;
  readonly holdings: () => Holdings | undefined;
}

/** Takes matches that nobody plays, so that they are played here. */
export interface Claims {
  /** Takes some of those that nobody plays. Answers whether there may be more. */
  take(id: string): Promise<boolean>;
  /** Takes those of `matches` that nobody plays. */
  takeNamed(matches: readonly string[]): Promise<void>;
  /** Takes those of `matches` that are this process's by the store and are not known here; never beside a `take`. */
  retake(matches: readonly string[]): Promise<void>;
}

interface ClaimsDeps extends ClaimDeps {
  /** A match that was taken is played here now, or cannot be. */
  readonly onAdopted: (match: string) => void;
}

/** Matches that one process takes at once: few, so that all survivors get their share. */
const claimMax = 32;

export const createClaims = ({ leases, time, keeper, report, holdings, onAdopted }: ClaimsDeps): Claims => {
  const beingTaken = new Set<string>();

  const nextTurn = (): Promise<void> => new Promise((resolve) => time.afterPoll(resolve));
  const adoptOne = async (id: string, unfinished: Unfinished): Promise<void> => {
    try {
      if (keeper.memberId() === id) await holdings()?.adopt(unfinished);
    } catch (error) {
      report(`match ${unfinished.match} could not be adopted`, error);
    } finally {
      beingTaken.delete(unfinished.match);
    }
    onAdopted(unfinished.match);
  };
  /** One after the other, with the event loop free in between: those that are played here already go on. */
  const adoptAll = async (id: string, batch: readonly Unfinished[]): Promise<void> => {
    for (const { match } of batch) beingTaken.add(match);
    for (const unfinished of batch) {
      await nextTurn();
      // Not waited for: one that cannot be played on has to be ended first, and the store may take its time for that.
      void adoptOne(id, unfinished);
    }
  };
  const isUnknown = (match: string): boolean => !beingTaken.has(match) && holdings()?.isKnown(match) !== true;
  const takeBy = async (claim: Leases['claimNamed'], matches: readonly string[]): Promise<void> => {
    const id = keeper.memberId();
    const wanted = matches.filter(isUnknown).slice(0, claimMax);
    if (id === undefined || wanted.length === 0) return;
    for (const match of wanted) beingTaken.add(match);
    let claimed: readonly Unfinished[] = [];
    try {
      claimed = await claim(id, wanted);
    } finally {
      for (const match of wanted) beingTaken.delete(match);
    }
    await adoptAll(id, claimed);
  };
  return {
    take: async (id) => {
      const batch = await leases.claim(id, claimMax);
      await adoptAll(id, batch);
      return batch.length === claimMax;
    },
    takeNamed: (matches) => takeBy((id, wanted) => leases.claimNamed(id, wanted), matches),
    retake: (matches) => takeBy((id, wanted) => leases.reclaim(id, wanted), matches),
  };
};
