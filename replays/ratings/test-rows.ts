import { conductOf, emptyConduct } from './conduct.ts';
import { createTally } from './counts.ts';
import type { Counts, PoolCounts } from './pool-counts.ts';
import type { CountableRow } from './result.ts';

/** What `first` scored, who had seat 0, against `second`. */
export interface TestGame {
  readonly first: string;
  readonly second: string;
  readonly score: 0 | 0.5 | 1;
}

/** A ledger row of a finished rated match, as far as ratings read it. */
export const rowOf = (
  { first, second, score }: TestGame,
  change: Partial<CountableRow> = {},
): CountableRow => ({
  game: 'test-game',
  version: 1,
  pool: 'test-game/bot',
  poolHash: 'a'.repeat(64),
  termination: 'normal',
  fault: null,
  rated: true,
  seats: [
    { seat: 0, agent: first, owner: `owner of ${first}`, score },
    { seat: 1, agent: second, owner: `owner of ${second}`, score: 1 - score },
  ],
  ...change,
});

/** Counts from [first, second, wins, draws, losses] by agents' names, which must be in their order. */
export const countsOf = (
  agents: readonly string[],
  results: readonly (readonly [string, string, number, number, number])[],
): Counts => ({
  agents,
  cells: results
    .map(([first, second, wins, draws, losses]) => ({
      first: agents.indexOf(first),
      second: agents.indexOf(second),
      wins,
      draws,
      losses,
    }))
    .sort((a, b) => a.first - b.first || a.second - b.second),
});

/** A pool of counts, in which every game is independent and nobody forfeited. */
export const poolOf = (counts: Counts): PoolCounts => {
  const tally = createTally();
  const { skipped } = tally
    .pool({ game: 'test-game', version: 1, pool: 'test-game/bot', poolHash: '0' })
    .close();
  return {
    game: 'test-game',
    version: 1,
    pool: 'test-game/bot',
    poolHash: '0',
    counts,
    forfeits: counts.cells.map(() => ({ wins: 0, losses: 0 })),
    clusters: [],
    repeats: counts.agents.map(() => 0),
    owners: counts.agents.map((agent) => `owner of ${agent}`),
    conduct: counts.agents.map(() => conductOf(emptyConduct())),
    voids: counts.agents.map(() => ({ aborted: 0, 'void-infra': 0, 'void-provider': 0, 'void-arbiter': 0 })),
    skipped,
    hasFirstMover: true,
  };
};
