import { describe, expect, test } from 'vitest';
import { craftingWorld } from '../../../games/crafting-world/game.ts';
import type { Plan } from '../../../games/crafting-world/plan.ts';
import type { Json } from '../../../games/game.ts';
import { stepRng } from '../../../games/rng.ts';
import { sha256Hex } from '../../../games/sha256.ts';
import { type Decide, turnRng } from './bot.ts';
import { greedyCraftingPlan } from './crafting-greedy.ts';
import { oracle } from './crafting-oracle.ts';
import { randomCraftingPlan } from './crafting-random.ts';

const asJson = (plan: Plan): Json => plan as unknown as Json;

const deciders: Readonly<Record<'greedy' | 'oracle' | 'random', Decide>> = {
  greedy: (turn, seat) => ({ action: asJson(greedyCraftingPlan(turn, seat)) }),
  oracle: oracle.open({}),
  random: (turn, seat) => ({ action: asJson(randomCraftingPlan(turn, seat, turnRng(turn, seat))) }),
};

/** How a bot's match ends, played by the rules alone. */
const endOf = (name: keyof typeof deciders, options: Record<string, Json>, at: number): string | null => {
  const seed = sha256Hex(`bots|${at}`).slice(0, 32);
  const config = craftingWorld.schemas.config.parse(options);
  const seat = { chance: sha256Hex(`${seed}|${name}`), game: craftingWorld.id, seat: 0 };
  let state = craftingWorld.setup(config, stepRng(seed, 0));
  for (let turn = 1; state.end === null; turn++) {
    const decision = deciders[name]({ turn, view: craftingWorld.view(state, 0) as unknown as Json }, seat);
    if (!('action' in decision)) throw new Error('a text where a plan is needed');
    const plan = craftingWorld.schemas.action.parse(decision.action);
    expect(craftingWorld.check(state, 0, plan)).toBeUndefined();
    state = craftingWorld.step(state, new Map([[0, plan]]), stepRng(seed, turn));
  }
  return state.end;
};

const matches = 6;
const reached = (name: keyof typeof deciders, level: number): number =>
  Array.from({ length: matches }, (_, at) => endOf(name, { level }, at)).filter(
    (end) => end === 'goal-reached',
  ).length;

describe('bots of the crafting world', () => {
  test('the oracle reaches every goal from its view alone', () => {
    for (const level of [1, 5, 9]) expect(reached('oracle', level)).toBe(matches);
  });

  test('the oracle plans anew at every turn of step mode, with the luck that it had', () => {
    for (const level of [2, 4]) expect(endOf('oracle', { level, mode: 'step' }, 0)).toBe('goal-reached');
  });

  test('the oracle says so when the goal is out of reach', () => {
    for (const level of [1, 6])
      expect(endOf('oracle', { level, variant: 'impossible' }, 0)).toBe('impossible-confirmed');
  });

  test('greedy reaches easy goals, and fewer the higher the level', () => {
    const [easy, harder, hard] = [1, 3, 9].map((level) => reached('greedy', level));
    expect(easy).toBeGreaterThan(matches / 2);
    expect(harder).toBeLessThan(easy!);
    expect(hard).toBeLessThanOrEqual(harder!);
    expect(hard).toBeLessThan(matches / 2);
  });

  test('random reaches next to nothing above level 2', () => {
    for (const level of [3, 6]) expect(reached('random', level)).toBe(0);
  });
});
