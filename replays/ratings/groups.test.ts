import { expect, test } from 'vitest';
import { groupsOf } from './groups.ts';
import { countsOf } from './test-rows.ts';

test('groups are joined by chains of games, the largest first; who has no games is in none', () => {
  const counts = countsOf(
    ['a', 'b', 'c', 'd', 'e', 'f'],
    [
      ['b', 'a', 1, 0, 0],
      ['c', 'f', 0, 1, 0],
      ['f', 'e', 0, 0, 1],
    ],
  );
  expect(groupsOf(counts)).toEqual([
    [2, 4, 5],
    [0, 1],
  ]);
});

test('of groups of one size the one with the first agent leads', () => {
  const counts = countsOf(
    ['a', 'b', 'c', 'd'],
    [
      ['a', 'd', 1, 0, 0],
      ['b', 'c', 9, 0, 0],
    ],
  );
  expect(groupsOf(counts)).toEqual([
    [0, 3],
    [1, 2],
  ]);
});

test('without games there is no group', () => {
  expect(groupsOf(countsOf(['a', 'b'], []))).toEqual([]);
});
