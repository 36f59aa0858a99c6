import type { Leases, Member } from '../../replays/leases.ts';
import { isStoreError, type StoreErrorCode } from '../../replays/stores/store-error.ts';
import type { Cancel } from '../match/ports.ts';
import type { ClusterDeps } from './cluster.ts';
import { createOwnLease, type OwnLease } from './own-lease.ts';
import type { ClusterTiming } from './timing.ts';

export interface KeeperDeps extends Pick<ClusterDeps, 'time' | 'key' | 'url' | 'newId' | 'report'> {
  readonly leases: Pick<Leases, 'join' | 'renew' | 'leave'>;
  readonly timing: ClusterTiming;
  /** The lease is lost, or is taken for lost: nothing may be done in its name any more. */
  readonly onLost: () => void;
}

/** Keeps this process a member: renews its lease, and joins anew under another id when that is lost. */
export interface LeaseKeeper extends Pick<OwnLease, 'isSteady'> {
  memberId(): string | undefined;
  /** Whether the lease stands, by an answer that is not older than it lasts. */
  confirm(): Promise<boolean>;
  /** Resolves when the process is a member, or will be once the store answers. Rejects where it must not be one. */
  start(): Promise<void>;
  leave(): Promise<void>;
}

/** The questions to the store, one at a time; one that fails is asked again with the next beat. */
const createAsking = ({ leases, time, timing, ...deps }: KeeperDeps, lease: OwnLease) => {
  let underWay: Promise<void> | undefined;
  const lose = (why: string): void => {
    lease.lost();
    deps.report(`the lease is lost: ${why}`);
    deps.onLost();
  };
  const leaveFormer = async (): Promise<void> => {
    const former = lease.former();
    if (former !== undefined) await leases.leave(former.id);
    lease.forgotten();
  };
  const join = async (): Promise<void> => {
    await leaveFormer();
    const sentAt = time.monotonicMs();
    const member = { id: deps.newId(), url: deps.url };
    await leases.join(member, deps.key, timing.leaseMs);
    lease.joined(member, sentAt);
  };
  const renew = async (member: Member): Promise<void> => {
    const sentAt = time.monotonicMs();
    const isHeld = await leases.renew(member.id, timing.leaseMs);
    if (lease.member() !== member) return;
    if (isHeld) lease.renewed(sentAt);
    else lose('it was not renewed in time');
  };
  const ask = (): Promise<void> => {
    const member = lease.member();
    underWay ??= (member === undefined ? join() : renew(member))
      .catch((error: unknown) => {
        // Told once, not with every beat that fails.
        if (lease.shaken()) deps.report('the lease could not be renewed', error);
      })
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  };
  return { ask, join, leaveFormer, lose, settled: () => underWay };
};

const isCode = (error: unknown, code: StoreErrorCode): boolean => isStoreError(error) && error.code === code;

/** Whether it must not take part, now or later. */
const isRefusal = (error: unknown): boolean => isCode(error, 'cluster-key') || isCode(error, 'cluster-url');

export const createLeaseKeeper = (deps: KeeperDeps): LeaseKeeper => {
  const { time, timing, report } = deps;
  const { leaseMs, renewMs, lookMs, quietMs } = timing;
  const lease = createOwnLease(time, timing);
  const asking = createAsking(deps, lease);
  let cancelBeat: Cancel = () => {};

  const loseIfOverdue = (): void => {
    if (lease.isOlderThan(quietMs)) asking.lose('the store was out of reach, or this process stood still');
  };
  /** A process that comes up anew where it was killed finds its own address taken for as long as its last lease lasts. */
  const joinFirst = async (): Promise<void> => {
    const startedAt = time.monotonicMs();
    for (;;) {
      try {
        return await asking.join();
      } catch (error) {
        if (!isCode(error, 'cluster-url') || time.monotonicMs() - startedAt > quietMs) throw error;
      }
      await new Promise<void>((resolve) => void time.timeout(lookMs, resolve));
    }
  };
  const beat = (): void => {
    cancelBeat = time.timeout(renewMs, beat);
    loseIfOverdue();
    void asking.ask();
  };
  return {
    memberId: () => lease.member()?.id,
    isSteady: () => lease.isSteady(),
    confirm: async () => {
      loseIfOverdue();
      if (lease.isOlderThan(leaseMs)) await asking.ask();
      return lease.member() !== undefined && !lease.isOlderThan(leaseMs);
    },
    start: async () => {
      try {
        await joinFirst();
      } catch (error) {
        if (isRefusal(error)) throw error;
        report('the lease could not be taken', error);
      }
      cancelBeat = time.timeout(renewMs, beat);
    },
    leave: async () => {
      cancelBeat();
      await asking.settled();
      lease.lost();
      // If that fails, it runs out by itself.
      await asking
        .leaveFormer()
        .catch((error: unknown) => report('the lease could not be given back', error));
    },
  };
};
