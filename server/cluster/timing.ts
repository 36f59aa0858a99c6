/** How fast a cluster notices what happens to its members. */
export interface ClusterTiming {
  /** How long a member that does not renew its lease is taken for alive. */
  readonly leaseMs: number;
  readonly renewMs: number;
  /** How often a member looks for leases that have run out and for matches that nobody plays. */
  readonly lookMs: number;
  /** A member that renewed its lease longer ago than this may be dead: nobody is sent to it any more. */
  readonly suspectMs: number;
  /** A member that has not reached the store for so long lets go of its matches: others may play them by now. */
  readonly quietMs: number;
  /** How long somebody who asks for a match waits for it to be adopted. */
  readonly holdMs: number;
  readonly pollMs: number;
  /** How often a member compares what it plays with what the store says that it plays. */
  readonly reconcileMs: number;
}

/** Clients give a connection up that says nothing for 10 s. */
const holdMsMax = 8_000;

/** All of it follows from how long a lease lasts. */
export const timingOf = (leaseMs: number): ClusterTiming => ({
  leaseMs,
  renewMs: leaseMs / 3,
  lookMs: leaseMs / 12,
  suspectMs: leaseMs * 0.6,
  quietMs: leaseMs * 2,
  holdMs: Math.min(leaseMs * 2, holdMsMax),
  pollMs: leaseMs / 30,
  reconcileMs: leaseMs * 3,
});
