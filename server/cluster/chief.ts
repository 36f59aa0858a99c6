import type { Cancel } from '../match/ports.ts';
import type { Cluster, ClusterDeps } from './cluster.ts';
import { timingOf } from './timing.ts';

/** Something that one process of a cluster does at a time. */
export interface Duty {
  /** Begins it, or takes it over. What it rejects with is told, and it is tried again. */
  readonly begin: () => void | Promise<void>;
  readonly end: () => void;
}

/**
 * The one for what only one may do: the member that joined first. Nobody has to agree on that, since all read the same
 * table, and another takes over when its lease has ended. For a moment two may take themselves for it: so a duty must do
 * no harm when done twice, as making a match of a given id does none.
 */
export interface Chief {
  /** Takes a duty on, for as long as this process is the chief. Resolves when it was begun, if it is to be begun now. */
  add(duty: Duty): Promise<Cancel>;
  /** From now on this process may be the chief; resolves when it knows. */
  start(): Promise<void>;
  /** Ends all duties. */
  stop(): void;
}

interface ChiefDeps extends Pick<ClusterDeps, 'time' | 'report' | 'leaseMs'> {
  readonly cluster: Pick<Cluster, 'memberId' | 'members'>;
}

/** Where there are no others, every duty is begun at once. */
export const createSoleChief = (): Chief => {
  const duties = new Set<Duty>();
  return {
    add: async (duty) => {
      duties.add(duty);
      await duty.begin();
      return () => {
        if (duties.delete(duty)) duty.end();
      };
    },
    start: async () => {},
    stop: () => {
      for (const duty of duties) duty.end();
      duties.clear();
    },
  };
};

/** Finds out again and again whether this process is the chief. */
export const createChief = ({ cluster, time, leaseMs, report }: ChiefDeps): Chief => {
  const { lookMs } = timingOf(leaseMs);
  /** Those that are being done. */
  const begun = new Set<Duty>();
  const duties = new Set<Duty>();
  let isChief = false;
  let isStopped = false;
  let isFailing = false;
  let cancelLook: Cancel = () => {};

  const begin = async (duty: Duty): Promise<void> => {
    if (begun.has(duty)) return;
    begun.add(duty);
    try {
      await duty.begin();
    } catch (error) {
      begun.delete(duty);
      throw error;
    }
  };
  const end = (duty: Duty): void => {
    if (begun.delete(duty)) duty.end();
  };
  const endAll = (): void => {
    isChief = false;
    for (const duty of duties) end(duty);
  };
  const look = async (): Promise<void> => {
    const [first] = await cluster.members();
    if (isStopped) return;
    isChief = first !== undefined && first.id === cluster.memberId();
    if (isChief) for (const duty of duties) await begin(duty);
    else endAll();
    isFailing = false;
  };
  const lookOn = (): Promise<void> =>
    look()
      .catch((error: unknown) => {
        endAll();
        if (!isFailing) report('whether this process is the chief is not known', error);
        isFailing = true;
      })
      .finally(() => {
        if (!isStopped) cancelLook = time.timeout(lookMs, () => void lookOn());
      });
  return {
    add: async (duty) => {
      duties.add(duty);
      if (isChief) await begin(duty);
      return () => {
        duties.delete(duty);
        end(duty);
      };
    },
    start: lookOn,
    stop: () => {
      isStopped = true;
      cancelLook();
      endAll();
    },
  };
};
