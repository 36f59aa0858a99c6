import { describe, expect, test } from 'vitest';
import { leaderboardTrust } from './rating-case.ts';
import type { CountableRow } from './result.ts';
import { rowOf } from './test-rows.ts';
import { onlyTable, playerIn } from './test-table.ts';

/** `wins` games that the first wins and `losses` that it loses, from both seats in turn. */
const meetings = (
  first: string,
  second: string,
  wins: number,
  losses: number,
  change: Partial<CountableRow> = {},
): CountableRow[] =>
  Array.from({ length: wins + losses }, (_, at) => {
    const won = at < wins;
    return at % 2 === 0
      ? rowOf({ first, second, score: won ? 1 : 0 }, change)
      : rowOf({ first: second, second: first, score: won ? 0 : 1 }, change);
  });

describe('superiority and ranks', () => {
  const table = onlyTable([
    ...meetings('a', 'b', 60, 40),
    ...meetings('b', 'c', 60, 40),
    ...meetings('c', 'a', 20, 80),
    ...meetings('d', 'c', 60, 40),
    ...meetings('d', 'a', 40, 60),
    ...meetings('b', 'd', 50, 50),
  ]);

  test('are those of the differences: of two, one is the stronger', () => {
    const { superiority, players } = table;
    expect(players.map(({ name }) => name)[0]).toBe('a');
    for (const [row, chances] of superiority!.entries()) {
      for (const [column, chance] of chances.entries()) {
        expect(chance + superiority![column]![row]!).toBeCloseTo(1, 12);
        expect(Math.sign(column - row) * (chance - 0.5)).toBeGreaterThanOrEqual(0);
      }
    }
  });

  test('an interval of ranks holds the rank; who is surely better is above', () => {
    for (const { rank, rankLow, rankHigh } of table.players) {
      expect(rankLow).toBeLessThanOrEqual(rank);
      expect(rankHigh).toBeGreaterThanOrEqual(rank);
    }
    expect(playerIn(table, 'a')).toMatchObject({ rank: 1, rankLow: 1, rankHigh: 1 });
  });

  test('equals share a rank: one player under two names comes out equal', () => {
    const twice = ['one', 'two'].flatMap((name) => [
      ...meetings(name, 'x', 12, 8),
      ...meetings(name, 'y', 5, 15),
    ]);
    const { rank, rating } = playerIn(onlyTable(twice), 'one');
    expect(playerIn(onlyTable(twice), 'two')).toMatchObject({ rank });
    expect(playerIn(onlyTable(twice), 'two').rating).toBeCloseTo(rating, 9);
  });
});

describe('forfeits', () => {
  const forfeit = { termination: 'timeout', fault: { seat: 0, class: 'timeout' } } as const;
  const told = (row: CountableRow): CountableRow => ({
    ...row,
    seats: row.seats.map((seat) => ({
      ...seat,
      turns: 20,
      costUsd: 0.01,
      refusals: { truncated: 0, empty: 0, unparsable: 1, ambiguous: 0, illegal: 2 },
    })),
  });
  const rows = [
    ...meetings('a', 'b', 20, 20),
    ...meetings('b', 'c', 20, 20),
    ...Array.from({ length: 20 }, () => rowOf({ first: 'a', second: 'b', score: 1 }, forfeit)),
  ].map(told);
  const table = onlyTable(rows);

  test('are losses in the headline and censored beside it', () => {
    const { rating, playOnly, losses } = playerIn(table, 'a');
    expect(losses).toBe(40);
    expect(playOnly!.games).toBe(40);
    expect(playOnly!.rating).toBeCloseTo(1000, 6);
    expect(rating).toBeLessThan(playOnly!.rating - 50);
    expect(onlyTable(rows.filter(({ fault }) => fault === null)).players[0]!.playOnly).toBeNull();
  });

  test('are expected per hundred games by a hazard for each turn', () => {
    const { reliability } = playerIn(table, 'a');
    expect(reliability).toMatchObject({ forfeits: 20, turns: 1200 });
    expect(reliability!.per100Games).toBeCloseTo(100 * (1 - Math.exp((-20.5 / 1200) * 20)), 9);
    expect(reliability!.low).toBeLessThan(reliability!.per100Games);
    expect(reliability!.high).toBeGreaterThan(reliability!.per100Games);
    expect(playerIn(table, 'c').reliability).toMatchObject({ forfeits: 0, low: 0 });
  });

  test('refusals and costs are told beside the rating, and what no row tells is null', () => {
    const { refusals, costUsd } = playerIn(table, 'a');
    expect(refusals).toMatchObject({ unparsable: 60, illegal: 120 });
    expect(costUsd).toBeCloseTo(0.6, 12);
    expect(playerIn(onlyTable(meetings('a', 'b', 1, 1)), 'a')).toMatchObject({
      refusals: null,
      costUsd: null,
      reliability: null,
    });
  });
});

