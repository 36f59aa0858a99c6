import type { Cluster } from './cluster.ts';
import type { Conduct } from './conduct.ts';
import type { Skipped, Voids } from './result.ts';

/** Results of the games in which agent `first` had the lower seat; agents are indices into `Counts.agents`. */
export interface Cell {
  readonly first: number;
  readonly second: number;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
}

/** All that a fit needs: agents sorted by id, cells sorted by (first, second), at most one for each. */
export interface Counts {
  readonly agents: readonly string[];
  readonly cells: readonly Cell[];
}

/** Wins and losses of a cell that were forfeits. They are among the cell's own wins and losses. */
export interface CellForfeits {
  readonly wins: number;
  readonly losses: number;
}

/** What a pool is, apart from its games. */
export interface PoolId {
  readonly game: string;
  readonly version: number;
  readonly pool: string;
  readonly poolHash: string;
}

/** The games of one pool, added up. `owners`, `conduct`, `voids` and `repeats` are indexed as `counts.agents`. */
export interface PoolCounts extends PoolId {
  readonly counts: Counts;
  /** Indexed as `counts.cells`. */
  readonly forfeits: readonly CellForfeits[];
  /** Games that are not independent of each other. */
  readonly clusters: readonly Cluster[];
  /** Games in which an agent repeated, with the same opponent, move by move what was played before. */
  readonly repeats: readonly number[];
  readonly owners: readonly string[];
  readonly conduct: readonly Conduct[];
  readonly voids: readonly Voids[];
  readonly skipped: Skipped;
  /** False where agents are compared on equal seeds and nobody moves first. */
  readonly hasFirstMover: boolean;
}

/** Orders by UTF-16 code units: no locale may change a table. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
