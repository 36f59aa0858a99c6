import { refusalClasses, type RefusalClass } from '../format.ts';
import type { CountableSeat } from './result.ts';

/** What an agent did over its counted games beside scoring. What no row tells is null, never 0. */
export interface Conduct {
  /** Games whose row tells the turns, and the turns in them. */
  readonly toldGames: number;
  readonly turns: number;
  /** Forfeits in those games. */
  readonly forfeits: number;
  readonly refusals: { readonly [Class in RefusalClass]: number } | null;
  readonly costUsd: number | null;
}

/** Integers, so that their sums are the same in any order. */
export interface ConductSums {
  toldGames: number;
  turns: number;
  forfeits: number;
  /** In the order of `refusalClasses`. */
  readonly refusals: number[];
  costMicroUsd: number | null;
}

const microsAUsd = 1e6;

/** Sums of one agent. */
export interface ConductTally {
  readonly add: (seat: Pick<CountableSeat, 'turns' | 'refusals' | 'costUsd'>, isForfeit: boolean) => void;
  /** Adds sums that were made elsewhere, of rows that tell turns and refusals. */
  readonly merge: (sums: ConductSums) => void;
  readonly close: () => Conduct;
}

export const createConductTally = (): ConductTally => {
  const refusalSums = refusalClasses.map(() => 0);
  const sums: ConductSums = {
    toldGames: 0,
    turns: 0,
    forfeits: 0,
    refusals: refusalSums,
    costMicroUsd: null,
  };
  let hasRefusals = false;
  return {
    add: ({ turns, refusals, costUsd }, isForfeit) => {
      if (turns !== undefined) {
        sums.toldGames += 1;
        sums.turns += turns;
        sums.forfeits += isForfeit ? 1 : 0;
      }
      if (refusals !== undefined) {
        hasRefusals = true;
        for (const [at, kind] of refusalClasses.entries()) refusalSums[at]! += refusals[kind];
      }
      if (typeof costUsd === 'number')
        sums.costMicroUsd = (sums.costMicroUsd ?? 0) + Math.round(costUsd * microsAUsd);
    },
    merge: (more) => {
      if (more.toldGames === 0) return;
      hasRefusals = true;
      sums.toldGames += more.toldGames;
      sums.turns += more.turns;
      sums.forfeits += more.forfeits;
      for (const at of refusalSums.keys()) refusalSums[at]! += more.refusals[at]!;
      if (more.costMicroUsd !== null) sums.costMicroUsd = (sums.costMicroUsd ?? 0) + more.costMicroUsd;
    },
    close: () => ({
      toldGames: sums.toldGames,
      turns: sums.turns,
      forfeits: sums.forfeits,
      refusals: hasRefusals
        ? (Object.fromEntries(
            refusalClasses.map((kind, at) => [kind, refusalSums[at]!]),
          ) as Conduct['refusals'])
        : null,
      costUsd: sums.costMicroUsd === null ? null : sums.costMicroUsd / microsAUsd,
    }),
  };
};
