import { pruneLogs } from '../replays/stores/log-pruning.ts';
import type { SqlStore } from '../replays/stores/sql-store.ts';
import { exhibitionPrefix } from './arena/exhibition-id.ts';
import type { Faults } from './faults.ts';
import type { Log } from './log/log.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Between two transactions others get the store. */
const pauseMs = 20;

/** How long logs of the exhibition are kept. */
export interface Keep {
  readonly days: number;
  readonly matches: number;
}

export interface UpkeepDeps {
  readonly transact: SqlStore['transact'];
  readonly keep: Keep;
  readonly log: Pick<Log, 'info'>;
  readonly faults: Pick<Faults, 'report'>;
}

/** Lets go of logs that need not be kept, at once and then every hour. */
export interface Upkeep {
  /** Resolves when it is at rest, before the store is closed. */
  stop(): Promise<void>;
}

export const startUpkeep = ({ transact, keep, log, faults }: UpkeepDeps): Upkeep => {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const pause = async (): Promise<boolean> => {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return !isStopped;
  };
  const sweep = async (): Promise<void> => {
    const now = Date.now();
    const rule = {
      prefix: exhibitionPrefix,
      endedBefore: new Date(now - keep.days * dayMs).toISOString(),
      keptMax: keep.matches,
      at: new Date(now).toISOString(),
    };
    const pruned = await pruneLogs(transact, rule, pause);
    if (pruned > 0) log.info({ logs: pruned }, 'logs of the exhibition were let go');
  };
  let underWay = Promise.resolve();
  const run = (): void => {
    underWay = sweep()
      .catch((error: unknown) => faults.report('upkeep', error))
      .then(() => {
        if (!isStopped) timer = setTimeout(run, hourMs).unref();
      });
  };
  run();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      return underWay;
    },
  };
};
