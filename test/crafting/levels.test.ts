import { describe, expect, test } from 'vitest';
import type { Decide } from '../../clients/agents/bots/bot.ts';
import { turnRng } from '../../clients/agents/bots/bot.ts';
import { greedyCraftingPlan } from '../../clients/agents/bots/crafting-greedy.ts';
import { planOf } from '../../clients/agents/bots/crafting-start.ts';
import { randomCraftingPlan } from '../../clients/agents/bots/crafting-random.ts';
import { type Config, configSchema } from '../../games/crafting-world/config.ts';
import { generateSolved } from '../../games/crafting-world/generator.ts';
import { withDecoys } from '../../games/crafting-world/generator-variants.ts';
import { emptyTally } from '../../games/crafting-world/goal.ts';
import { emptyLand } from '../../games/crafting-world/hero.ts';
import { settingsOf } from '../../games/crafting-world/levels.ts';
import { planActionsMax } from '../../games/crafting-world/limits.ts';
import { lowerBound } from '../../games/crafting-world/lower-bound.ts';
import { prospectsOf } from '../../games/crafting-world/oracle-reach.ts';
import type { TrialStart } from '../../games/crafting-world/oracle-trial.ts';
import type { Plan } from '../../games/crafting-world/plan.ts';
import { ruleSets } from '../../games/crafting-world/rule-sets.ts';
import { createCraftingWorld, type State } from '../../games/crafting-world/solo-game.ts';
import type { Challenge } from '../../games/crafting-world/task.ts';
import type { Json } from '../../games/game.ts';
import { wilsonInterval } from '../../games/positional-puzzles/wilson.ts';
import { stepRng } from '../../games/rng.ts';
import { sha256Hex } from '../../games/sha256.ts';

const levels = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
const seedsALevel = 10;
/** The median of bound to oracle's steps is above this at every level. */
const boundShareLeast = 0.25;

type Bot = (state: State, seed: string) => Plan;

const planBy =
  (bot: 'greedy' | 'random'): Bot =>
  (state, seed) => {
    const turn: Parameters<Decide>[0] = { turn: 1, view: game(state).view(state, 0) as unknown as Json };
    const seat = { chance: seed, game: 'crafting-world', seat: 0 };
    return bot === 'greedy'
      ? greedyCraftingPlan(turn, seat)
      : randomCraftingPlan(turn, seat, turnRng(turn, seat));
  };

/** The game over a challenge that is there already, since making one takes longer than playing it. */
const game = ({ challenge }: Pick<State, 'challenge'>) => createCraftingWorld(() => challenge);

const endOf = (challenge: Challenge, config: Config, seed: string, planFor: Bot): State => {
  const rules = game({ challenge });
  const start = rules.setup(config, stepRng(seed, 0));
  return rules.step(start, new Map([[0, planFor(start, seed)]]), stepRng(seed, 1));
};

const startOf = ({ task, world }: Challenge): TrialStart => ({
  goal: task.goal,
  rules: ruleSets.expedition,
  situation: { hero: task.hero, land: emptyLand },
  tally: emptyTally,
  world,
});

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!;

/** Decoys in the world of a challenge; none may ever be had, so that none can help. */
const expectUselessNoise = ({ task, world }: Challenge, seed: string): void => {
  const models = world.items.filter(
    ({ level, recipe }) => recipe !== null && level <= task.hero.mastery.level,
  );
  const decoys = withDecoys(world, models, stepRng(seed, 9).stream('decoys'));
  expect(decoys.ids.length).toBeGreaterThan(0);
  const { items } = prospectsOf(decoys.world, ruleSets.expedition, task.hero, task.goal);
  expect(decoys.ids.filter((id) => items.has(id))).toEqual([]);
};

describe('ten seeds of each level', () => {
  const reached = new Map<number, { readonly greedy: number; readonly random: number }>();
  const lengths = new Map<number, number>();

  test.each(levels)('level %i: solved by the oracle with any luck, at no less than the bound', (level) => {
    const config = configSchema.parse({ level, sight: 'whole' });
    const plans: number[] = [];
    const shares: number[] = [];
    let [greedy, random] = [0, 0];
    for (let at = 0; at < seedsALevel; at++) {
      const seed = sha256Hex(`levels|${level}|${at}`).slice(0, 32);
      const made = generateSolved(
        { goal: 'any', level, rules: 'expedition', variant: 'plain' },
        stepRng(seed, 0),
      );
      const { challenge, plan } = made;
      expect(plan.steps).toBe(challenge.task.oracleSteps);
      expect(plan.actions.length).toBeLessThanOrEqual(planActionsMax);
      const end = endOf(challenge, config, seed, () => planOf(plan.actions));
      expect(end.end).toBe('goal-reached');
      expect(end.run.hero.steps).toBeLessThanOrEqual(plan.steps);
      const bound = lowerBound(startOf(challenge));
      expect(bound).toBeGreaterThan(0);
      expect(bound).toBeLessThanOrEqual(end.run.hero.steps);
      expectUselessNoise(challenge, seed);
      plans.push(plan.actions.length);
      shares.push(bound / plan.steps);
      const narrow = { ...config, sight: 'slice' } as const;
      greedy += Number(endOf(challenge, narrow, seed, planBy('greedy')).end === 'goal-reached');
      random += Number(endOf(challenge, narrow, seed, planBy('random')).end === 'goal-reached');
    }
    reached.set(level, { greedy, random });
    lengths.set(level, median(plans));
    const [from, to] = settingsOf({ level }).planActions;
    expect(median(plans)).toBeGreaterThanOrEqual(from);
    expect(median(plans)).toBeLessThanOrEqual(to);
    // A bound far below what the oracle needs would prove little.
    expect(median(shares)).toBeGreaterThan(boundShareLeast);
  });

  test('plans grow from tens to hundreds of actions', () => {
    const medians = levels.map((level) => lengths.get(level)!);
    expect(medians).toEqual(medians.toSorted((one, other) => one - other));
    expect(medians[0]).toBeLessThan(30);
    expect(medians.at(-1)).toBeGreaterThan(400);
  });

  test('greedy reaches fewer goals the higher the level, and random next to none above level 2', () => {
    const bands = [
      [1, 2, 3],
      [4, 5, 6, 7],
      [8, 9, 10],
    ].map((band) => {
      const wins = band.reduce((sum, level) => sum + reached.get(level)!.greedy, 0);
      const tasks = band.length * seedsALevel;
      return { interval: wilsonInterval(wins / tasks, tasks), rate: wins / tasks };
    });
    const [easy, middle, hard] = bands as [(typeof bands)[0], (typeof bands)[0], (typeof bands)[0]];
    expect(easy.rate).toBeGreaterThan(middle.rate);
    expect(middle.rate).toBeGreaterThan(hard.rate);
    // Not by luck: the intervals of the easy and of the hard levels are apart.
    expect(easy.interval[0]).toBeGreaterThan(hard.interval[1]);
    const random = levels
      .filter((level) => level > 2)
      .reduce((sum, level) => sum + reached.get(level)!.random, 0);
    const [, high] = wilsonInterval(random / (8 * seedsALevel), 8 * seedsALevel);
    expect(high).toBeLessThan(0.1);
  });
});
