import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { games } from '../../games/registry.ts';
import { labelledRng } from '../../games/rng.ts';
import type { CountableRow } from './counts.ts';
import { eloPerNat, outcomesAt, scoreSlope } from './davidson.ts';
import { formatLabel } from './label.ts';
import { poolTable, ratingTable, type RatedPlayer, type RatingTable } from './table.ts';
import { poolOf, rowOf, type TestGame } from './test-rows.ts';

const tableOf = (rows: readonly CountableRow[]): RatingTable => {
  const [table, ...rest] = ratingTable(rows);
  expect(rest).toEqual([]);
  return table!;
};

const playerIn = (table: RatingTable, agent: string): RatedPlayer =>
  table.players.find((player) => player.name === agent)!;

const repeated = (game: TestGame, times: number): readonly CountableRow[] =>
  Array.from({ length: times }, () => rowOf(game));

/** `times` games from either seat, of which each side wins half. */
const even = (one: string, other: string, times: number): readonly CountableRow[] =>
  [0, 1].flatMap((score) => [
    ...repeated({ first: one, second: other, score: score as 0 | 1 }, times / 2),
    ...repeated({ first: other, second: one, score: score as 0 | 1 }, times / 2),
  ]);

const numbersIn = (value: unknown): readonly number[] => {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
};

const labelTexts = (player: RatedPlayer): readonly string[] => player.labels.map(formatLabel);

const agents = ['a', 'b', 'c', 'd', 'e'];
const arbitraryRow = fc
  .tuple(
    fc.constantFrom(...agents),
    fc.constantFrom(...agents),
    fc.constantFrom(0 as const, 0.5 as const, 1 as const),
  )
  .map(([first, second, score]) => rowOf({ first, second, score }));

describe('laws', () => {
  test('shuffling the ledger changes no bit', () => {
    fc.assert(
      fc.property(
        fc
          .array(arbitraryRow, { maxLength: 60 })
          .chain((rows) =>
            fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
          ),
        ([rows, shuffled]) => {
          expect(JSON.stringify(ratingTable(shuffled))).toBe(JSON.stringify(ratingTable(rows)));
        },
      ),
    );
  });

  test('whatever was played, every number is finite, the table survives JSON, and the fit converges', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRow, { minLength: 1, maxLength: 30 }), (rows) => {
        const table = tableOf(rows);
        expect(table.converged).toBe(true);
        expect(numbersIn(table).every(Number.isFinite)).toBe(true);
        expect(JSON.parse(JSON.stringify(table))).toEqual(table);
        for (const { se, low, rating, high, games } of table.players) {
          expect(se).toBeGreaterThan(0);
          expect(low + high).toBeCloseTo(2 * rating, 6);
          expect(games).toBeLessThanOrEqual(rows.length);
        }
      }),
    );
  });

  test('the mean of a connected pool is 1000', () => {
    const table = tableOf([
      ...repeated({ first: 'a', second: 'b', score: 1 }, 5),
      ...repeated({ first: 'b', second: 'c', score: 1 }, 3),
    ]);
    const sum = table.players.reduce((total, { rating }) => total + rating, 0);
    expect(sum / 3).toBeCloseTo(1000, 9);
    expect(table.players.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });
});

describe('the model', () => {
  test('a game without draws is Bradley–Terry on the Elo scale as it is', () => {
    const table = tableOf(repeated({ first: 'a', second: 'b', score: 1 }, 2));
    expect(table.model).toBe('bradley-terry');
    expect(table.ties).toBeNull();
    expect(table.scale.eloPerNat).toBe(eloPerNat);
  });

  test('a draw makes it Davidson, and the published scale is that of expected scores', () => {
    const table = tableOf([rowOf({ first: 'a', second: 'b', score: 0.5 })]);
    expect(table.model).toBe('davidson');
    expect(table.scale.eloPerNat).toBeCloseTo(eloPerNat * scoreSlope(table.ties!.nu), 12);
  });

  const drawn = games.find(({ traits }) => traits.draws);
  test.skipIf(drawn === undefined)(
    'a game in which draws are legal is Davidson before the first draw',
    () => {
      const row = rowOf({ first: 'a', second: 'b', score: 1 }, { game: drawn!.id });
      expect(tableOf([row]).model).toBe('davidson');
    },
  );
});

