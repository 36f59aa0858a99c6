import { describe, expect, test } from 'vitest';
import { type Rng, stepRng } from '../rng.ts';
import { sha256Hex } from '../sha256.ts';
import type { ChallengeConfig } from './config.ts';
import { generateTask } from './generator.ts';
import { emptyTally, isReached, partsOf, withEvents } from './goal.ts';
import { act } from './act.ts';
import { type Situation, emptyLand } from './hero.ts';
import { consultOracle } from './oracle.ts';
import { isProvenImpossible, prospectsOf } from './oracle-reach.ts';
import type { TrialStart } from './oracle-trial.ts';
import { rulesFor } from './rule-sets.ts';
import { sliceOf } from './slice.ts';
import type { Challenge } from './task.ts';

const levels = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

const plain: ChallengeConfig = { goal: 'any', level: 1, rules: 'expedition', variant: 'plain' };
const seedOf = (level: number, at: number): string => sha256Hex(`generator|${level}|${at}`).slice(0, 32);

const challengeAt = (config: ChallengeConfig, at: number): Challenge =>
  generateTask(config, stepRng(seedOf(config.level, at), 0));

const startOf = ({ task, world }: Challenge, config: ChallengeConfig): TrialStart => ({
  goal: task.goal,
  rules: rulesFor(config.rules, task.goal),
  situation: { hero: task.hero, land: emptyLand },
  tally: emptyTally,
  world,
});

const seenFrom = (challenge: Challenge, config: ChallengeConfig): TrialStart => ({
  ...startOf(challenge, config),
  world: sliceOf(challenge.world, challenge.task.shown),
});

/** Plays a plan in the whole world with a match's own luck; undefined when an action is refused. */
const played = (
  start: TrialStart,
  actions: readonly Parameters<typeof act>[3][],
  rng: Rng,
): Situation | undefined => {
  let { situation, tally } = start;
  for (const action of actions) {
    if (isReached(start.goal, tally, situation.hero)) break;
    const acted = act(start.world, start.rules, situation, action, rng);
    if ('code' in acted) return undefined;
    situation = acted.situation;
    tally = withEvents(tally, acted.events);
  }
  return isReached(start.goal, tally, situation.hero) ? situation : undefined;
};

describe('a challenge', () => {
  test('is a function of configuration and seed', () => {
    const config = { ...plain, level: 4 };
    expect(challengeAt(config, 1)).toEqual(challengeAt(config, 1));
    expect(challengeAt(config, 1)).not.toEqual(challengeAt(config, 2));
  });

  test('has ids that nothing shares, and sells nothing for less than it pays', () => {
    const { world } = challengeAt({ ...plain, level: 9 }, 0);
    const ids = [...world.items, ...world.monsters, ...world.resources, ...world.shops].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { buys, sells } of world.shops)
      for (const { item, price } of buys) {
        expect(price).toBeGreaterThan(0);
        for (const offer of sells.filter((one) => one.item === item))
          expect(offer.price).toBeGreaterThan(price);
      }
  });

  test('has recipes up to six deep in large worlds', () => {
    const { world } = challengeAt({ ...plain, level: 9 }, 0);
    const byId = new Map(world.items.map((item) => [item.id, item]));
    const depth = (id: string): number => {
      const { recipe } = byId.get(id)!;
      return recipe === null ? 0 : 1 + Math.max(...recipe.ingredients.map(({ item }) => depth(item)));
    };
    expect(Math.max(...world.items.map(({ id }) => depth(id)))).toBe(6);
  });

  test.each(['craft', 'defeat', 'earn', 'mixed'] as const)('asks to %s where that is asked for', (goal) => {
    expect(challengeAt({ ...plain, goal, level: 5 }, 0).task.goal.kind).toBe(goal);
  });

  test.each(levels)('asks for gold that can be earned at level %i', (level) => {
    const config: ChallengeConfig = { ...plain, goal: 'earn', level };
    for (let at = 0; at < 3; at++) {
      const challenge = challengeAt(config, at);
      const verdict = consultOracle(seenFrom(challenge, config));
      if (verdict.kind !== 'plan') throw new Error(verdict.kind);
      expect(verdict.steps).toBe(challenge.task.oracleSteps);
      expect(
        played(startOf(challenge, config), verdict.actions, stepRng(seedOf(level, at), 1)),
      ).toBeDefined();
    }
  });

  test('stays what its seed has made before, whatever goods the oracle may compare', () => {
    const hashOf = (level: number, at: number): string =>
      sha256Hex(JSON.stringify(challengeAt({ ...plain, goal: 'earn', level }, at))).slice(0, 12);
    expect([hashOf(5, 0), hashOf(5, 1), hashOf(9, 0)]).toEqual([
      'bb1ddd73d4e3',
      '17c0846450e1',
      '7cf213a9b60d',
    ]);
  });

  test.each([3, 6, 9])('under HeroBench rules is solved at level %i', (level) => {
    const config: ChallengeConfig = { ...plain, level, rules: 'herobench' };
    const challenge = challengeAt(config, 0);
    const verdict = consultOracle(seenFrom(challenge, config));
    if (verdict.kind !== 'plan') throw new Error(verdict.kind);
    expect(played(startOf(challenge, config), verdict.actions, stepRng(seedOf(level, 0), 1))).toBeDefined();
  });
});

