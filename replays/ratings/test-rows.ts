import type { CountableRow, Counts } from './counts.ts';

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