describe('degenerate pools get finite numbers and an honest label', () => {
  test('an unbeaten player, and one without a win', () => {
    const table = tableOf(repeated({ first: 'a', second: 'b', score: 1 }, 40));
    expect(labelTexts(playerIn(table, 'a'))).toContain('unbeaten');
    expect(labelTexts(playerIn(table, 'b'))).toContain('no win yet');
    expect(playerIn(table, 'a').rating).toBeGreaterThan(playerIn(table, 'b').rating);
  });

  test('one game only', () => {
    const table = tableOf([rowOf({ first: 'a', second: 'b', score: 1 })]);
    const { labels, provisional } = playerIn(table, 'a');
    expect(labels.map(({ kind }) => kind)).toEqual(['one-game', 'unbeaten']);
    expect(provisional).toBe(true);
  });

  test('no games: rated as the mean, with the error of somebody unknown', () => {
    const table = tableOf([
      ...even('a', 'b', 20),
      rowOf({ first: 'a', second: 'x', score: 1 }, { termination: 'void-infra' }),
    ]);
    const { rating, se, games, score, labels } = playerIn(table, 'x');
    expect({ rating, games, score, labels }).toEqual({
      rating: 1000,
      games: 0,
      score: null,
      labels: [{ kind: 'no-games' }],
    });
    expect(se).toBeCloseTo(350 * Math.sqrt(1 + 1 / 2), 6);
    expect(playerIn(table, 'a').se).toBeLessThan(60);
    expect(table.skipped['void-infra']).toBe(1);
  });

  test('a pool in which nothing counted', () => {
    const table = tableOf([rowOf({ first: 'a', second: 'b', score: 1 }, { termination: 'aborted' })]);
    expect(table.games).toBe(0);
    expect(table.players.map(({ rating }) => rating)).toEqual([1000, 1000]);
    expect(table.players[0]!.se).toBeCloseTo(350, 9);
  });

  test('a pool without any player', () => {
    const seat = { seat: 0, agent: 'a', owner: 'o', score: 1 };
    expect(tableOf([{ ...rowOf({ first: 'a', second: 'b', score: 1 }), seats: [seat] }]).players).toEqual([]);
  });

  test('a disconnected group is told apart, and its interval says that nothing joins the two', () => {
    const main = [...even('a', 'b', 50), ...even('b', 'c', 50), ...even('c', 'a', 50)];
    const island = even('x', 'y', 500);
    const alone = tableOf(main);
    const table = tableOf([...main, ...island]);
    expect(labelTexts(playerIn(table, 'x'))).toEqual(['not connected to the group of a', 'prior-dominated']);
    expect(playerIn(table, 'a').labels).toEqual([]);
    expect(playerIn(table, 'x').se).toBeGreaterThan(250);
    expect(playerIn(table, 'a').se).toBeCloseTo(playerIn(alone, 'a').se, 6);
  });

  test('all draws', () => {
    const table = tableOf(repeated({ first: 'a', second: 'b', score: 0.5 }, 50));
    expect(table.players.map((player) => labelTexts(player)[0])).toEqual(['only draws', 'only draws']);
    expect(table.players[0]!.rating).toBeCloseTo(1000, 9);
    expect(table.ties!.nu).toBeGreaterThan(5);
  });
});

describe('a player stops being provisional', () => {
  const rounds = (opponents: number, games: number): readonly CountableRow[] =>
    Array.from({ length: opponents }, (_, at) => even('a', `opponent ${at}`, games / 2)).flat();

  test.each([
    [4, 100, true],
    [5, 4, true],
    [5, 40, false],
  ])('%i opponents, %i games with each: %s', (opponents, each, provisional) => {
    expect(playerIn(tableOf(rounds(opponents, each)), 'a').provisional).toBe(provisional);
  });
});

describe('coverage', () => {
  const replications = 300;
  const players = 20;
  const gamesEach = 100;
  const nu = 0.8;

  /** A uniform number in (0, 1) and one from N(0, 1) by Box and Muller, from a generator that is fixed. */
  const rng = labelledRng('0'.repeat(32), 'coverage');
  const uniform = (): number => (rng.int(2 ** 32) + 0.5) / 2 ** 32;
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());

  const simulate = (theta: readonly number[], gamma: number): RatingTable => {
    const cells = new Map<
      number,
      { first: number; second: number; wins: number; draws: number; losses: number }
    >();
    for (let game = 0; game < (players * gamesEach) / 2; game++) {
      const [first, second] = [rng.int(players), rng.int(players - 1)];
      const other = second >= first ? second + 1 : second;
      const key = first * players + other;
      const cell = cells.get(key) ?? { first, second: other, wins: 0, draws: 0, losses: 0 };
      const { win, draw } = outcomesAt(theta[first]! - theta[other]! + gamma, nu);
      const drawn = uniform();
      cell[drawn < win ? 'wins' : drawn < win + draw ? 'draws' : 'losses'] += 1;
      cells.set(key, cell);
    }
    const names = theta.map((_, index) => `player ${String(index).padStart(2, '0')}`);
    return poolTable(
      poolOf({
        agents: names,
        cells: [...cells.entries()].sort(([a], [b]) => a - b).map(([, cell]) => cell),
      }),
    );
  };

  test('95 % intervals hold the truth in 95 % of the cases', () => {
    let held = 0;
    for (let replication = 0; replication < replications; replication++) {
      const raw = Array.from({ length: players }, () => (normal() * 200) / eloPerNat);
      const mean = raw.reduce((sum, value) => sum + value, 0) / players;
      const truth = raw.map((value) => 1000 + (value - mean) * eloPerNat * scoreSlope(nu));
      const table = simulate(raw, 35 / eloPerNat);
      for (const { name, low, high } of table.players) {
        const value = truth[Number(name.slice('player '.length))]!;
        if (low <= value && value <= high) held += 1;
      }
    }
    const cases = replications * players;
    const share = held / cases;
    // Four standard deviations of a binomial count, which lies within the published 93.5 to 96.5 %.
    expect(Math.abs(share - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / cases));
  });
});

test('a rating point costs a game over the points above bot:random, and without end below it', () => {
  const priced = (row: CountableRow): CountableRow => ({
    ...row,
    seats: row.seats.map((seat) => (seat.agent === 'bot:random@1' ? seat : { ...seat, costUsd: 0.5 })),
  });
  const beats = (first: string, second: string): readonly CountableRow[] =>
    repeated({ first, second, score: 1 }, 10).map(priced);
  const rows = [...beats('strong', 'bot:random@1'), ...beats('bot:random@1', 'weak')];
  const table = tableOf(rows);
  const [strong, random] = [playerIn(table, 'strong'), playerIn(table, 'bot:random@1')];
  expect(strong.costPerPoint).toBeCloseTo(0.5 / (strong.rating - random.rating), 12);
  expect(playerIn(table, 'weak').costPerPoint).toBe('infinite');
  expect(random.costPerPoint).toBeNull();
  expect(playerIn(tableOf(beats('strong', 'weak')), 'strong').costPerPoint).toBeNull();
});
