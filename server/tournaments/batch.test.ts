import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createScheduler, matchesMax } from './batch.ts';
import { planFor, playOut, strongerWins } from './test-tournament.ts';

const twoGames = { games: [{ id: 'tic-tac-toe' }, { id: 'kuhn-poker' }] };

const schedules = fc.oneof(
  fc.record({ kind: fc.constant('round-robin'), pairs: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('gauntlet'), pairs: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('swiss'), rounds: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('active'), rounds: fc.integer({ min: 1, max: 4 }) }),
);

const plans = fc
  .record({
    players: fc.integer({ min: 2, max: 7 }),
    schedule: fc.array(schedules, { minLength: 1, maxLength: 2 }),
    concurrency: fc.integer({ min: 1, max: 20 }),
    games: fc.option(fc.integer({ min: 2, max: 60 }), { nil: undefined }),
  })
  .map(({ players, schedule, concurrency, games }) =>
    planFor(players, {
      ...twoGames,
      schedule,
      concurrency,
      ...(games !== undefined && { budget: { games } }),
    }),
  );

describe('every schedule', () => {
  test('numbers the pairs of each game, keeps the budget of games, and ends where it said it would', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { history, ending } = playOut(plan, strongerWins(0.7));
        const pairs = history.flat();
        for (const game of [0, 1])
          expect(pairs.filter((pair) => pair.game === game).map(({ pair }) => pair)).toEqual([
            ...pairs.filter((pair) => pair.game === game).keys(),
          ]);
        for (const { players } of pairs) {
          expect(players[0]).toBeLessThan(players[1]);
          expect(players[1]).toBeLessThan(plan.names.length);
        }
        const most = matchesMax(plan);
        expect(2 * pairs.length).toBe(most - (most % 2));
        expect(ending === 'budget').toBe(2 * pairs.length + 2 > (plan.file.budget?.games ?? Infinity));
      }),
      { numRuns: 40 },
    );
  });

  test('is a function of the results: the same ones lead to the same pairs', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { history } = playOut(plan, strongerWins(0.7));
        const again = createScheduler(plan);
        for (const batch of history) {
          const pairs = batch.map(({ players, game, pair }) => ({ players, game, pair }));
          // However often it is asked, and in whatever order a batch came to its end.
          expect(again.batch()).toEqual({ pairs });
          expect(again.batch()).toEqual({ pairs });
          again.add([...batch].reverse());
        }
      }),
      { numRuns: 20 },
    );
  });
});

const meetings = (players: number, more: object): ReadonlyMap<string, number> => {
  const met = new Map<string, number>();
  for (const pair of playOut(planFor(players, more), strongerWins(0.8)).history.flat())
    met.set(pair.players.join(), (met.get(pair.players.join()) ?? 0) + 1);
  return met;
};

describe('schedules', () => {
  test('a round robin lets any two players meet equally often', () => {
    const met = meetings(5, { schedule: { kind: 'round-robin', pairs: 3 } });
    expect([...met.values()]).toEqual(Array(10).fill(3));
  });

  test('in a gauntlet the challengers meet all others, and nobody else meets', () => {
    const met = meetings(5, { schedule: { kind: 'gauntlet', pairs: 2, challengers: 2 } });
    expect(Object.fromEntries(met)).toEqual({ '0,2': 2, '1,2': 2, '0,3': 2, '1,3': 2, '0,4': 2, '1,4': 2 });
  });

  test('in a Swiss tournament nobody meets twice for as long as that can be, and everybody plays', () => {
    const { history } = playOut(planFor(12, { schedule: { kind: 'swiss', rounds: 7 } }), strongerWins(0.8));
    const pairs = history.flat();
    expect(new Set(pairs.map(({ players }) => players.join())).size).toBe(pairs.length);
    for (const round of history) expect(new Set(round.flatMap(({ players }) => players)).size).toBe(12);
  });

  test('with an odd number a Swiss round has one player sit out, each in turn', () => {
    const { history } = playOut(planFor(5, { schedule: { kind: 'swiss', rounds: 5 } }), strongerWins(0.8));
    const out = history.map((round) =>
      [0, 1, 2, 3, 4].filter((player) => !round.some(({ players }) => players.includes(player))),
    );
    expect(new Set(out.flat())).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(out.flat()).toHaveLength(5);
  });

  test('an active schedule plays near players more often than far ones, and cheap ones more often than dear ones', () => {
    const met = meetings(8, { schedule: { kind: 'active', rounds: 60 } });
    const [near, far] = [
      [...met].filter(([key]) => Number(key[2]) - Number(key[0]) <= 2),
      [...met].filter(([key]) => Number(key[2]) - Number(key[0]) >= 5),
    ].map((some) => some.reduce((sum, [, count]) => sum + count, 0) / some.length);
    expect(near!).toBeGreaterThan(1.5 * far!);
    const players = Array.from({ length: 6 }, (_, at) => ({
      name: `p${at}`,
      player: 'bot:random',
      cost: at < 3 ? 1 : 50,
    }));
    const priced = meetings(6, { players, schedule: { kind: 'active', rounds: 60 } });
    const sum = (keys: readonly string[]): number =>
      keys.reduce((total, key) => total + (priced.get(key) ?? 0), 0);
    expect(sum(['0,1', '0,2', '1,2'])).toBeGreaterThan(sum(['3,4', '3,5', '4,5']));
  });
});

describe('what ends a tournament', () => {
  const active = { kind: 'active' };

  test('neighbours that are told apart', () => {
    const plan = planFor(4, { schedule: active, stop: { kind: 'neighbours' }, budget: { games: 2000 } });
    const { history, ending } = playOut(plan, strongerWins(0.8));
    expect(ending).toBe('stop-rule');
    expect(history.length).toBeGreaterThan(3);
  });

  test('a budget, where equal players are never told apart', () => {
    const plan = planFor(3, { schedule: active, stop: { kind: 'neighbours' }, budget: { games: 101 } });
    const { history, ending } = playOut(
      plan,
      (first, _, label) => (Number.parseInt(label[1]!, 16) % 2) ^ (first % 2),
    );
    expect({ ending, pairs: history.flat().length }).toEqual({ ending: 'budget', pairs: 50 });
  });

  test.each([
    [{ tokens: 1000 }, 3],
    [{ usd: 0.05 }, 2],
    [{ minutes: 1 }, 1],
  ])('%j, looked at after each batch', (budget, batches) => {
    const plan = planFor(2, { schedule: { kind: 'swiss', rounds: 100 }, budget });
    const { history, ending } = playOut(plan, strongerWins(0.7));
    expect({ ending, batches: history.length }).toEqual({ ending: 'budget', batches });
  });

  test('a sequential test, in either direction', () => {
    const stop = { kind: 'sprt', elo0: 0, elo1: 40, model: 'logistic' };
    const plan = planFor(2, { schedule: { kind: 'round-robin', pairs: 2000 }, stop, concurrency: 4 });
    const better = playOut(plan, strongerWins(0.75));
    const worse = playOut(plan, strongerWins(0.25));
    for (const { ending, history } of [better, worse]) {
      expect(ending).toBe('stop-rule');
      expect(history.flat().length).toBeLessThan(200);
    }
  });
});
