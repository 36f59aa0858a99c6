import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesOf, pairState, scheduleOf, triesMax } from './schedule.ts';

const sizes = fc.record({
  players: fc.integer({ min: 2, max: 9 }),
  games: fc.integer({ min: 1, max: 3 }),
  pairs: fc.integer({ min: 1, max: 4 }),
});

describe('scheduleOf', () => {
  test('any two players meet exactly once for each game and pair', () => {
    fc.assert(
      fc.property(sizes, ({ players, games, pairs }) => {
        const schedule = scheduleOf(players, games, pairs);
        expect(schedule).toHaveLength(((players * (players - 1)) / 2) * games * pairs);
        const keys = new Set(schedule.map(({ players: [a, b], game, pair }) => `${a} ${b} ${game} ${pair}`));
        expect(keys.size).toBe(schedule.length);
        for (const {
          players: [a, b],
          game,
          pair,
        } of schedule) {
          expect(a).toBeLessThan(b);
          expect(b).toBeLessThan(players);
          expect(game).toBeLessThan(games);
          expect(pair).toBeLessThan(pairs);
        }
      }),
    );
  });

  test('nobody is more than one meeting ahead of anybody, at any point of one game', () => {
    fc.assert(
      fc.property(sizes, ({ players, pairs }) => {
        const met = Array.from({ length: players }, () => 0);
        for (const {
          players: [a, b],
        } of scheduleOf(players, 1, pairs)) {
          met[a]! += 1;
          met[b]! += 1;
          expect(Math.max(...met) - Math.min(...met)).toBeLessThanOrEqual(2);
        }
      }),
    );
  });
});

describe('matchesOf', () => {
  test('swaps the seats, and gives every match of every try an id of its own', () => {
    const ids = scheduleOf(4, 2, 3).flatMap((pair) =>
      [0, 1].flatMap((again) => {
        const matches = matchesOf('cup', pair, again);
        const [a, b] = pair.players;
        expect(matches.map(({ players }) => players)).toEqual([
          [a, b],
          [b, a],
        ]);
        expect(matchesOf('cup', pair, again)).toEqual(matches);
        return matches.map(({ id }) => id);
      }),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(matchesOf('other', scheduleOf(4, 2, 3)[0]!, 0)[0]!.id).not.toBe(ids[0]);
  });
});

describe('pairState', () => {
  const [pair] = scheduleOf(2, 1, 1);
  const tries = Array.from({ length: triesMax }, (_, again) => matchesOf('cup', pair!, again));
  const stateAfter = (results: { readonly [id: string]: boolean }) =>
    pairState('cup', pair!, (id) => results[id]);
  const [first, second] = tries[0]!;

  test('a new pair has both matches left, and one that is half played the other', () => {
    expect(stateAfter({})).toEqual({ again: 0, matches: tries[0], left: tries[0] });
    expect(stateAfter({ [first!.id]: false }).left).toEqual([second]);
  });

  test('a pair that is over has nothing left', () => {
    expect(stateAfter({ [first!.id]: false, [second!.id]: false })).toMatchObject({ again: 0, left: [] });
  });

  test('after a void match both are played again, once the other is over', () => {
    expect(stateAfter({ [first!.id]: true }).left).toEqual([second]);
    expect(stateAfter({ [first!.id]: true, [second!.id]: false })).toEqual({
      again: 1,
      matches: tries[1],
      left: tries[1],
    });
  });

  test('the last try stands, void or not', () => {
    const results = Object.fromEntries(tries.flat().map(({ id }) => [id, true]));
    expect(stateAfter(results)).toEqual({ again: triesMax - 1, matches: tries[triesMax - 1], left: [] });
  });
});
