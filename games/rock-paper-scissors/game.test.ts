import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '../canonical.ts';
import { stepRng } from '../rng.ts';
import { rockPaperScissors as game } from './game.ts';
import type { State } from './state.ts';
import { type Throw, throws } from './throws.ts';

const rng = stepRng('00112233445566778899aabbccddeeff', 0);

type Round = readonly [Throw, Throw];

const throwsArbitrary = fc.constantFrom(...throws);
const roundsArbitrary = fc.array(fc.tuple(throwsArbitrary, throwsArbitrary), { minLength: 1, maxLength: 60 });

/** Plays the rounds in a match of `length` rounds, from states that nobody can change. */
const play = (rounds: readonly Round[], length = rounds.length): State =>
  rounds.reduce<State>(
    (state, round) => Object.freeze(game.step(state, new Map(round.entries()), rng)),
    Object.freeze(game.setup({ rounds: length }, rng)),
  );

/** The score of seat 0, counted from the words of the rules. */
const scoreByHand = (rounds: readonly Round[]): number => {
  const winning = new Set(['rock scissors', 'scissors paper', 'paper rock']);
  return rounds.reduce(
    (score, [first, second]) =>
      score + Number(winning.has(`${first} ${second}`)) - Number(winning.has(`${second} ${first}`)),
    0,
  );
};

describe('a match', () => {
  test('ends after its rounds with the rounds won less the rounds lost', () => {
    fc.assert(
      fc.property(roundsArbitrary, (rounds) => {
        const score = scoreByHand(rounds);
        const before = play(rounds.slice(0, -1), rounds.length);
        expect(game.outcome(before)).toBeUndefined();
        expect(game.actors(before)).toEqual([0, 1]);
        expect(game.legalActions(before, 1)).toEqual(throws);
        const state = play(rounds);
        expect(game.actors(state)).toEqual([]);
        expect(game.legalActions(state, 0)).toEqual([]);
        expect(game.outcome(state)).toEqual({
          scores: [score, 0 - score],
          places: score === 0 ? [1, 1] : score > 0 ? [1, 2] : [2, 1],
          reason: 'rounds-played',
        });
      }),
    );
  });

  test('has states that are canonical as written, survive JSON and are all there is to see', () => {
    fc.assert(
      fc.property(roundsArbitrary, fc.nat(20), (rounds, more) => {
        const state = play(rounds, rounds.length + more);
        expect(JSON.stringify(state)).toBe(canonical({ ...state }));
        const restored: State = JSON.parse(JSON.stringify(state));
        expect(game.view(restored, 1)).toEqual(game.view(state, 'public'));
        expect(game.determinise!(game.view(state, 0), rng)).toEqual(state);
      }),
    );
  });

  test('of the longest kind ends within stepsMax', () => {
    const state = play(Array.from({ length: 1000 }, (): Round => ['rock', 'paper']));
    expect(game.traits.stepsMax).toBe(1000);
    expect(game.outcome(state)!.scores).toEqual([-1000, 1000]);
    expect(game.describe(game.view(state, 0)).length).toBeLessThan(6000);
  });

  test('that is even is a draw', () => {
    const state = play([['rock', 'rock']]);
    expect(game.outcome(state)).toEqual({ scores: [0, 0], places: [1, 1], reason: 'rounds-played' });
  });
});

describe('a forfeit', () => {
  test('never pays: it is lost, and no better than losing every round to come', () => {
    fc.assert(
      fc.property(roundsArbitrary, fc.nat(20), fc.constantFrom(0, 1), (rounds, more, seat) => {
        const state = play(rounds, rounds.length + more);
        const { scores, places, reason } = game.onForfeit!(state, seat);
        const score = seat === 0 ? scoreByHand(rounds) : -scoreByHand(rounds);
        expect(scores[seat]).toBe(Math.min(score - more, -1));
        expect(scores[0]! + scores[1]!).toBe(0);
        expect([places[seat], places[1 - seat], reason]).toEqual([2, 1, 'forfeit']);
      }),
    );
  });
});

