import type { Member } from '../../replays/leases.ts';
import type { TimeSource } from '../match/arena-clock.ts';
import type { ClusterTiming } from './timing.ts';

/** What a process knows of its own lease, by its own clock: how much of it may be gone. */
export interface OwnLease {
  member(): Member | undefined;
  /** One whose lease may still stand, though nothing is done in its name any more. */
  former(): Member | undefined;
  /** A question that was sent at `sentAt` was answered: this process is `member` now. */
  joined(member: Member, sentAt: number): void;
  renewed(sentAt: number): void;
  /** The store did not answer. Answers whether it had until then. */
  shaken(): boolean;
  lost(): void;
  /** The store has forgotten the former member. */
  forgotten(): void;
  isOlderThan(ms: number): boolean;
  /**
   * Whether the store was in reach for the length of a lease without a break. Before that the others may not have had
   * the time to renew theirs, and one that seems dead may be as well as this one.
   */
  isSteady(): boolean;
}

/** No lease yet. */
export const createOwnLease = (
  time: Pick<TimeSource, 'monotonicMs'>,
  { leaseMs, renewMs }: ClusterTiming,
): OwnLease => {
  let member: Member | undefined;
  let former: Member | undefined;
  /** When the last question was sent that was answered well. */
  let renewedAt = 0;
  let steadySince = 0;
  let isShaken = true;
  const renewed = (sentAt: number): void => {
    if (isShaken || sentAt - renewedAt > 2 * renewMs) steadySince = sentAt;
    isShaken = false;
    renewedAt = sentAt;
  };
  return {
    member: () => member,
    former: () => former,
    joined: (next, sentAt) => {
      isShaken = true;
      renewed(sentAt);
      member = next;
    },
    renewed,
    shaken: () => {
      const wasShaken = isShaken;
      isShaken = true;
      return !wasShaken;
    },
    lost: () => {
      former = member ?? former;
      member = undefined;
    },
    forgotten: () => {
      former = undefined;
    },
    isOlderThan: (ms) => member !== undefined && time.monotonicMs() - renewedAt > ms,
    isSteady: () => member !== undefined && !isShaken && time.monotonicMs() - steadySince >= leaseMs,
  };
};
