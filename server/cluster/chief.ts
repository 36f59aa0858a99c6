import type { Cancel } from '../match/ports.ts';
import type { Cluster, ClusterDeps } from './cluster.ts';
import { createTerms, type Duty, type Terms } from './term.ts';
import { timingOf } from './timing.ts';

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
  /** Ends all duties; resolves when nothing of them goes on, those that were just being begun included. */
  stop(): Promise<void>;
}

interface ChiefDeps extends Pick<ClusterDeps, 'time' | 'report' | 'leaseMs'> {
  readonly cluster: Pick<Cluster, 'memberId' | 'members'>;
}

/** Duties by the terms in which they are done here. */
const createDuties = () => {
  const duties = new Map<Duty, Terms>();
  const end = async (duty: Duty): Promise<void> => duties.get(duty)?.end();
  return {
    add: (duty: Duty): Terms => {
      const terms = createTerms(duty);
      duties.set(duty, terms);
      return terms;
    },
    all: (): readonly Terms[] => [...duties.values()],
    letGo: (duty: Duty): void => {
      void end(duty);
      duties.delete(duty);
    },
    endAll: async (): Promise<void> => void (await Promise.all([...duties.keys()].map(end))),
  };
};

/** Where there are no others, every duty is begun at once. */
export const createSoleChief = (): Chief => {
  const duties = createDuties();
  return {
    add: async (duty) => {
      await duties.add(duty).begin();
      return () => duties.letGo(duty);
    },
    start: async () => {},
    stop: duties.endAll,
  };
};

/** Finds out again and again whether this process is the chief. */
export const createChief = ({ cluster, time, leaseMs, report }: ChiefDeps): Chief => {
  const { lookMs } = timingOf(leaseMs);
  const duties = createDuties();
  let isChief = false;
  let isStopped = false;
  let isFailing = false;
  let cancelLook: Cancel = () => {};

  const endAll = (): Promise<void> => {
    isChief = false;
    return duties.endAll();
  };
  const fail = (what: string, error: unknown): void => {
    if (!isFailing) report(what, error);
    isFailing = true;
  };
  const look = async (): Promise<void> => {
    const [first] = await cluster.members();
    if (isStopped) return;
    isChief = first !== undefined && first.id === cluster.memberId();
    if (isChief) return;
    isFailing = false;
    void duties.endAll();
  };
  const beginAll = async (): Promise<void> => {
    await Promise.all(duties.all().map((terms) => terms.begin()));
    isFailing = false;
  };
  const lookOn = async (): Promise<void> => {
    await look().catch((error: unknown) => {
      void endAll();
      fail('whether this process is the chief is not known', error);
    });
    if (isStopped) return;
    // Not after the duties were begun: that may take longer than this process stays the chief.
    cancelLook = time.timeout(lookMs, () => void lookOn());
    if (isChief) await beginAll().catch((error: unknown) => fail('a duty of the chief was not begun', error));
  };
  return {
    add: async (duty) => {
      const terms = duties.add(duty);
      if (isChief) await terms.begin();
      return () => duties.letGo(duty);
    },
    start: lookOn,
    stop: () => {
      isStopped = true;
      cancelLook();
      return endAll();
    },
  };
};
