import { labelledRng, type Rng } from '../../games/rng.ts';
import { sha256Hex } from '../../games/sha256.ts';
import type { Store } from '../../replays/store.ts';
import { createMemoryStore } from '../../replays/stores/memory.ts';
import type { Chief, createChief } from '../../server/cluster/chief.ts';
import { createCluster, type Cluster, type Holdings } from '../../server/cluster/cluster.ts';
import { type ClusterFaults, drawClusterFaults } from './cluster-faults.ts';
import { hex, simulatedKey } from './parts.ts';
import { createProcessLife, type ProcessLife } from './process.ts';
import { createRemoteStore } from './remote-store.ts';
import { createSimulatedTime, type SimulatedTime } from './time.ts';

const leaseMs = 3_000;
const windDownMs = 30_000;
/** Long enough after the last fault for every process to know the chief, and for the chief to have begun. */
const untilMs = 60_000;
/** A duty is begun piece by piece, each after a question to the store: that may take longer than a lease lasts. */
const pieces = 30;

/** A process that may be the chief of some. */
interface Candidate {
  readonly place: number;
  readonly cluster: Cluster;
  readonly chief: Chief;
  readonly life: ProcessLife;
  /** How many pieces of the duty it does now. */
  readonly doneCount: () => number;
  /** It takes part, and may be asked to stop. */
  isUp: boolean;
  /** It said that nothing of its duties goes on. */
  isRetired: boolean;
}

interface World {
  readonly time: SimulatedTime;
  readonly rng: Rng;
  readonly disk: Store;
  readonly faults: ClusterFaults;
  readonly cutUntil: number[];
  readonly createChief: typeof createChief;
  readonly candidates: Candidate[];
}

const noMatches: Holdings = {
  isPlayed: () => false,
  isKnown: () => false,
  adopt: async () => {},
  letGo: () => ({ ids: [], dismiss: () => {} }),
};

const startCandidate = (world: World, place: number): void => {
  const { time, rng, disk, faults, cutUntil, candidates } = world;
  const life = createProcessLife(time);
  const isCalm = (): boolean => time.monotonicMs() > windDownMs;
  const isCut = (): boolean => time.monotonicMs() < (cutUntil[place] ?? 0);
  const store = createRemoteStore(disk, { time, rng, faults, isCalm, promised: [], life, isCut });
  const parts = { leaseMs, time: life.source, report: () => {} };
  const cluster = createCluster({
    ...parts,
    leases: store.leases!,
    key: simulatedKey,
    url: `http://place-${place}`,
    newId: () => hex(rng, 16),
  });
  const chief = world.createChief({ ...parts, cluster });
  let done = 0;
  const begin = async (): Promise<void> => {
    for (let piece = 1; piece <= pieces; piece++) {
      await store.ledger(0, 1);
      done = piece;
    }
  };
  const candidate: Candidate = {
    place,
    cluster,
    chief,
    life,
    doneCount: () => done,
    isUp: false,
    isRetired: false,
  };
  candidates.push(candidate);
  void cluster
    .start(noMatches)
    .then(() => chief.add({ begin, end: () => void (done = 0) }))
    .then(() => {
      candidate.isUp = true;
      return chief.start();
    });
};

/** Goes as a process does that is asked to stop: it lives on for a while, as one whose matches are played to the end. */
const retire = (candidate: Candidate): void => {
  candidate.isUp = false;
  const ended = candidate.chief.stop();
  void candidate.cluster.leave();
  void ended.then(() => {
    candidate.isRetired = true;
  });
};

/** Something happens to the process at a place; where it goes, another comes up after a while. */
const befall = (world: World, place: number): void => {
  const { rng, faults, time, cutUntil } = world;
  const candidate = world.candidates.find((one) => one.place === place && one.isUp && one.life.isAlive());
  if (candidate === undefined) return;
  const { life } = candidate;
  const replace = (): void => void time.schedule(rng.int(8_000), () => startCandidate(world, place));
  switch (rng.int(4)) {
    case 0:
      life.kill();
      return replace();
    case 1:
      return life.whileAlive(() => {
        retire(candidate);
        replace();
      })();
    case 2:
      return life.freeze(rng.int(Math.min(faults.freezeMsMax, leaseMs * 2)));
    default:
      cutUntil[place] = Math.min(windDownMs, time.monotonicMs() + rng.int(faults.cutMsMax));
  }
};

const violationsNow = ({ candidates }: World): readonly string[] =>
  candidates.some(({ isRetired, doneCount }) => isRetired && doneCount() > 0)
    ? ['a process does a duty that it has laid down']
    : [];

const violationsAtRest = async ({ candidates, disk }: World): Promise<readonly string[]> => {
  const [first] = await disk.leases!.members();
  const living = candidates.filter(({ life }) => life.isAlive());
  const wrong = living.filter(
    ({ cluster, doneCount }) => doneCount() !== (cluster.memberId() === first?.id ? pieces : 0),
  );
  return wrong.map(
    ({ cluster, doneCount }) => `${cluster.memberId()} does ${doneCount()} pieces of the duty`,
  );
};

/** Processes that come, go, freeze and are cut off, each of which may be the chief; answers what must not have been. */
export const runChiefHistory = async (seed: string, make: typeof createChief): Promise<readonly string[]> => {
  const rng = labelledRng(sha256Hex(seed).slice(0, 32), 'chief');
  const time = createSimulatedTime();
  const disk = createMemoryStore(time.monotonicMs);
  const faults = drawClusterFaults(rng);
  const world: World = { time, rng, disk, faults, cutUntil: [], createChief: make, candidates: [] };
  for (let place = 0; place < 3; place++) startCandidate(world, place);
  for (let at = rng.int(8); at > 0; at--) time.schedule(rng.int(windDownMs), () => befall(world, rng.int(3)));
  while (time.monotonicMs() < untilMs) {
    time.runNext();
    for (let turn = 0; turn < 12; turn++) await Promise.resolve();
    const violations = violationsNow(world);
    if (violations.length > 0) return violations;
  }
  return violationsAtRest(world);
};
