import { expect, test } from 'vitest';
import { meetings } from './crosstable.tsx';

const pool = { game: 'chess', version: 1, pool: 'chess/bot', poolHash: '0' };
const record = { wins: 0, draws: 0, losses: 0 };

test('both orders of seats count, and what one wins the other loses', () => {
  const table = meetings({
    ...pool,
    agents: ['a', 'b', 'c'],
    pairs: [
      { first: 'a', second: 'b', ...record, games: 4, score: 0.75 },
      { first: 'b', second: 'a', ...record, games: 2, score: 0.5 },
    ],
  });
  expect(table[0]![1]).toEqual({ games: 6, points: 4 });
  expect(table[1]![0]).toEqual({ games: 6, points: 2 });
  expect(table[0]![2]).toBeUndefined();
});

test('an agent that the table does not list counts for nothing', () => {
  const table = meetings({
    ...pool,
    agents: ['a'],
    pairs: [{ first: 'a', second: 'gone', ...record, games: 1, score: 1 }],
  });
  expect(table).toEqual([[undefined]]);
});
