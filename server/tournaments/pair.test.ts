import { describe, expect, test } from 'vitest';
import { matchesOf, pairState, type ScheduledPair, triesMax } from './pair.ts';

const pair: ScheduledPair = { players: [0, 1], game: 0, pair: 0 };
const pairs: readonly ScheduledPair[] = [
  pair,
  { ...pair, pair: 1 },
  { ...pair, game: 1 },
  { ...pair, players: [0, 2] },
  { ...pair, players: [1, 2] },
];

describe('matchesOf', () => {
  test('swaps the seats, and gives every match of every try an id of its own', () => {
    const ids = pairs.flatMap((one) =>
      [0, 1].flatMap((again) => {
        const matches = matchesOf('cup', one, again);
        const [a, b] = one.players;
        expect(matches.map(({ players }) => players)).toEqual([
          [a, b],
          [b, a],
        ]);
        expect(matchesOf('cup', one, again)).toEqual(matches);
        return matches.map(({ id }) => id);
      }),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(matchesOf('other', pair, 0)[0]!.id).not.toBe(ids[0]);
  });
});

describe('pairState', () => {
  const tries = Array.from({ length: triesMax }, (_, again) => matchesOf('cup', pair, again));
  const stateAfter = (results: { readonly [id: string]: boolean }) =>
    pairState('cup', pair, (id) => results[id]);
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