describe('variants', () => {
  test.each([2, 5, 8])('leveling, level %i: skills start at 1 and the oracle practises', (level) => {
    const config: ChallengeConfig = { ...plain, level, variant: 'leveling' };
    const challenge = challengeAt(config, 0);
    expect(challenge.task.hero.skills['mining']!.level).toBe(1);
    const verdict = consultOracle(seenFrom(challenge, config));
    if (verdict.kind !== 'plan') throw new Error(verdict.kind);
    expect(played(startOf(challenge, config), verdict.actions, stepRng(seedOf(level, 0), 1))).toBeDefined();
  });

  test('doubtful: the seed decides, and the view does not tell', () => {
    const config: ChallengeConfig = { ...plain, level: 1, variant: 'doubtful' };
    const isPossible = Array.from({ length: 24 }, (_, at) => challengeAt(config, at).task.isPossible);
    expect(isPossible.filter((possible) => !possible).length).toBeGreaterThan(2);
    expect(isPossible.filter((possible) => possible).length).toBeGreaterThan(8);
  });

  test.each([2, 5, 8])('noise, level %i: what is added can never be had, and changes no plan', (level) => {
    const config: ChallengeConfig = { ...plain, level, variant: 'noise' };
    const challenge = challengeAt(config, 0);
    const without = challengeAt({ ...config, variant: 'plain' }, 0);
    const { goal, rules, situation, world } = startOf(challenge, config);
    const known = new Set(without.world.items.map(({ id }) => id));
    const added = world.items.filter(({ id }) => !known.has(id)).map(({ id }) => id);
    expect(added.length).toBeGreaterThan(0);
    expect(added.some((id) => challenge.task.shown.includes(id))).toBe(true);
    const obtainable = prospectsOf(world, rules, situation.hero, goal).items;
    expect(added.filter((id) => obtainable.has(id))).toEqual([]);
    expect(challenge.task.oracleSteps).toBe(without.task.oracleSteps);
  });

  test.each(levels)(
    'impossible, level %i: proven for ten seeds, in the whole world and in what is shown',
    (level) => {
      for (let at = 0; at < 10; at++) {
        const config: ChallengeConfig = { ...plain, level, variant: 'impossible' };
        const challenge = challengeAt(config, at);
        const { goal, rules, situation, world } = startOf(challenge, config);
        expect(challenge.task.isPossible).toBe(false);
        expect(isProvenImpossible(world, rules, situation.hero, goal)).toBe(true);
        expect(consultOracle(seenFrom(challenge, config)).kind).toBe('impossible');
        expect(partsOf(goal).length).toBeGreaterThan(0);
      }
    },
  );
});
