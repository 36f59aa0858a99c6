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

/** Lets go of logs that need not be kept, at once and then every hour, between `begin` and `end`. One process does it for all. */
export interface Upkeep {
  readonly begin: () => void;
  readonly end: () => void;
  /** Resolves when nothing of it is under way, before the store is closed. */
  readonly settled: () => Promise<void>;
}

export const createUpkeep = ({ transact, keep, log, faults }: UpkeepDeps): Upkeep => {
  let isOn = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay = Promise.resolve();
  const pause = async (): Promise<boolean> => {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return isOn;
  };
  const sweep = async (): Promise<void> => {
    if (!isOn) return;
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
  /** After what is under way: it may have been ended and begun again meanwhile. */
  const run = (): void => {
    underWay = underWay.then(sweep).catch((error: unknown) => faults.report('upkeep', error));
    timer = setTimeout(run, hourMs).unref();
  };
  return {
    begin: () => {
      isOn = true;
      run();
    },
    end: () => {
      isOn = false;
      clearTimeout(timer);
    },
    settled: () => underWay,
  };
};
