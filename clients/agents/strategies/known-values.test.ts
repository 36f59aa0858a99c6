import { describe, expect, test } from 'vitest';
import { gameById } from '../../../games/registry.ts';
import { positionalBoard } from '../../../games/positional/boards.ts';
import { createSolver } from '../../../games/positional/solver.ts';
import type { PositionalState } from '../../../games/positional/state.ts';
import { stepRng } from '../../../games/rng.ts';
import { createValueModel } from '../stand-in/value-model.ts';
import { strategies } from './registry.ts';
import { createTestTurn, type TestScript } from './test-turn.ts';

/** A model that looks every position up: what a strategy then plays badly is the strategy's fault. */
const knowing = (system: string): TestScript => {
  const model = createValueModel(1);
  return ({ question, sample = 0 }) => model.answer(system, question.prompt, sample);
};

const systemOf = (title: string): string => `The game: ${title}. You are first.`;

const decided = async (name: string, turn: Parameters<typeof createTestTurn>[0]): Promise<unknown> => {
  const strategy = strategies.find((one) => one.name === name)!;
  const options = { strong: 'openai/strong', iterations: '40', own: '6', replies: '6' };
  const choice = await strategy.open(options)(createTestTurn(turn).turn);
  return choice !== undefined && 'action' in choice ? choice.action : choice;
};

const names = strategies.map(({ name }) => name);

describe.each(names)('%s with a model that knows every value', (name) => {
  const board = gameById('tic-tac-toe')!;
  const solver = createSolver(positionalBoard('tic-tac-toe'));

  test.each([
    ['to block', ['A', 'E', 'B']],
    ['to win', ['A', 'D', 'B', 'E']],
    ['to answer a corner', ['A']],
    ['to keep a draw', ['A', 'E', 'I']],
  ])('plays one of the best moves of the board: %s', async (_, moves) => {
    let state: unknown = board.setup({}, stepRng('', 0));
    for (const move of moves)
      state = board.step(state, new Map([[board.actors(state)[0]!, move]]), stepRng('', 0));
    const action = await decided(name, { game: board.id, moves, script: knowing(systemOf(board.title)) });
    expect(solver.bestMoves(state as PositionalState)).toContain(action);
  });

  test.each([
    ['a back rank', '6k1/5ppp/8/8/8/8/8/R3K3 w - - 0 1', ['a1a8']],
    ['a king on the rim', '7k/5Q2/6K1/8/8/8/8/8 w - - 0 1', ['f7g7', 'f7h7', 'f7f8', 'f7e8', 'f7d8']],
  ])('mates in a chess ending: %s', async (_, fen, mates) => {
    const chess = gameById('chess')!;
    const script = knowing(systemOf(chess.title));
    expect(mates).toContain(await decided(name, { game: chess.id, config: { fen }, script }));
  });
});
