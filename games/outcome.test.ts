import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyGame, Role, Traits } from './game.ts';
import { kuhnPoker } from './kuhn-poker/game.ts';
import { forfeitOutcome, outcomeOf, placesOf } from './outcome.ts';
import { stepRng } from './rng.ts';

describe('places', () => {
  test.each([
    [
      [1, -1],
      [1, 2],
    ],
    [
      [0.5, 0.5],
      [1, 1],
    ],
    [
      [3, 9, 3, 1],
      [2, 1, 2, 4],
    ],
    [
      [null, 2, 5],
      [null, 2, 1],
    ],
    [[7], [1]],
    [[], []],
  ])('of scores %j are %j', (scores, places) => {
    expect(placesOf(scores)).toEqual(places);
  });

  test('follow the scores, start at 1 and count those ahead', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 6 }), (scores) => {
        const places = placesOf(scores);
        expect(Math.min(...(places as number[]))).toBe(1);
        scores.forEach((score, at) =>
          expect(places[at]).toBe(1 + scores.filter((other) => other > score).length),
        );
      }),
    );
  });

  test('are part of an outcome with its reason', () => {
    expect(outcomeOf([1, 0], 'checkmate')).toEqual({ scores: [1, 0], places: [1, 2], reason: 'checkmate' });
  });
});

describe('a forfeit', () => {
  /** Kuhn poker with other traits and without a word of its own on forfeits. */
  const gameOf = (utility: Traits['utility'], players: number): AnyGame => {
    const game: Partial<AnyGame> = { ...kuhnPoker, traits: { ...kuhnPoker.traits, utility, players } };
    delete game.onForfeit;
    return game as AnyGame;
  };
  const player: Role = { name: 'player', kind: 'player' };
  const arbiter: Role = { name: 'judge', kind: 'arbiter' };

  test.each([
    [{ sum: 1 }, 2, 0, [0, 1]],
    [{ sum: 1 }, 2, 1, [1, 0]],
    [{ sum: 0 }, 2, 0, [-1, 1]],
    [{ sum: 0 }, 3, 1, [0.5, -1, 0.5]],
  ] as const)('of utility %j among %i players by seat %i scores %j', (utility, players, seat, scores) => {
    const roles = Array.from({ length: players }, () => player);
    expect(forfeitOutcome(gameOf(utility, players), roles, {}, seat)).toEqual(outcomeOf(scores, 'forfeit'));
  });

  test('places the offender last where scores need not sum', () => {
    const { places } = forfeitOutcome(gameOf('general', 3), [player, player, player], {}, 2);
    expect(places).toEqual([1, 1, 3]);
  });

  test('gives an arbiter no score', () => {
    const { scores, places } = forfeitOutcome(gameOf({ sum: 1 }, 2), [player, arbiter, player], {}, 0);
    expect(scores).toEqual([0, null, 1]);
    expect(places).toEqual([2, null, 1]);
  });

  test('is what the game says, where it says it', () => {
    const state = kuhnPoker.setup({ hands: 5 }, stepRng('0'.repeat(32), 0));
    expect(forfeitOutcome(kuhnPoker, [player, player], state, 0).scores).toEqual([-10, 10]);
  });
});