describe('agents alone on a seed', () => {
  const run = (agent: string, score: number, start: string): CountableRow => {
    const row = rowOf({ first: agent, second: 'x', score: 1 }, { group: { start } });
    return { ...row, seats: [{ ...row.seats[0]!, score }] };
  };
  const seeds = Array.from({ length: 40 }, (_, at) => `seed ${at}`);
  const rows = seeds.flatMap((seed, at) => [
    run('good', 10 + at, seed),
    run('fair', at % 4 === 0 ? 11 + at : 9 + at, seed),
    run('poor', at % 8 === 0 ? 12 + at : at, seed),
  ]);

  test('are compared pair by pair on equal seeds, and nobody moves first', () => {
    const table = onlyTable(rows);
    expect(table.players.map(({ name }) => name)).toEqual(['good', 'fair', 'poor']);
    expect(table).toMatchObject({ firstMover: null, errors: 'sandwich', games: 120 });
    expect(playerIn(table, 'good')).toMatchObject({ games: 80, wins: 65, opponents: 2 });
  });

  test('a second run on a seed counts by its mean; the order of runs changes no bit', () => {
    const again = [...rows, run('poor', 1000, 'seed 1')];
    expect(playerIn(onlyTable(again), 'poor').wins).toBe(playerIn(onlyTable(rows), 'poor').wins + 2);
    expect(JSON.stringify(onlyTable(again.toReversed()))).toBe(JSON.stringify(onlyTable(again)));
  });

  test('a seed that is not told makes no table', () => {
    const lonely = rows.map((row) => ({ ...row, group: null }));
    expect(onlyTable(lonely)).toMatchObject({ games: 0, players: [], skipped: { 'no-table': 120 } });
  });
});

describe('trust', () => {
  const ofOne = (row: CountableRow, owner: string): CountableRow => ({
    ...row,
    seats: row.seats.map((seat) => ({ ...seat, owner })),
  });

  test('no game within an owner counts, but those of the house do', () => {
    const rows = [
      ...meetings('a', 'b', 3, 1).map((row) => ofOne(row, 'somebody')),
      ...meetings('bot:x', 'bot:y', 3, 1).map((row) => ofOne(row, 'house')),
    ];
    const table = onlyTable(rows, leaderboardTrust);
    expect(table.games).toBe(4);
    expect(table.skipped['same-owner']).toBe(4);
    expect(onlyTable(rows).games).toBe(8);
  });

  test('a pair beyond its cap says no more', () => {
    const honest = [
      ...meetings('a', 'b', 10, 10),
      ...meetings('b', 'c', 10, 10),
      ...meetings('a', 'c', 10, 10),
    ];
    const farmed = [...honest, ...meetings('a', 'c', 200, 0)];
    const [open, capped, more] = [
      onlyTable(farmed),
      onlyTable(farmed, { pairGamesMax: 20 }),
      onlyTable([...farmed, ...meetings('a', 'c', 20_000, 1_000)], { pairGamesMax: 20 }),
    ];
    expect(playerIn(capped, 'a').rating).toBeLessThan(playerIn(open, 'a').rating);
    expect(capped.errors).toBe('sandwich');
    expect(playerIn(capped, 'a').games).toBe(240);
    expect(Math.abs(playerIn(more, 'a').rating - playerIn(capped, 'a').rating)).toBeLessThan(15);
  });

  test('an opponent on whom a rating hangs is named, and leaving it out does about what is said', () => {
    const honest = [
      ...meetings('a', 'b', 15, 15),
      ...meetings('b', 'c', 15, 15),
      ...meetings('a', 'c', 15, 15),
    ];
    const rows = [
      ...honest,
      ...meetings('helper', 'b', 20, 4),
      ...meetings('helper', 'c', 20, 4),
      ...meetings('a', 'helper', 40, 0),
    ];
    const { influence, rating } = playerIn(onlyTable(rows), 'a');
    expect(influence).toMatchObject({ opponent: 'helper', isFlagged: true });
    expect(influence!.change).toBeLessThan(-50);
    const without = rows.filter(
      ({ seats }) => !['a', 'helper'].every((name) => seats.some(({ agent }) => agent === name)),
    );
    expect(playerIn(onlyTable(without), 'a').rating - rating).toBeLessThan(-50);
    expect(playerIn(onlyTable(honest), 'a').influence?.isFlagged).toBe(false);
  });
});

