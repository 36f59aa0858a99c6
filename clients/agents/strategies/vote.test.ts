import { describe, expect, test } from 'vitest';
import { createTestTurn, says, type TestScript } from './test-turn.ts';
import { vote } from './vote.ts';

const decide = vote.open({ samples: '5' });

const sampled =
  (...moves: readonly string[]): TestScript =>
  ({ sample }) =>
    moves[sample!];

describe('vote', () => {
  test('asks for every sample and plays what most of them name', async () => {
    const script = sampled(says('A'), says('E'), says('C'), says('E'), says('E'));
    const { turn, calls } = createTestTurn({ game: 'tic-tac-toe', script });
    expect(await decide(turn)).toMatchObject({
      action: 'E',
      source: 'vote',
      weighed: [
        { move: 'A', worth: 0.2 },
        { move: 'E', worth: 0.6 },
        { move: 'C', worth: 0.2 },
      ],
    });
    expect(calls.map(({ sample }) => sample)).toEqual([0, 1, 2, 3, 4]);
  });

  test('counts a move as one however it is written', async () => {
    const script = sampled('Nf3', 'Final Answer: Ng1-f3', '{"move": "g1f3"}', says('e4'), says('e2e4'));
    const { turn } = createTestTurn({ game: 'chess', script });
    expect(await decide(turn)).toMatchObject({ action: 'g1f3' });
  });

  test('does not let answers without a move vote', async () => {
    const script = sampled('I resign.', 'no idea', says('Z'), says('E'), undefined as unknown as string);
    const { turn } = createTestTurn({ game: 'tic-tac-toe', script });
    expect(await decide(turn)).toMatchObject({ action: 'E', source: 'vote' });
  });

  test('breaks ties by the seed: the same for one, and every way over many', async () => {
    const play = async (chance: string) => {
      const script = sampled(says('A'), says('C'), says('A'), says('C'), 'no idea');
      return decide(createTestTurn({ game: 'tic-tac-toe', script, chance }).turn);
    };
    expect(await play('7'.repeat(64))).toEqual(await play('7'.repeat(64)));
    const chosen = await Promise.all(Array.from({ length: 40 }, (_, at) => play(`${at}`.padStart(64, '0'))));
    const actions = chosen.map((choice) => (choice !== undefined && 'action' in choice ? choice.action : ''));
    expect(new Set(actions)).toEqual(new Set(['A', 'C']));
  });

  test('without one legal answer passes on the first; without any it decides nothing', async () => {
    const refusedTurn = createTestTurn({ game: 'tic-tac-toe', moves: ['E'], script: () => says('E') });
    expect(await decide(refusedTurn.turn)).toMatchObject({ unread: { problem: 'illegal' } });
    expect(
      await decide(createTestTurn({ game: 'tic-tac-toe', script: () => undefined }).turn),
    ).toBeUndefined();
  });
});
