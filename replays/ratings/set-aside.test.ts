import { describe, expect, test } from 'vitest';
import { createTally } from './counts.ts';
import { flatPriors } from './posterior.ts';
import type { PoolCounts } from './pool-counts.ts';
import { setAside } from './set-aside.ts';
import { poolTable } from './table.ts';
import { rowOf } from './test-rows.ts';

type Game = readonly [first: string, second: string, score: 0 | 0.5 | 1];

const poolOfGames = (games: readonly Game[]): PoolCounts => {
  const tally = createTally();
  for (const [at, [first, second, score]] of games.entries())
    tally.add(rowOf({ first, second, score }, { group: { pair: String(Math.floor(at / 2)) } }));
  return tally.pools()[0]!;
};

const bounded: readonly Game[] = [
  ['b', 'c', 1],
  ['c', 'b', 1],
  ['b', 'd', 0.5],
  ['d', 'b', 0],
  ['c', 'd', 0],
  ['d', 'c', 1],
];

describe('agents whose games do not bound them', () => {
  test('are taken out with their games, and nothing else changes', () => {
    const { pool, unbounded } = setAside(poolOfGames([...bounded, ['a', 'b', 1], ['c', 'e', 1]]));
    expect(unbounded).toEqual([
      { name: 'a', why: 'no-loss' },
      { name: 'e', why: 'no-win' },
    ]);
    const options = { model: 'half-draw', priors: flatPriors } as const;
    expect(poolTable(pool, options)).toEqual(poolTable(poolOfGames(bounded), options));
  });

  test('are looked for again among those who are left', () => {
    const { pool, unbounded } = setAside(
      poolOfGames([
        ['a', 'b', 1],
        ['b', 'c', 1],
        ['c', 'd', 1],
      ]),
    );
    expect(unbounded.map(({ name }) => name)).toEqual(['a', 'd', 'b', 'c']);
    expect(pool.counts.agents).toEqual([]);
  });

  test('who only drew is bounded', () => {
    expect(setAside(poolOfGames([['a', 'b', 0.5]])).unbounded).toEqual([]);
  });
});
