import { expect, test } from 'vitest';
import { oracle } from '../agents/bots/crafting-oracle.ts';
import { craftingWorld } from '../../games/crafting-world/game.ts';
import type { Plan } from '../../games/crafting-world/plan.ts';
import type { Json } from '../../games/game.ts';
import { positionalPuzzles } from '../../games/positional-puzzles/game.ts';
import { stepRng } from '../../games/rng.ts';
import { suiteOf } from './benchmark-suite.ts';

const seed = 'c0'.repeat(16);

test('the crafting world tells success, progress, efficiency and why a run failed', () => {
  const { measure } = suiteOf('crafting-world');
  const start = craftingWorld.setup(craftingWorld.schemas.config.parse({ level: 2 }), stepRng(seed, 0));
  const after = (plan: Plan) => craftingWorld.step(start, new Map([[0, plan]]), stepRng(seed, 1));
  const turn = { turn: 1, view: craftingWorld.view(start, 0) as unknown as Json };
  const decision = oracle.open({})(turn, { game: craftingWorld.id, seat: 0, chance: '00' });
  const plan = craftingWorld.schemas.action.parse('action' in decision ? decision.action : undefined);
  const won = measure(after(plan));
  expect(won).toMatchObject({ isSuccess: true, progress: 100, failure: null, refusedActions: 0 });
  expect(won.efficiencyPercent).toBeGreaterThan(50);
  expect(measure(after({ actions: [{ do: 'stop', reason: 'impossible' }] }))).toMatchObject({
    isSuccess: false,
    efficiencyPercent: null,
    failure: 'false-impossible',
  });
  // Nothing was ever answered that could be read.
  expect(measure(start)).toMatchObject({ isSuccess: false, progress: 0, failure: 'wrong-format' });
});

test('puzzles tell Pass@1, and a set that was cut short counts what was never answered as wrong', () => {
  const { measure, attempts } = suiteOf('positional-puzzles');
  const config = positionalPuzzles.schemas.config.parse({ set: { 'tic-tac-toe': { win: 4 } } });
  const start = positionalPuzzles.setup(config, stepRng(seed, 0));
  const [first] = start.puzzles;
  const after = positionalPuzzles.step(start, new Map([[0, first!.answers[0]!]]), stepRng(seed, 1));
  expect(measure(after).puzzles).toMatchObject({ answered: 1, overall: { asked: 4, right: 1 } });
  const { then } = attempts;
  if (then === 'forfeit') throw new Error('an answer that cannot be read must not end the set');
  expect(
    positionalPuzzles.check(after, 0, positionalPuzzles.schemas.action.parse(then.default)),
  ).toBeUndefined();
});

test('a game that nobody wrote a suite for has its score alone', () => {
  expect(suiteOf('kuhn-poker').measure({})).toEqual({});
});
