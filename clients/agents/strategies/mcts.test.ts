import { describe, expect, test } from 'vitest';
import { gameById } from '../../../games/registry.ts';
import { mcts } from './mcts.ts';
import { createTestTurn, names, says, type TestScript } from './test-turn.ts';

const decide = mcts.open({ iterations: '30', moves: '3' });

const cornerIsBad: TestScript = ({ question: { prompt } }) => {
  const isFirst = prompt.startsWith('You are first.');
  const centre = /^First \(1\) owns [^\n]*E/mu.test(prompt);
  const forFirst = centre ? 90 : 30;
  return names(['A', 'E', 'B'], isFirst ? forFirst : 101 - forFirst);
};

describe('mcts', () => {
  test('asks once a walk that ends in a new position, and plays what was visited most', async () => {
    const { turn, counts } = createTestTurn({ game: 'tic-tac-toe', script: cornerIsBad });
    const choice = await decide(turn);
    expect(choice).toMatchObject({ action: 'E', source: 'search' });
    expect(counts()['expand']).toBeLessThanOrEqual(30);
    expect(counts()).not.toHaveProperty('move');
  });

  test('sees a win that the model does not name, and needs no value for it', async () => {
    const { turn } = createTestTurn({
      game: 'tic-tac-toe',
      moves: ['A', 'D', 'B', 'E'],
      script: () => names(['G', 'H'], 50),
    });
    expect(await decide(turn)).toMatchObject({ action: 'C', source: 'search' });
  });

  test('blocks, because a loss counts from the other side', async () => {
    const { turn } = createTestTurn({
      game: 'tic-tac-toe',
      moves: ['A', 'E', 'B'],
      script: () => names(['C', 'G', 'I'], 50),
    });
    expect(await mcts.open({ iterations: '200', moves: '3' })(turn)).toMatchObject({ action: 'C' });
  });

  test('tells the model what it found beside a position', async () => {
    const { turn, calls } = createTestTurn({ game: 'tic-tac-toe', script: cornerIsBad });
    await decide(turn);
    expect(calls.some(({ question }) => /were judged so: \w \d+/u.test(question.prompt))).toBe(true);
  });

  test('stopped early plays the best so far; stopped at once it asks for a move', async () => {
    const stopped = createTestTurn({
      game: 'tic-tac-toe',
      script: (call, number) => (number < 12 ? cornerIsBad(call, number) : undefined),
    });
    expect(await decide(stopped.turn)).toMatchObject({ action: 'E', source: 'search' });
    const never = createTestTurn({
      game: 'tic-tac-toe',
      script: ({ purpose }) => (purpose === 'move' ? says('A') : undefined),
    });
    expect(await decide(never.turn)).toMatchObject({ action: 'A', source: 'model' });
  });

  test('is the same for the same seed', async () => {
    const play = () =>
      decide(createTestTurn({ game: 'kuhn-poker', config: { hands: 2 }, script: () => names([], 50) }).turn);
    expect(await play()).toEqual(await play());
  });

  test('does not play simultaneous games, which it would play as if it saw the other move', () => {
    expect(mcts.problem?.(gameById('rock-paper-scissors')!)).toMatch(/simultaneous/);
    expect(mcts.problem?.(gameById('chess')!)).toBeUndefined();
  });
});