describe('texts', () => {
  const start = game.view(play([], 2), 'public');
  const half = game.view(play([['rock', 'paper']], 2), 'public');
  const over = game.view(
    play([
      ['rock', 'paper'],
      ['rock', 'rock'],
    ]),
    'public',
  );

  test('news tells each round, and the result after the last', () => {
    expect(game.news(start, half)).toBe('First played rock, second played paper: second wins the round.');
    expect(game.news(half, over)).toBe(
      'First played rock, second played rock: tied. All rounds are played: second wins the match by 1 round.',
    );
    expect(game.news(half, half)).toBe('No round was played.');
    expect(game.news(start, over)).toBe(
      'First played rock, second played paper: second wins the round. First played rock, second played rock: tied. All rounds are played: second wins the match by 1 round.',
    );
  });

  test('a description lists the rounds, the score and what is to be done', () => {
    expect(game.describe(start)).toBe(
      'After 0 rounds of 2, the score is even.\nBoth players now choose for round 1.',
    );
    expect(game.describe(half)).toBe(
      [
        'Round 1. First played rock, second played paper: second wins the round.',
        'After 1 round of 2, second leads by 1 round.',
        'Both players now choose for round 2.',
      ].join('\n'),
    );
    const draw = play([['paper', 'paper']]);
    expect(game.describe(draw)).toContain('All rounds are played: the match is a draw.');
  });

  test('a long description begins with the latest rounds', () => {
    const state = play(
      Array.from({ length: 60 }, (): Round => ['scissors', 'paper']),
      70,
    );
    const lines = game.describe(game.view(state, 0)).split('\n');
    expect(lines.slice(0, 2)).toEqual([
      'The latest 50 rounds:',
      'Round 11. First played scissors, second played paper: first wins the round.',
    ]);
    expect(lines.at(-2)).toBe('After 60 rounds of 70, first leads by 60 rounds.');
  });

  test('the rules name the roles, the endings, the actions and the length', () => {
    const rules = game.rules({ rounds: 7 });
    const named = [...throws, ...game.roles({ rounds: 7 }).map(({ name }) => name)];
    for (const word of [...named, 'rounds-played', 'forfeit', '7 rounds']) expect(rules).toContain(word);
    expect(game.rules({ rounds: 1 })).toContain('1 round,');
  });
});

describe('answers', () => {
  const view = game.view(play([], 2), 'public');

  test('are read in any case and with marks around them', () => {
    const marks = fc.stringMatching(/^[\s"'`*().,:;!]{0,6}$/u);
    fc.assert(
      fc.property(throwsArbitrary, marks, marks, fc.boolean(), (action, before, after, isUpper) => {
        const word = isUpper ? action.toUpperCase() : game.formatAction(action, view);
        expect(game.parseAction(`${before}${word}${after}`, view)).toEqual({ action });
      }),
    );
  });

  test('of any other form never throw and never give an action', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(game.parseAction(`${text} x`, view)).not.toHaveProperty('action');
      }),
    );
  });

  test.each([
    ['', 'empty', undefined],
    ['"."', 'empty', undefined],
    ['lizard', 'unparsable', undefined],
    ['r', 'unparsable', undefined],
    ['✊', 'unparsable', undefined],
    ['rocks', 'unparsable', undefined],
    ['I play rock', 'unparsable', undefined],
    [' '.repeat(10) + 'rock'.repeat(100_000), 'unparsable', undefined],
    ['rock or paper', 'ambiguous', ['rock', 'paper']],
    ['Rock-paper-scissors!', 'ambiguous', ['rock', 'paper', 'scissors']],
  ])('%j is %s', (text, problem, reads) => {
    const parsed = game.parseAction(text, view);
    expect(parsed).toMatchObject({ problem, message: expect.stringContaining('rock, paper, scissors.') });
    expect('reads' in parsed ? parsed.reads : undefined).toEqual(reads);
  });

  test('after the end are illegal', () => {
    const over = game.view(play([['rock', 'paper']]), 0);
    expect(game.parseAction('rock', over)).toEqual({
      problem: 'illegal',
      message: 'The match is over.',
      reads: ['rock'],
    });
  });
});

describe('refusals', () => {
  test.each([
    [play([], 1), 0, 'lizard', 'no-such-throw'],
    [play([], 1), 2, 'rock', 'not-your-turn'],
    [play([['rock', 'paper']]), 0, 'rock', 'match-over'],
  ] as const)('%j: seat %i may not play %s: %s', (state, seat, action, code) => {
    expect(game.check(state, seat, action as Throw)).toMatchObject({ code });
  });

  test('a round without both throws is a programmer error', () => {
    expect(() => game.step(play([], 1), new Map([[0, 'rock' as const]]), rng)).toThrow('two throws');
  });

  test('the configuration is a number of rounds from 1 to 1000, 10 unless told', () => {
    const { config } = game.schemas;
    expect(config.parse({})).toEqual(game.defaults);
    expect(config.parse({ rounds: 1000 })).toEqual({ rounds: 1000 });
    for (const bad of [{ rounds: 0 }, { rounds: 1001 }, { rounds: 1.5 }, { rounds: 3, best: 2 }]) {
      expect(config.safeParse(bad).success).toBe(false);
    }
  });
});
