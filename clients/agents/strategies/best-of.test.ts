import { describe, expect, test } from 'vitest';
import { bestOf } from './best-of.ts';
import { createTestTurn, says, type TestScript, values } from './test-turn.ts';

const decide = bestOf.open({ samples: '4' });

/** Proposes these in turn, and values a position by the cell that the first player has taken in it. */
const script =
  (proposals: readonly string[], worths: Readonly<Record<string, number>>): TestScript =>
  ({ purpose, sample, question }) => {
    if (purpose === 'move') return says(proposals[sample!]!);
    const own = /First \(1\) owns (\S+)\./u.exec(question.prompt)?.[1] ?? '';
    return values(worths[own]!);
  };

describe('best-of', () => {
  test('judges each distinct proposal once, and plays the one of the greatest worth', async () => {
    const { turn, counts } = createTestTurn({
      game: 'tic-tac-toe',
      script: script(['A', 'E', 'A', 'B'], { A: 40, E: 80, B: 10 }),
    });
    expect(await decide(turn)).toMatchObject({ action: 'E', source: 'search', thought: 'so E' });
    expect(counts()).toEqual({ move: 4, value: 3 });
  });

  test('judges nothing where all proposals agree', async () => {
    const { turn, counts } = createTestTurn({
      game: 'tic-tac-toe',
      script: script(['A', 'A', 'A', 'A'], {}),
    });
    expect(await decide(turn)).toMatchObject({ action: 'A', source: 'model' });
    expect(counts()).toEqual({ move: 4 });
  });

  test('does not ask about a position in which the match is over', async () => {
    const { turn, counts } = createTestTurn({
      game: 'tic-tac-toe',
      moves: ['A', 'D', 'B', 'E'],
      script: ({ purpose, sample }) =>
        purpose === 'move' ? says(['C', 'F', 'C', 'F'][sample!]!) : values(99),
    });
    expect(await decide(turn)).toMatchObject({ action: 'C', source: 'search' });
    expect(counts()).toEqual({ move: 4, value: 1 });
  });

  test('breaks ties by the seed', async () => {
    const play = async (chance: string) => {
      const proposals = script(['A', 'C', 'G', 'I'], { A: 50, C: 50, G: 50, I: 20 });
      const choice = await decide(createTestTurn({ game: 'tic-tac-toe', script: proposals, chance }).turn);
      return choice !== undefined && 'action' in choice ? choice.action : undefined;
    };
    const chosen = await Promise.all(Array.from({ length: 60 }, (_, at) => play(`${at}`.padStart(64, '0'))));
    expect(new Set(chosen)).toEqual(new Set(['A', 'C', 'G']));
  });

  test('whose judgements all fail plays what most proposals name, and calls it a vote', async () => {
    const { turn } = createTestTurn({
      game: 'tic-tac-toe',
      script: ({ purpose, sample }) =>
        purpose === 'move' ? says(['A', 'E', 'E', 'B'][sample!]!) : 'no idea',
    });
    expect(await decide(turn)).toMatchObject({ action: 'E', source: 'vote' });
  });

  test('judges a simultaneous move in words, since nobody knows the other one', async () => {
    const { turn, calls } = createTestTurn({
      game: 'rock-paper-scissors',
      script: ({ purpose, sample, question }) =>
        purpose === 'move'
          ? says(['rock', 'paper', 'rock', 'paper'][sample!]!)
          : values(question.prompt.includes('play paper') ? 60 : 40),
    });
    expect(await decide(turn)).toMatchObject({ action: 'paper', source: 'search' });
    expect(calls.filter(({ purpose }) => purpose === 'value')).toHaveLength(2);
  });
});
