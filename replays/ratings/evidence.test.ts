import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditErrors } from './bootstrap.ts';
import { fit } from './bradley-terry.ts';
import { createTally } from './counts.ts';
import { defaultPriors } from './posterior.ts';
import type { CountableRow } from './result.ts';
import { sandwichOf } from './sandwich.ts';
import { ratingTable } from './table.ts';
import { countsOf, rowOf, type TestGame } from './test-rows.ts';
import { onlyTable, playerIn } from './test-table.ts';

/** Games of a and b, of which a wins three of four from either seat. */
const games = (pairs: number, change: (at: number) => Partial<CountableRow> = () => ({})): CountableRow[] =>
  Array.from({ length: pairs }, (_, at) => {
    const wins = at % 4 !== 0;
    const forth: TestGame = { first: 'a', second: 'b', score: wins ? 1 : 0 };
    const back: TestGame = { first: 'b', second: 'a', score: wins ? 0 : 1 };
    return [rowOf(forth, change(at)), rowOf(back, change(at))];
  }).flat();

describe('games that depend on each other', () => {
  test('without clusters the sandwich is near the information, as for any true model', () => {
    const counts = countsOf(
      ['a', 'b', 'c'],
      [
        ['a', 'b', 300, 100, 200],
        ['b', 'c', 250, 100, 250],
        ['c', 'a', 200, 100, 300],
      ],
    );
    const fitted = fit(counts, { model: 'davidson', priors: defaultPriors });
    const weights = new Float64Array(3).fill(1);
    const robust = sandwichOf(fitted, { cells: counts.cells, clusters: [], weights })!;
    for (let agent = 0; agent < 3; agent++) {
      const at = agent * fitted.order + agent;
      const other = ((agent + 1) % 3) * fitted.order + agent;
      const information = fitted.covariance[at]! - fitted.covariance[other]!;
      expect((robust[at]! - robust[other]!) / information).toBeCloseTo(1, 1);
    }
  });

  test('two games of a pair that always agree are one observation: the error is √2 as large', () => {
    const alone = onlyTable(games(400));
    const paired = onlyTable(games(400, (at) => ({ group: { pair: `pair ${at}` } })));
    expect(alone.errors).toBe('information');
    expect(paired.errors).toBe('sandwich');
    expect(playerIn(paired, 'a').rating).toBe(playerIn(alone, 'a').rating);
    expect(playerIn(paired, 'a').se / playerIn(alone, 'a').se).toBeCloseTo(Math.SQRT2, 1);
  });

  test('a start that is shared holds all games of its two players, and of no others', () => {
    const shared = onlyTable(
      games(400, (at) => ({ group: { pair: `pair ${at}`, start: `start ${at % 100}` } })),
    );
    const paired = onlyTable(games(400, (at) => ({ group: { pair: `pair ${at}` } })));
    expect(playerIn(shared, 'a').se).not.toBeCloseTo(playerIn(paired, 'a').se, 1);
    const others = Array.from({ length: 200 }, (_, at) =>
      rowOf(
        { first: 'c', second: 'd', score: at % 2 === 0 ? 1 : 0 },
        { group: { start: `start ${at % 100}` } },
      ),
    );
    const tally = createTally();
    for (const row of others) tally.add(row);
    for (const row of games(100, (at) => ({ group: { start: `start ${at}` } }))) tally.add(row);
    const sizes = tally.pools()[0]!.clusters.map(({ codes }) => codes.length);
    expect(new Set(sizes)).toEqual(new Set([2]));
  });

  test('a hundred copies of two games are two observations, and said to be copies', () => {
    const copies = onlyTable(games(100, (at) => ({ play: at % 4 === 0 ? 'lost' : 'won', steps: 40 })));
    const fresh = onlyTable(games(100));
    expect(playerIn(copies, 'a').rating).toBe(playerIn(fresh, 'a').rating);
    expect(playerIn(copies, 'a').se).toBeGreaterThan(5 * playerIn(fresh, 'a').se);
    expect(playerIn(copies, 'a').labels).toContainEqual({ kind: 'repeats', games: 196 });
    // What is over in a few steps is equal by chance.
    const short = onlyTable(games(100, () => ({ play: 'p', steps: 3 })));
    expect(playerIn(short, 'a').labels).not.toContainEqual(expect.objectContaining({ kind: 'repeats' }));
  });

  test('below a hundred observations the wider error counts', () => {
    const alone = playerIn(onlyTable(games(40)), 'a').se;
    const opposed = games(40).map((row, at) => ({ ...row, group: { pair: `pair ${Math.floor(at / 2)}` } }));
    expect(playerIn(onlyTable(opposed), 'a').se).toBeGreaterThanOrEqual(alone);
    // Pairs that split are surer than two games: the sandwich is narrower, and is not taken.
    const split = games(40).map((row, at) =>
      rowOf(
        { first: at % 2 === 0 ? 'a' : 'b', second: at % 2 === 0 ? 'b' : 'a', score: 1 },
        { group: { pair: `pair ${Math.floor(at / 2)}` } },
      ),
    );
    expect(playerIn(onlyTable(split), 'a').se).toBeGreaterThan(0.9 * alone);
  });

  test('whoever won every game is no surer because others play on in pairs', () => {
    const beaten = ['b', 'c', 'd', 'e'];
    const won = beaten.flatMap((loser) =>
      Array.from({ length: 40 }, (_, at) =>
        at % 2 === 0
          ? rowOf({ first: 'a', second: loser, score: 1 })
          : rowOf({ first: loser, second: 'a', score: 0 }),
      ),
    );
    const rest = (pairs: number, change?: (at: number) => Partial<CountableRow>): CountableRow[] =>
      games(pairs, change).map((row) => ({
        ...row,
        seats: row.seats.map((seat) => (seat.agent === 'a' ? { ...seat, agent: 'c', owner: 'c' } : seat)),
      }));
    const apart = onlyTable([...won, ...rest(40)]);
    const paired = onlyTable([...won, ...rest(40, (at) => ({ group: { pair: `pair ${at}` } }))]);
    expect([apart.errors, paired.errors]).toEqual(['information', 'sandwich']);
    expect(playerIn(paired, 'a').se).toBeGreaterThanOrEqual(playerIn(apart, 'a').se);
  });

  test('whatever groups there are, shuffling changes no bit', () => {
    const agent = fc.constantFrom('a', 'b', 'c', 'd');
    const id = fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined });
    const row = fc
      .tuple(agent, agent, fc.constantFrom(0 as const, 0.5 as const, 1 as const), id, id, fc.boolean())
      .map(([first, second, score, pair, play, isForfeit]) =>
        rowOf(
          { first, second, score },
          {
            group: pair === undefined ? null : { pair },
            ...(play !== undefined && { play, steps: 20 }),
            ...(isForfeit && { termination: 'timeout', fault: { seat: 0, class: 'timeout' } }),
          },
        ),
      );
    const shuffled = fc
      .array(row, { minLength: 1, maxLength: 40 })
      .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
    fc.assert(
      fc.property(shuffled, ([rows, others]) => {
        expect(JSON.stringify(ratingTable(others))).toBe(JSON.stringify(ratingTable(rows)));
      }),
    );
  });
});

