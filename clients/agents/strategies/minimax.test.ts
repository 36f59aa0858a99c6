import { describe, expect, test } from 'vitest';
import { minimax } from './minimax.ts';
import { createTestTurn, names, says, type TestScript, values } from './test-turn.ts';

const decide = minimax.open({ own: '2', replies: '2' });

const ownedBy = (who: string, prompt: string): string =>
  new RegExp(`^${who} \\(\\d\\) owns (.+)\\.$`, 'mu').exec(prompt)?.[1] ?? '';

/** Proposes A and E, answers each by two cells, and values a leaf by the first player's cell and the second's. */
const script =
  (worths: Readonly<Record<string, number>>): TestScript =>
  ({ purpose, question: { prompt } }) => {
    if (purpose === 'propose') return names(['A', 'E', 'B']);
    if (purpose === 'reply') return names(prompt.includes('First (1) owns A') ? ['B', 'C'] : ['G', 'H']);
    return values(worths[`${ownedBy('First', prompt)}${ownedBy('Second', prompt)}`]!);
  };

describe('minimax', () => {
  test('takes the least over replies, then the greatest over moves', async () => {
    const worths = { AB: 90, AC: 20, EG: 40, EH: 50 };
    const { turn, counts } = createTestTurn({ game: 'tic-tac-toe', script: script(worths) });
    expect(await decide(turn)).toMatchObject({
      action: 'E',
      source: 'search',
      weighed: [{ move: 'A' }, { move: 'E', worth: 39 / 99 }],
    });
    expect(counts()).toEqual({ propose: 1, reply: 2, value: 4 });
  });

  test('asks the other seat for its replies, and its own for every value', async () => {
    const { turn, calls } = createTestTurn({
      game: 'tic-tac-toe',
      script: script({ AB: 1, AC: 1, EG: 1, EH: 1 }),
    });
    await decide(turn);
    const askedAs = (purpose: string): readonly string[] =>
      calls.filter((call) => call.purpose === purpose).map(({ question }) => question.prompt.split('\n')[0]!);
    expect(new Set(askedAs('reply'))).toEqual(new Set(['You are second.']));
    expect(new Set(askedAs('value'))).toEqual(new Set(['You are first.']));
  });

  test('asks neither for moves where there are few nor for values where the match is over', async () => {
    const { turn, counts } = createTestTurn({
      game: 'tic-tac-toe',
      // First may complete A-B-C; else second completes D-E-F.
      moves: ['A', 'D', 'B', 'F'],
      script: ({ purpose }) =>
        purpose === 'propose' ? names(['C', 'I']) : purpose === 'reply' ? names(['E']) : values(30),
    });
    expect(await decide(turn)).toMatchObject({ action: 'C', source: 'search' });
    // A win needs no reply; of the other move one reply ends the match.
    expect(counts()).toEqual({ propose: 1, reply: 1 });
  });

  test('breaks ties by the seed', async () => {
    const play = async (chance: string) => {
      const even = script({ AB: 50, AC: 50, EG: 50, EH: 50 });
      const choice = await decide(createTestTurn({ game: 'tic-tac-toe', script: even, chance }).turn);
      return choice !== undefined && 'action' in choice ? choice.action : undefined;
    };
    const chosen = await Promise.all(Array.from({ length: 40 }, (_, at) => play(`${at}`.padStart(64, '0'))));
    expect(new Set(chosen)).toEqual(new Set(['A', 'E']));
  });

  test('stopped in the middle plays the best that it has judged to the end', async () => {
    const worths = { AB: 30, AC: 20, EG: 90, EH: 90 };
    const whole = script(worths);
    const { turn } = createTestTurn({
      game: 'tic-tac-toe',
      script: (call, number) =>
        call.question.prompt.includes('H') && number > 5 ? undefined : whole(call, number),
    });
    expect(await decide(turn)).toMatchObject({ source: 'search' });
    const none = createTestTurn({
      game: 'tic-tac-toe',
      script: ({ purpose }) => (purpose === 'propose' ? names(['A', 'E']) : undefined),
    });
    expect(await decide(none.turn)).toMatchObject({ action: 'A', source: 'model' });
  });

  test('without a legal proposal asks for a move, like anybody', async () => {
    const { turn, counts } = createTestTurn({
      game: 'tic-tac-toe',
      script: ({ purpose }) => (purpose === 'propose' ? names(['Z']) : says('E')),
    });
    expect(await decide(turn)).toMatchObject({ action: 'E', source: 'model' });
    expect(counts()).toEqual({ propose: 1, move: 1 });
  });

  test('plays a mixture where moves are simultaneous, and asks nothing of results', async () => {
    const play = async (chance: string) => {
      const { turn, counts } = createTestTurn({
        game: 'rock-paper-scissors',
        config: { rounds: 1 },
        script: () => undefined,
        chance,
      });
      const choice = await minimax.open({ own: '3', replies: '3' })(turn);
      expect(choice).toMatchObject({ source: 'search' });
      expect(counts()).toEqual({});
      return choice !== undefined && 'action' in choice ? choice.action : undefined;
    };
    const chosen = await Promise.all(Array.from({ length: 60 }, (_, at) => play(`${at}`.padStart(64, '0'))));
    expect(new Set(chosen)).toEqual(new Set(['rock', 'paper', 'scissors']));
  });
});
