import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fit } from './bradley-terry.ts';
import { createTally } from './counts.ts';
import { createLiveFit, type CellResult } from './live-fit.ts';
import { createLiveRatings } from './live-ratings.ts';
import { defaultPriors, models } from './posterior.ts';
import { draw, loss, win } from './result.ts';
import { poolTable } from './table.ts';
import { countsOf } from './test-rows.ts';

const start = countsOf(
  ['a', 'b', 'c'],
  [
    ['a', 'b', 5, 3, 2],
    ['b', 'c', 7, 2, 3],
  ],
);

describe('a live fit', () => {
  test('is that of a cold fit over the same games, whatever comes', () => {
    const agent = fc.nat(2);
    const result = fc.constantFrom<CellResult>('wins', 'draws', 'losses');
    const game = fc.tuple(agent, agent, result).filter(([first, second]) => first !== second);
    fc.assert(
      fc.property(fc.array(game, { maxLength: 40 }), fc.constantFrom(...models), (games, model) => {
        const live = createLiveFit(start, { model, priors: defaultPriors });
        const sums = new Map(start.cells.map((cell) => [`${cell.first} ${cell.second}`, { ...cell }]));
        for (const [first, second, outcome] of games) {
          live.add(first, second, outcome);
          const key = `${first} ${second}`;
          const sum = sums.get(key) ?? { first, second, wins: 0, draws: 0, losses: 0 };
          sum[outcome] += 1;
          sums.set(key, sum);
        }
        const cells = [...sums.values()].sort((a, b) => a.first - b.first || a.second - b.second);
        const cold = fit({ agents: start.agents, cells }, { model, priors: defaultPriors });
        for (const [at, value] of live.mode().x.entries()) expect(value).toBeCloseTo(cold.x[at]!, 6);
      }),
      { numRuns: 40 },
    );
  });
});

describe('live ratings', () => {
  const pool = () => {
    const tally = createTally().pool({ game: 'g', version: 1, pool: 'g/bot', poolHash: '0' });
    const [a, b, c] = ['a', 'b', 'c'].map((name) => tally.enrol(name, '')) as [number, number, number];
    for (let at = 0; at < 30; at++) {
      tally.addGame(a, b, at % 3 === 0 ? draw : win);
      tally.addGame(b, c, at % 2 === 0 ? win : loss);
    }
    return { tally, a, b, c };
  };

  test('are marked, and are those of the published table after the same games', () => {
    const { tally, a, c } = pool();
    const live = createLiveRatings(tally.close());
    const table = live.add('c', 'a', 'losses')!;
    tally.addGame(c, a, loss);
    const published = poolTable(tally.close());
    expect(table.live).toBe(true);
    expect(table.players.map(({ name }) => name)).toEqual(published.players.map(({ name }) => name));
    for (const [at, { rating }] of table.players.entries())
      expect(rating).toBeCloseTo(published.players[at]!.rating, 5);
  });

  test('a newcomer asks for a new table', () => {
    const live = createLiveRatings(pool().tally.close());
    expect(live.add('a', 'new', 'wins')).toBeUndefined();
    expect(live.table().players).toHaveLength(3);
  });
});
