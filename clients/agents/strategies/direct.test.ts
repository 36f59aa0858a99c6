import { describe, expect, test } from 'vitest';
import { direct } from './direct.ts';
import { selfSearch } from './self-search.ts';
import { createTestTurn, says } from './test-turn.ts';

describe.each([direct, selfSearch])('$name', (strategy) => {
  const decide = strategy.open({});

  test('asks once and plays the answer', async () => {
    const { turn, counts } = createTestTurn({ game: 'tic-tac-toe', script: () => says('E') });
    expect(await decide(turn)).toMatchObject({ action: 'E', source: 'model', thought: 'so E' });
    expect(counts()).toEqual({ move: 1 });
  });

  test('is told why its last answer was refused, and calls that a rethink', async () => {
    const refusal = { code: 'illegal', message: 'E is taken.', said: 'E' };
    const { turn, calls } = createTestTurn({
      game: 'tic-tac-toe',
      moves: ['E'],
      script: () => says('A'),
      refusal,
    });
    expect(await decide(turn)).toMatchObject({ action: 'A', source: 'rethink' });
    expect(calls[0]!.question.prompt).toContain(
      'Your last answer was refused (illegal): E is taken. It was: E',
    );
  });

  test('passes on what could not be read, as it was said', async () => {
    const { turn } = createTestTurn({ game: 'tic-tac-toe', moves: ['E'], script: () => says('E') });
    expect(await decide(turn)).toMatchObject({ unread: { problem: 'illegal', said: 'E' } });
  });

  test('decides nothing without an answer', async () => {
    const { turn, counts } = createTestTurn({ game: 'tic-tac-toe', script: () => undefined });
    expect(await decide(turn)).toBeUndefined();
    expect(counts()).toEqual({ move: 1 });
  });
});

test('self-search asks for a search in writing, and direct does not', async () => {
  const promptOf = async (strategy: typeof direct): Promise<string> => {
    const { turn, calls } = createTestTurn({ game: 'tic-tac-toe', script: () => says('E') });
    await strategy.open({})(turn);
    return calls[0]!.question.prompt;
  };
  expect(await promptOf(selfSearch)).toContain('Search before you answer');
  expect(await promptOf(direct)).not.toContain('Search');
});
