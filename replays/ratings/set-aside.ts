import { codeOf } from './cluster.ts';
import { recordsOf } from './game-record.ts';
import type { PoolCounts } from './pool-counts.ts';
import { results } from './result.ts';

/** Why a strength has no bound where nothing is assumed beforehand. */
export const unboundedReasons = ['no-games', 'no-loss', 'no-win'] as const;

/** An agent whose games say only that it is very strong, very weak, or nothing. */
export interface Unbounded {
  readonly name: string;
  readonly why: (typeof unboundedReasons)[number];
}

/** A pool of agents that games bound, and those that were taken out for it. */
export interface BoundedPool {
  readonly pool: PoolCounts;
  readonly unbounded: readonly Unbounded[];
}

const unboundedIn = ({ counts }: PoolCounts): ReadonlyMap<number, Unbounded> => {
  const found = new Map<number, Unbounded>();
  for (const [agent, { wins, draws, losses }] of recordsOf(counts).entries()) {
    const name = counts.agents[agent]!;
    if (wins + draws + losses === 0) found.set(agent, { name, why: 'no-games' });
    else if (draws + losses === 0) found.set(agent, { name, why: 'no-loss' });
    else if (draws + wins === 0) found.set(agent, { name, why: 'no-win' });
  }
  return found;
};

/** The pool without some of its agents and all their games. */
const without = (pool: PoolCounts, gone: ReadonlyMap<number, unknown>): PoolCounts => {
  const isKept = (_: unknown, agent: number): boolean => !gone.has(agent);
  const numbers = new Map<number, number>();
  for (const agent of pool.counts.agents.keys()) if (!gone.has(agent)) numbers.set(agent, numbers.size);
  const places = new Map<number, number>();
  for (const [at, { first, second }] of pool.counts.cells.entries())
    if (numbers.has(first) && numbers.has(second)) places.set(at, places.size);
  const clusters = pool.clusters.map(({ codes, times }) => ({
    codes: codes.flatMap((code) => {
      const place = places.get(Math.floor(code / results.length));
      return place === undefined ? [] : [codeOf(place, code % results.length)];
    }),
    times,
  }));
  return {
    ...pool,
    counts: {
      agents: pool.counts.agents.filter(isKept),
      cells: pool.counts.cells
        .filter((_, at) => places.has(at))
        .map((cell) => ({
          ...cell,
          first: numbers.get(cell.first)!,
          second: numbers.get(cell.second)!,
        })),
    },
    forfeits: pool.forfeits.filter((_, at) => places.has(at)),
    clusters: clusters.filter(({ codes }) => codes.length > 1),
    repeats: pool.repeats.filter(isKept),
    owners: pool.owners.filter(isKept),
    conduct: pool.conduct.filter(isKept),
    voids: pool.voids.filter(isKept),
  };
};

/**
 * Takes out who never lost or never won, again and again, since without them others may have no bound either. What
 * is left has a likelihood with a maximum wherever groups of agents are joined by points both ways.
 */
export const setAside = (pool: PoolCounts): BoundedPool => {
  const unbounded: Unbounded[] = [];
  let rest = pool;
  for (let gone = unboundedIn(rest); gone.size > 0; gone = unboundedIn(rest)) {
    unbounded.push(...gone.values());
    rest = without(rest, gone);
  }
  return { pool: rest, unbounded };
};