describe('residuals', () => {
  const ring = (wins: number): CountableRow[] =>
    [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ].flatMap(([one, other]) => meetings(one!, other!, wins, 100 - wins));

  test('a ring of winners is no order of strengths', () => {
    const { intransitivity, residuals, players } = onlyTable(ring(80));
    for (const { rating } of players) expect(rating).toBeCloseTo(1000, 6);
    expect(intransitivity).toMatchObject({ degrees: 1 });
    expect(intransitivity!.p).toBeLessThan(1e-9);
    expect(Math.abs(residuals![0]!.z)).toBeCloseTo(6, 6);
    expect(onlyTable(ring(50)).intransitivity!.p).toBeGreaterThan(0.9);
  });

  test('two players leave nothing to test', () => {
    expect(onlyTable(meetings('a', 'b', 3, 4)).intransitivity).toBeNull();
  });
});

describe('anchors', () => {
  test('hold the scale however many others there are, and however strong', () => {
    const anchors = [
      { agent: 'strong', rating: 1500, se: 60 },
      { agent: 'weak', rating: 1000, se: 60 },
    ];
    const expected = (one: number, other: number): number => 1 / (1 + 10 ** ((other - one) / 400));
    /** Of forty games the player wins what a player of 1600 should. */
    const playsOf = (player: string): CountableRow[] =>
      anchors.flatMap(({ agent, rating }) => {
        const wins = Math.round(40 * expected(1600, rating));
        return meetings(player, agent, wins, 40 - wins);
      });
    const players = Array.from({ length: 100 }, (_, at) => `player ${at}`);
    const table = onlyTable(players.flatMap(playsOf), { anchors });
    expect(Math.abs(playerIn(table, 'strong').rating - 1500)).toBeLessThan(60);
    expect(Math.abs(playerIn(table, 'player 7').rating - 1600)).toBeLessThan(60);
  });

  const rows = [
    ...meetings('bot:low', 'bot:high', 5, 35),
    ...meetings('new', 'bot:low', 30, 10),
    ...meetings('new', 'bot:high', 18, 22),
  ];
  const anchors = [
    { agent: 'bot:low', rating: 600, se: 5 },
    { agent: 'bot:high', rating: 900, se: 5 },
  ];

  test('give the scale, and are held as loosely as they are known', () => {
    const table = onlyTable(rows, { anchors });
    expect(Math.abs(playerIn(table, 'bot:low').rating - 600)).toBeLessThan(10);
    expect(Math.abs(playerIn(table, 'bot:high').rating - 900)).toBeLessThan(10);
    const loose = onlyTable(rows, { anchors: anchors.map((anchor) => ({ ...anchor, se: 300 })) });
    expect(Math.abs(playerIn(loose, 'bot:high').rating - 900)).toBeGreaterThan(
      Math.abs(playerIn(table, 'bot:high').rating - 900),
    );
  });

  test('whoever met fewer than two stays provisional', () => {
    const many = ['v', 'w', 'x', 'y', 'z'].flatMap((name) => [
      ...meetings('new', name, 20, 20),
      ...meetings('shy', name, 20, 20),
    ]);
    const table = onlyTable([...rows, ...many], { anchors });
    expect(playerIn(table, 'new')).toMatchObject({ anchors: 2, provisional: false });
    expect(playerIn(table, 'shy')).toMatchObject({ anchors: 0, provisional: true });
    expect(playerIn(onlyTable([...rows, ...many]), 'shy')).toMatchObject({
      anchors: null,
      provisional: false,
    });
  });
});
