import { describe, expect, test } from 'vitest';
import { createClassicElo } from './classic-elo.ts';
import { createTally } from './counts.ts';
import { rowOf } from './test-rows.ts';

describe('classic Elo', () => {
  test('moves both by K times the surprise, and depends on the order', () => {
    const forth = createClassicElo();
    forth.add(0, 1, 1);
    expect(forth.ratings(0)).toEqual([1016, 1008]);
    expect(forth.ratings(1)).toEqual([984, 992]);
    forth.add(0, 1, 0);
    const back = createClassicElo();
    back.add(0, 1, 0);
    back.add(0, 1, 1);
    expect(forth.ratings(0)).not.toEqual(back.ratings(0));
    expect(back.ratings(7)).toEqual([1000, 1000]);
  });

  test('is fed with the games of a tally in their order', () => {
    const tally = createTally();
    const rows = [rowOf({ first: 'a', second: 'b', score: 1 }), rowOf({ first: 'b', second: 'a', score: 1 })];
    for (const row of rows) tally.add(row);
    const [a] = tally.pool(rows[0]!).classic();
    expect(a).toMatchObject({ name: 'a' });
    expect(a!.ratings[0]).not.toBe(1000);
  });
});
