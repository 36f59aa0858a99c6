import type { Arena } from './arena/arena.ts';
import type { StoreProbe } from './arena/store-probe.ts';
import type { Cluster } from './cluster/cluster.ts';
import type { Faults } from './faults.ts';
import type { Life } from './life.ts';
import type { LoopWatch } from './loop-watch.ts';
import type { Unreadiness } from './protocol/routes.ts';

/** Over this the arena answers, but nobody can play against a clock. */
const lagMsMax = 1_000;

/** Whether a match could be begun and played here now. */
export interface Readiness {
  /** Every reason why not; none where the arena is ready. */
  reasons(): Promise<readonly Unreadiness[]>;
}

export interface ReadinessDeps {
  readonly life: Pick<Life, 'phase'>;
  readonly arena: Pick<Arena, 'matches'>;
  /** Absent: this process has the store to itself. */
  readonly cluster?: Pick<Cluster, 'memberId'> | undefined;
  readonly probe: StoreProbe;
  readonly loop: Pick<LoopWatch, 'lagMs'>;
  readonly faults: Pick<Faults, 'report'>;
}

export const createReadiness = ({ life, arena, cluster, probe, loop, faults }: ReadinessDeps): Readiness => {
  let wasRefused = false;
  /** A disk may have room for one small write, and none for those of the matches. */
  const isAnyStuck = (): boolean => [...arena.matches()].some((match) => match.isStuck());
  /** Told once a time: whoever balances load asks every second. */
  const isStoreRefused = async (): Promise<boolean> => {
    try {
      await probe();
      wasRefused = false;
    } catch (error) {
      if (!wasRefused) faults.report('readiness', error);
      wasRefused = true;
    }
    return wasRefused;
  };
  return {
    reasons: async () => {
      const phase = life.phase();
      return [
        ...(phase === 'serving' ? [] : [phase]),
        ...((await isStoreRefused()) || isAnyStuck() ? (['store-failed'] as const) : []),
        ...(cluster !== undefined && cluster.memberId() === undefined ? (['no-lease'] as const) : []),
        ...(loop.lagMs() > lagMsMax ? (['loop-late'] as const) : []),
      ];
    },
  };
};
