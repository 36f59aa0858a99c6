import type { Cancel } from '../match/ports.ts';
import type { ClaimDeps, Claims } from './claims.ts';

/** Takes over what members that are gone have left. */
export interface Adopter {
  start(): void;
  stop(): void;
}

interface AdopterDeps extends ClaimDeps {
  readonly claims: Claims;
}

/** Looks again and again for leases that have run out, and for matches that nobody plays. */
export const createAdopter = ({ leases, time, timing, keeper, claims, report }: AdopterDeps): Adopter => {
  let reconciledAt = time.monotonicMs();
  let cancelLook: Cancel = () => {};
  let isFailing = false;
  let isStopped = false;

  /** What is this process's by the store and is not here: the answer to a claim or a creation was lost. */
  const reconcile = async (id: string): Promise<void> => {
    if (time.monotonicMs() - reconciledAt < timing.reconcileMs) return;
    reconciledAt = time.monotonicMs();
    await claims.retake(await leases.owned(id));
  };
  const look = async (): Promise<void> => {
    const id = keeper.memberId();
    if (id === undefined) return;
    if (keeper.isSteady()) await leases.expire();
    let isMore = true;
    while (isMore && keeper.memberId() === id) isMore = await claims.take(id);
    await reconcile(id);
  };
  const lookOn = (): void => {
    look()
      .then(() => {
        isFailing = false;
      })
      .catch((error: unknown) => {
        if (!isFailing) report('matches that nobody plays could not be taken', error);
        isFailing = true;
        // They may have been taken, and only the answer was lost.
        reconciledAt = Number.NEGATIVE_INFINITY;
      })
      .finally(() => {
        if (!isStopped) cancelLook = time.timeout(timing.lookMs, lookOn);
      });
  };
  return {
    start: lookOn,
    stop: () => {
      isStopped = true;
      cancelLook();
    },
  };
};
