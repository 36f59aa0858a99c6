import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTally, type CountableRow, type PoolCounts } from './counts.ts';
import { rowOf } from './test-rows.ts';

const tallied = (rows: readonly CountableRow[], ratedOnly = false): readonly PoolCounts[] => {
  const tally = createTally({ ratedOnly });
  for (const row of rows) tally.add(row);
  return tally.pools();
};

const only = (rows: readonly CountableRow[], ratedOnly = false): PoolCounts => {
  const [pool, ...rest] = tallied(rows, ratedOnly);
  expect(rest).toEqual([]);
  return pool!;
};

const game = rowOf({ first: 'b', second: 'a', score: 1 });
const seatsWithoutScore = game.seats.map((seat) => ({ ...seat, score: null }));

describe('cells', () => {
  test('are by ordered pair, sorted, with the lower seat first', () => {
    const { counts } = only([
      game,
      rowOf({ first: 'a', second: 'b', score: 0 }),
      rowOf({ first: 'a', second: 'b', score: 0.5 }),
      { ...game, seats: game.seats.toReversed() },
    ]);
    expect(counts.agents).toEqual(['a', 'b']);
    expect(counts.cells).toEqual([
      { first: 0, second: 1, wins: 0, draws: 1, losses: 1 },
      { first: 1, second: 0, wins: 2, draws: 0, losses: 0 },
    ]);
  });

  test('never depend on the order of rows', () => {
    const agent = fc.constantFrom('a', 'b', 'Ä', 'bot:random@1');
    const rows = fc.array(
      fc
        .tuple(agent, agent, fc.constantFrom(0 as const, 0.5 as const, 1 as const), fc.nat(2), fc.boolean())
        .map(([first, second, score, pool, isOwned]) => {
          const row = rowOf({ first, second, score }, { poolHash: String(pool) });
          return isOwned ? row : { ...row, seats: row.seats.map((seat) => ({ ...seat, owner: 'house' })) };
        }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(
        rows.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect(JSON.stringify(tallied(shuffled))).toBe(JSON.stringify(tallied(list)));
        },
      ),
    );
  });

  test('a forfeit is a loss for the seat at fault, even where the scores say otherwise', () => {
    const forfeit = { termination: 'timeout', fault: { seat: 0, class: 'timeout' } } as const;
    const { counts } = only([{ ...game, ...forfeit }]);
    expect(counts.cells).toEqual([{ first: 1, second: 0, wins: 0, draws: 0, losses: 1 }]);
  });

  test('an arbiter at the table is no player', () => {
    const judge = { seat: 2, agent: 'judge', owner: 'house', score: null };
    const { counts, skipped } = only([{ ...game, seats: [...game.seats, judge] }]);
    expect(counts.agents).toEqual(['a', 'b']);
    expect(counts.cells).toHaveLength(1);
    expect(skipped['not-two-players']).toBe(0);
  });

  test('pools are apart by hash, and sorted by name', () => {
    const pools = tallied([
      rowOf({ first: 'a', second: 'b', score: 1 }, { pool: 'z', poolHash: '0' }),
      rowOf({ first: 'a', second: 'b', score: 1 }, { pool: 'y', poolHash: '2' }),
      rowOf({ first: 'a', second: 'b', score: 1 }, { pool: 'y', poolHash: '1' }),
    ]);
    expect(pools.map(({ pool, poolHash }) => pool + poolHash)).toEqual(['y1', 'y2', 'z0']);
  });
});

describe('what does not count is counted by reason', () => {
  test.each(['aborted', 'void-infra', 'void-provider', 'void-arbiter'] as const)('%s', (termination) => {
    const { counts, skipped, owners } = only([{ ...game, termination, seats: seatsWithoutScore }]);
    expect(counts).toEqual({ agents: ['a', 'b'], cells: [] });
    expect(owners).toEqual(['owner of a', 'owner of b']);
    expect(skipped[termination]).toBe(1);
  });

  test('a void match with a third seat enters nobody, since that seat may be an arbiter', () => {
    const seats = [...seatsWithoutScore, { seat: 2, agent: 'judge', owner: 'house', score: null }];
    expect(only([{ ...game, termination: 'void-arbiter', seats }]).counts.agents).toEqual([]);
  });

  test('self-play', () => {
    const { counts, skipped } = only([rowOf({ first: 'a', second: 'a', score: 1 })]);
    expect(counts).toEqual({ agents: ['a'], cells: [] });
    expect(skipped['self-play']).toBe(1);
  });

  test('one player, or three', () => {
    const third = { seat: 2, agent: 'c', owner: 'c', score: 0 };
    const rows = [
      { ...game, seats: game.seats.slice(0, 1) },
      { ...game, seats: [...game.seats, third] },
    ];
    expect(only(rows).skipped).toMatchObject({ 'not-two-players': 1, 'no-table': 1 });
    expect(only(rows).counts.agents).toEqual([]);
  });

  test('unrated matches only when asked', () => {
    const casual = { ...game, rated: false };
    expect(only([casual]).counts.cells).toHaveLength(1);
    const { counts, skipped } = only([casual, game], true);
    expect(counts.cells).toEqual([{ first: 1, second: 0, wins: 1, draws: 0, losses: 0 }]);
    expect(skipped.unrated).toBe(1);
  });

  test('pools of unrated matches alone are not opened, and nothing of them is lost once one is', () => {
    const casual = { ...game, rated: false };
    const aborted = { ...casual, termination: 'aborted' as const, pool: 'a' };
    expect(tallied([casual, aborted], true)).toEqual([]);
    const whole = only([casual, aborted, game], true);
    expect(whole).toMatchObject({ pool: 'a', skipped: { unrated: 2, aborted: 0 } });
    expect(only([game, aborted, casual], true)).toEqual(whole);
  });
});