describe('draws as halves', () => {
  const drawn = [
    ...games(100),
    ...Array.from({ length: 200 }, () => rowOf({ first: 'a', second: 'b', score: 0.5 })),
  ];

  test('are another model on its own scale, with errors that know what a draw is', () => {
    const half = onlyTable(drawn, { model: 'half-draw' });
    expect(half).toMatchObject({ model: 'half-draw', ties: null, errors: 'sandwich' });
    expect(onlyTable(drawn).model).toBe('davidson');
    expect(onlyTable(games(10), { model: 'half-draw' }).model).toBe('bradley-terry');
  });
});

describe('an audit', () => {
  test('finds the errors that the formula gives', () => {
    const tally = createTally();
    for (const row of games(400, (at) => ({ group: { pair: `pair ${at}` } }))) tally.add(row);
    const pool = tally.pools()[0]!;
    const [a] = auditErrors(pool, {}, 400);
    const published = playerIn(onlyTable(games(400, (at) => ({ group: { pair: `pair ${at}` } }))), 'a');
    expect(a!.se / published.se).toBeGreaterThan(0.85);
    expect(a!.se / published.se).toBeLessThan(1.15);
    expect(auditErrors(pool, {}, 20)).toEqual(auditErrors(pool, {}, 20));
  });
});
