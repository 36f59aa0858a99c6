import { expect, test } from 'vitest';
import { overallTable } from './overall.ts';
import { ratingTable, type RatingTable } from './table.ts';
import { rowOf } from './test-rows.ts';

/** A table whose players have just these ratings and errors. */
const tableOf = (pool: string, players: readonly (readonly [string, number, number])[]): RatingTable => {
  const [table] = ratingTable([rowOf({ first: 'x', second: 'y', score: 1 })]);
  const [line] = table!.players;
  return {
    ...table!,
    pool,
    players: players.map(([name, rating, se]) => ({ ...line!, name, rating, se, games: 10 })),
  };
};

test('games that agree are averaged by their precision', () => {
  const { players, betweenGames } = overallTable([
    tableOf('chess', [['a', 1100, 10]]),
    tableOf('go', [['a', 1110, 20]]),
  ]);
  expect(betweenGames).toBe(0);
  expect(players[0]!.rating).toBeCloseTo((1100 / 100 + 1110 / 400) / (1 / 100 + 1 / 400), 9);
  expect(players[0]!.se).toBeCloseTo(1 / Math.sqrt(1 / 100 + 1 / 400), 9);
});

test('games that differ by far more than their errors count almost alike, and the difference is shown', () => {
  const spread = (offset: number): RatingTable =>
    tableOf(`game ${offset}`, [
      ['a', 1100 + offset, 5],
      ['b', 900 - offset, 10],
    ]);
  const { players, betweenGames } = overallTable([spread(100), spread(-100), spread(0)]);
  expect(betweenGames).toBeCloseTo(100, -1);
  expect(players.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(players[0]!.rating).toBeCloseTo(1100, 0);
  expect(players[0]!.se).toBeGreaterThan(50);
});

test('whoever leaves out more than a fifth of the weight has no overall rating', () => {
  const games = ['1', '2', '3', '4', '5'].map((game) =>
    tableOf(game, [
      ['all', 1000, 10],
      ...(game === '5' ? [] : ([['most', 1200, 10]] as const)),
      ...(Number(game) > 3 ? [] : ([['few', 1500, 10]] as const)),
    ]),
  );
  const { players, unrated } = overallTable(games);
  expect(players.map(({ name, played }) => [name, played])).toEqual([
    ['most', 0.8],
    ['all', 1],
  ]);
  expect(unrated).toEqual([{ name: 'few', played: 0.6 }]);
  expect(overallTable(games, [1, 1, 1, 1, 4]).players.map(({ name }) => name)).toEqual(['all']);
});
