import type { Cluster } from './cluster.ts';
import type { Cell, PoolCounts } from './pool-counts.ts';
import { forfeitLoss, forfeitWin, results } from './result.ts';

const isForfeit = (code: number): boolean => {
  const result = code % results.length;
  return result === forfeitWin || result === forfeitLoss;
};

/** The games of a pool without those that were forfeited; undefined where none was. */
export const playedOut = ({
  counts,
  forfeits,
  clusters,
}: PoolCounts): { readonly cells: readonly Cell[]; readonly clusters: readonly Cluster[] } | undefined => {
  if (forfeits.every(({ wins, losses }) => wins + losses === 0)) return undefined;
  const cells = counts.cells.map((cell, at) => ({
    ...cell,
    wins: cell.wins - forfeits[at]!.wins,
    losses: cell.losses - forfeits[at]!.losses,
  }));
  const kept = clusters.map(({ codes, times }) => ({
    codes: codes.filter((code) => !isForfeit(code)),
    times,
  }));
  return { cells, clusters: kept.filter(({ codes }) => codes.length > 1) };
};
