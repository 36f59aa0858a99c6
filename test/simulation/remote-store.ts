import type { Rng } from '../../games/rng.ts';
import type { Leases } from '../../replays/leases.ts';
import type { Append, AppendDone, Creation, Store } from '../../replays/store.ts';
import type { ClusterFaults } from './cluster-faults.ts';
import { happens } from './faults.ts';
import type { ProcessLife } from './process.ts';
import { createFaultyStore, type Promised } from './store.ts';
import type { SimulatedTime } from './time.ts';

/** One process's way to the store that all share. */
export interface Link {
  readonly time: SimulatedTime;
  readonly rng: Rng;
  readonly faults: ClusterFaults;
  readonly isCalm: () => boolean;
  readonly promised: Promised[];
  readonly life: ProcessLife;
  /** Whether nothing gets through now. */
  readonly isCut: () => boolean;
}

/** A question on a cut way is given up after this. */
const answerMs = 2_000;

const failure = new Error('simulated: the store is out of reach');

/** A question to the store: it takes time, may fail, and may be done though its answer is lost. */
const asked = <T>(link: Link, ask: () => Promise<T>): Promise<T> => {
  const { time, rng, faults, life } = link;
  const takesMs = (): number => rng.int(faults.commitMsMax + 1);
  const fails = (): boolean => !link.isCalm() && happens(rng, faults.questionFailsPercent);
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      time.schedule(
        link.isCut() ? answerMs : takesMs(),
        life.whileAlive(() => reject(failure)),
      );
    };
    time.schedule(takesMs(), () => {
      // What a process sent before it died may still be done.
      if (!life.isAlive() && rng.int(2) === 0) return;
      if (link.isCut() || fails()) return giveUp();
      ask().then((answer) => {
        if (link.isCut() || fails()) return giveUp();
        time.schedule(
          takesMs(),
          life.whileAlive(() => resolve(answer)),
        );
      }, reject);
    });
  });
};

const remoteLeases = (link: Link, leases: Leases): Leases => ({
  join: (member, key, leaseMs) => asked(link, () => leases.join(member, key, leaseMs)),
  renew: (id, leaseMs) => asked(link, () => leases.renew(id, leaseMs)),
  leave: (id) => asked(link, () => leases.leave(id)),
  expire: () => asked(link, () => leases.expire()),
  members: () => asked(link, () => leases.members()),
  claim: (id, limit) => asked(link, () => leases.claim(id, limit)),
  claimNamed: (id, matches) => asked(link, () => leases.claimNamed(id, matches)),
  reclaim: (id, matches) => asked(link, () => leases.reclaim(id, matches)),
  owned: (id) => asked(link, () => leases.owned(id)),
  owners: (matches) => asked(link, () => leases.owners(matches)),
});

/** The store that all processes share, as one of them sees it. */
export const createRemoteStore = (disk: Store, link: Link): Store => {
  const { life, time } = link;
  const faulty = createFaultyStore(disk, link, life);
  const cut = (done: AppendDone): void => {
    const refusal = { kind: 'failed' as const, message: failure.message };
    time.schedule(
      answerMs,
      life.whileAlive(() => done(refusal)),
    );
  };
  return {
    ...disk,
    leases: remoteLeases(link, disk.leases!),
    create: (creation: Creation, done) => (link.isCut() ? cut(done) : faulty.create(creation, done)),
    append: (append: Append, done) => (link.isCut() ? cut(done) : faulty.append(append, done)),
    read: (match) => asked(link, () => disk.read(match)),
    secrets: (match) => asked(link, () => disk.secrets(match)),
    ledger: (since, limit) => asked(link, () => disk.ledger(since, limit)),
  };
};
