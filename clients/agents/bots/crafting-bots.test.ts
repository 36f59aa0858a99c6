import { describe, expect, test } from 'vitest';
import { craftingRivals, craftingWorld } from '../../../games/crafting-world/game.ts';
import type { Plan } from '../../../games/crafting-world/plan.ts';
import type { Json } from '../../../games/game.ts';
import { wilsonInterval } from '../../../games/positional-puzzles/wilson.ts';
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

const matches = 2;
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

  test('all look up what they must know, and play on', () => {
    const config = { level: 1, sight: 'lookup' };
    expect(endOf('oracle', config, 0)).toBe('goal-reached');
    expect(endOf('oracle', { ...config, mode: 'step' }, 1)).toBe('goal-reached');
    for (const name of ['greedy', 'random'] as const) expect(endOf(name, config, 0)).not.toBe('turns-spent');
  });
});

type RivalsConfig = typeof craftingRivals.defaults;

/** The score of the first seat, by the rules alone. */
const playRivals = (names: readonly (keyof typeof deciders)[], config: RivalsConfig, at: number): number => {
  const seed = sha256Hex(`rivals|${at}`).slice(0, 32);
  let state = craftingRivals.setup(config, stepRng(seed, 0));
  for (let turn = 1; state.end === null; turn++) {
    const view = craftingRivals.view(state, 'public') as unknown as Json;
    const moves = names.map((name, seat) => {
      const own = { chance: sha256Hex(`${seed}|${seat}`), game: craftingRivals.id, seat };
      const decision = deciders[name]({ turn, view }, own);
      if (!('action' in decision)) throw new Error('a text where a plan is needed');
      return [seat, craftingRivals.schemas.action.parse(decision.action)] as const;
    });
    state = craftingRivals.step(state, new Map(moves), stepRng(seed, turn));
  }
  return craftingRivals.outcome(state)!.scores[0]!;
};

/** Scores of the first named over mirrored pairs: each start is played from both seats. */
const mirrored = (one: keyof typeof deciders, other: keyof typeof deciders, level: number, pairs: number) =>
  Array.from({ length: pairs }, (_, at) => {
    const config = craftingRivals.schemas.config.parse({ level });
    return [playRivals([one, other], config, at), 0 - playRivals([other, one], config, at)];
  }).flat();

describe('rivals', () => {
  test.each(['greedy', 'random'] as const)('the planner beats %s from both seats', (other) => {
    // On level 1 greedy's way is often the shortest too, and both arrive at once.
    const scores = mirrored('oracle', other, 3, 4);
    expect(scores.filter((score) => score > 0).length).toBeGreaterThanOrEqual(scores.length - 1);
  });

  test('neither seat is the better one for equal bots', () => {
    const config = craftingRivals.schemas.config.parse({ level: 1, rounds: 12 });
    const scores = Array.from({ length: 60 }, (_, at) => playRivals(['random', 'random'], config, at));
    const share = scores.reduce((sum, score) => sum + (score + 1) / 2, 0) / scores.length;
    const [low, high] = wilsonInterval(share, scores.length);
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(0.5);
  });
});
