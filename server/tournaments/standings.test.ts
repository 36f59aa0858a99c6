import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crosstableOf, type ScoredGame, standingsOf } from './standings.ts';

const game = (
  players: readonly number[],
  scores: ScoredGame['scores'],
  fault: ScoredGame['fault'] = null,
): ScoredGame => ({
  players,
  scores,
  fault,
});

const anyGame = fc
  .record({ swapped: fc.boolean(), score: fc.constantFrom(0, 0.5, 1), isVoid: fc.boolean() })
  .map(({ swapped, score, isVoid }) => game(swapped ? [1, 0] : [0, 1], isVoid ? null : [score, 1 - score]));

describe('standings', () => {
  test('points of two players add up to the games that count, in any order', () => {
    fc.assert(
      fc.property(fc.array(anyGame), (games) => {
        const [a, b] = standingsOf(games, 2);
        const counted = games.filter(({ scores }) => scores !== null).length;
        expect(a!.points + b!.points).toBe(counted);
        expect(a!.wins).toBe(b!.losses);
        expect(a!.wins + a!.draws + a!.losses).toBe(counted);
        expect(standingsOf([...games].reverse(), 2)).toEqual([a, b]);
        const cells = crosstableOf(games, 2);
        expect(cells[0]![1]?.points ?? 0).toBe(a!.points);
        expect(cells[1]![0]?.games ?? 0).toBe(counted);
      }),
    );
  });

  test('a forfeit loses even where the board was drawn', () => {
    const [a, b] = standingsOf([game([1, 0], [0.5, 0.5], { seat: 0, class: 'timeout' })], 2);
    expect([a!.wins, b!.losses]).toEqual([1, 1]);
  });

  test('a solo game adds to the score alone, and a player against itself counts on both sides', () => {
    expect(standingsOf([game([0], [17])], 1)[0]).toMatchObject({ games: 1, score: 17, wins: 0, points: 0 });
    expect(standingsOf([game([0, 0], [1, 0])], 1)[0]).toMatchObject({ games: 2, wins: 1, losses: 1 });
  });
});
