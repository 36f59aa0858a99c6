import type { Rng } from '../../games/rng.ts';
import type { AppendDone, Store } from '../../replays/store.ts';
import { happens, type Faults } from './faults.ts';
import type { ProcessLife } from './process.ts';
import type { SimulatedTime } from './time.ts';

/** What was promised: every commit whose answer said that it is durable. */
export interface Promised {
  readonly match: string;
  readonly head: string;
}

interface StoreWorld {
  readonly time: SimulatedTime;
  readonly rng: Rng;
  readonly faults: Faults;
  /** Faults stop when the history winds down, so that every match can end. */
  readonly isCalm: () => boolean;
  readonly promised: Promised[];
}

/** The disk as one process sees it: commits take time, fail, or lose their answer; what was written stays. */
export const createFaultyStore = (disk: Store, world: StoreWorld, life: ProcessLife): Store => {
  const { time, rng, faults } = world;
  const commit = (write: (done: AppendDone) => void, done: AppendDone, promise?: () => void): void => {
    const answer = life.whileAlive(done);
    const failed = { kind: 'failed' as const, message: 'simulated fault' };
    const calm = world.isCalm();
    const fails = !calm && happens(rng, faults.commitFailsPercent);
    const answerLost = !calm && happens(rng, faults.commitAnswerLostPercent);
    time.schedule(rng.int(faults.commitMsMax + 1), () => {
      // A process that died before the write reached the disk leaves nothing of it.
      if (!life.isAlive()) return;
      if (fails) answer(failed);
      else
        write((refusal) => {
          if (refusal === undefined && !answerLost) promise?.();
          const told = refusal ?? (answerLost ? failed : undefined);
          time.schedule(rng.int(faults.commitMsMax + 1), () => answer(told));
        });
    });
  };
  return {
    ...disk,
    create: (creation, done) => commit((written) => disk.create(creation, written), done),
    append: (append, done) =>
      commit(
        (written) => disk.append(append, written),
        done,
        () => world.promised.push({ match: append.match, head: append.next }),
      ),
  };
};
