import { describe, expect, test } from 'vitest';
import { stepRng } from '../rng.ts';
import { type Config, configSchema } from './config.ts';
import { fixtureChallenge, fixtureHero, fixtureTask } from './fixture.ts';
import { type Plan, type PlanItem } from './plan.ts';
import type { Action } from './actions.ts';
import { lookAnswersMax, planActionsMax, turnActionsMax, turnsMax } from './limits.ts';
import { reportOf } from './report.ts';
import { type State, createCraftingWorld } from './solo-game.ts';
import type { Goal, Task } from './task.ts';

const seed = '0123456789abcdef0123456789abcdef';

const matchOf = (config: Partial<Config>, goal?: Goal, members: Partial<Task> = {}) => {
  const game = createCraftingWorld(goal === undefined ? fixtureTask : () => fixtureChallenge(goal, members));
  let state = game.setup(configSchema.parse(config), stepRng(seed, 0));
  const answer = (...actions: readonly PlanItem[]): State => {
    const plan: Plan = { actions };
    expect(game.check(state, 0, plan)).toBeUndefined();
    state = game.step(state, new Map([[0, plan]]), stepRng(seed, state.turns + 1));
    return state;
  };
  return { answer, game, report: () => game.view(state, 0).reports?.[0], state: () => state };
};

const go = (x: number, y: number): Action => ({ do: 'move', x, y });
const times = (repeat: number, ...actions: readonly PlanItem[]): PlanItem => ({ actions, repeat });
const craft = (item: string, quantity = 1): Action => ({ do: 'craft', item, quantity });

/** The shortest way to a sword: four ores, a hide won bare-handed, two bars, the sword. */
const swordPlan: readonly PlanItem[] = [
  go(1, 0),
  times(4, { do: 'gather' }),
  go(2, 2),
  { do: 'fight' },
  go(2, 0),
  craft('bar', 2),
  craft('sword'),
];

describe('the ends of a match', () => {
  test('goal-reached: success, all progress, efficiency by the oracle’s steps', () => {
    const sword: Goal = { item: 'sword', kind: 'craft', quantity: 1 };
    const match = matchOf({}, sword, { oracleSteps: 14 });
    expect(match.answer(...swordPlan).end).toBe('goal-reached');
    expect(match.game.outcome(match.state())).toEqual({ places: [1], reason: 'goal-reached', scores: [100] });
    expect(match.state().run.hero.steps).toBe(14);
    expect(match.report()).toMatchObject({
      efficiencyPercent: 100,
      failure: null,
      isSuccess: true,
      progress: 100,
    });
  });

  test('plan-failed at the first failure, plan-ended when failures are passed over', () => {
    const broken = [craft('bar'), ...swordPlan.slice(0, 4)];
    expect(matchOf({}).answer(...broken).end).toBe('plan-failed');
    const onward = matchOf({ onFailure: 'continue' });
    expect(onward.answer(...broken).end).toBe('plan-ended');
    expect(onward.state().run.reached).toEqual(expect.arrayContaining(['obtain:ore', 'obtain:hide']));
    expect(onward.report()!.progress).toBeGreaterThan(0);
  });

  test('impossible-confirmed is success, false-impossible is not', () => {
    const impossible: Action = { do: 'stop', reason: 'impossible' };
    const right = matchOf({ variant: 'impossible' });
    expect(right.answer(impossible).end).toBe('impossible-confirmed');
    expect(right.report()).toMatchObject({ failure: null, progress: 100 });
    const wrong = matchOf({});
    expect(wrong.answer(impossible).end).toBe('false-impossible');
    expect(wrong.report()).toMatchObject({ failure: 'false-impossible', progress: 0 });
  });

  test('stopped', () =>
    expect(matchOf({ mode: 'step' }).answer({ do: 'stop', reason: 'done' }).end).toBe('stopped'));

  test('steps-spent: an action that does not fit into the steps left ends the run', () => {
    const match = matchOf({}, { gold: 999, kind: 'earn' }, { stepsMax: 3 });
    expect(match.answer(go(1, 0), go(3, 3)).end).toBe('steps-spent');
    expect(match.state().run.hero.steps).toBe(1);
    expect(match.report()).toMatchObject({ failure: 'budget' });
  });

  test('turns-spent: each answer of step mode counts, also one that fails', () => {
    const match = matchOf({ mode: 'step' });
    for (let turn = 1; turn < turnsMax; turn++) expect(match.answer({ do: 'fight' }).end).toBeNull();
    expect(match.answer({ do: 'fight' }).end).toBe('turns-spent');
  });

  test('all milestones without the goal are not all of the score', () => {
    const match = matchOf({}, { item: 'sword', kind: 'craft', quantity: 1 }, { milestones: ['obtain:ore'] });
    match.answer(go(1, 0), { do: 'gather' });
    expect(match.report()).toMatchObject({ isSuccess: false, progress: 99 });
  });

  test('forfeit: a match that is broken off keeps its progress', () => {
    const match = matchOf({ mode: 'step' });
    match.answer(go(1, 0), { do: 'gather' });
    const outcome = match.game.onForfeit!(match.state(), 0);
    expect(outcome.reason).toBe('forfeit');
    expect(outcome.scores[0]).toBeGreaterThan(0);
    expect(outcome.scores[0]).toBeLessThan(100);
  });
});

describe('looking things up', () => {
  const blade: Goal = { item: 'bar', kind: 'craft', quantity: 1 };
  const look = (id: string): Action => ({ do: 'look', id });

  test('only the map, the goal and what the hero has are known at first; the rest is listed by name', () => {
    const { game, state } = matchOf({ sight: 'lookup' }, blade, {
      hero: { ...fixtureHero, inventory: { stew: 1 } },
    });
    const view = game.view(state(), 0);
    expect(view.brief.world.items.map(({ id }) => id)).toEqual(['bar', 'stew']);
    expect(view.brief.world.monsters).toEqual([]);
    expect(view.brief.world.tiles.some(({ site }) => site?.id === 'imp')).toBe(true);
    expect(view.brief.index!.monsters).toEqual(['imp', 'brute']);
    expect(view.brief.index!.items).toContainEqual({ id: 'sword', kind: 'weapon', level: 1 });
    const text = game.describe(view);
    expect(text).toMatch(/^weapon: sword \(1\), great-sword \(30\)/m);
    expect(text).not.toContain('150 hit points');
  });

  test('a look takes no step, tells who gives an item, and stays known', () => {
    const match = matchOf({ mode: 'step', sight: 'lookup' }, blade);
    match.answer(look('hide'));
    match.answer(look('brute'), go(1, 0));
    const { brief, heroes } = match.game.view(match.state(), 0);
    expect(brief.world.items.map(({ id }) => id)).toEqual(['hide', 'bar']);
    expect(brief.world.monsters.map(({ id }) => id)).toEqual(['imp', 'brute']);
    expect(heroes[0]!.steps).toBe(1);
    expect(match.answer(look('nobody')).run.notes).toMatchObject([{ refusal: { code: 'unknown-id' } }]);
  });

  test('answers that only look may come before the plan, up to a limit', () => {
    const sword: Goal = { item: 'sword', kind: 'craft', quantity: 1 };
    const match = matchOf({ sight: 'lookup' }, sword);
    expect(match.answer(times(3, look('hide'))).end).toBeNull();
    expect(match.answer(look('sword')).end).toBeNull();
    expect(match.answer(...swordPlan).end).toBe('goal-reached');
    const idle = matchOf({ sight: 'lookup' }, sword);
    for (let n = 0; n < lookAnswersMax; n++) expect(idle.answer(look('hide')).end).toBeNull();
    expect(idle.answer(look('hide')).end).toBe('turns-spent');
  });

  test('where the world is listed nothing is to be looked up', () => {
    expect(matchOf({ mode: 'step' }).answer(look('hide')).run.notes).toMatchObject([
      { refusal: { code: 'not-in-these-rules' } },
    ]);
  });
});

describe('goals', () => {
  test('what is taken apart no longer counts: one set of ingredients makes one', () => {
    const match = matchOf({ mode: 'step' }, { item: 'sword', kind: 'craft', quantity: 2 });
    match.answer(...swordPlan, { do: 'recycle', item: 'sword', quantity: 1 });
    expect(match.state().run.tally.crafted).toEqual({ bar: 2 });
    const own = matchOf(
      { mode: 'step' },
      { item: 'sword', kind: 'craft', quantity: 1 },
      {
        hero: { ...fixtureHero, inventory: { sword: 1 } },
      },
    );
    own.answer(go(2, 0), { do: 'recycle', item: 'sword', quantity: 1 });
    expect(own.state().run.tally.crafted).toEqual({});
  });

  test('what the hero has at the start is not crafted', () => {
    const hero = { ...fixtureHero, inventory: { sword: 1 } };
    expect(
      matchOf({ mode: 'step' }, { item: 'sword', kind: 'craft', quantity: 1 }, { hero }).answer({
        do: 'rest',
      }).end,
    ).toBeNull();
  });

  test('a mixed goal needs all its parts, in any order', () => {
    const goal: Goal = {
      goals: [
        { item: 'bar', kind: 'craft', quantity: 1 },
        { kind: 'defeat', monster: 'imp', quantity: 1 },
      ],
      kind: 'mixed',
    };
    const match = matchOf({ mode: 'step' }, goal);
    expect(match.answer(go(2, 2), { do: 'fight' }).end).toBeNull();
    expect(match.answer(go(1, 0), times(2, { do: 'gather' }), go(2, 0), craft('bar')).end).toBe(
      'goal-reached',
    );
  });

  test('gold counts by quarters', () => {
    const match = matchOf({ onFailure: 'continue' }, { gold: 50, kind: 'earn' });
    match.answer({ do: 'rest' }, go(1, 0));
    expect(match.state().run.reached).toEqual(['gold:1-of-4', 'gold:2-of-4']);
    expect(match.report()!.progress).toBe(50);
  });
});

describe('why runs fail', () => {
  const classOf = (goal: Goal, ...actions: readonly PlanItem[]) => {
    const match = matchOf({ onFailure: 'continue' }, goal, {
      milestones: ['obtain:ore', 'craft:bar', 'craft:sword', 'equip:sword', 'defeat:brute'],
    });
    match.answer(...actions);
    return match.report()!.failure;
  };
  const hunt: Goal = { kind: 'defeat', monster: 'brute', quantity: 1 };

  test('wrong gear: the hunt was tried without what a good run makes', () =>
    expect(classOf(hunt, go(3, 2), { do: 'fight' })).toBe('wrong-gear'));
  test('failed craft: all that is missing was tried', () =>
    expect(classOf(hunt, craft('bar'), craft('sword'))).toBe('failed-craft'));
  test('both: some was tried, some was not', () => expect(classOf(hunt, craft('sword'))).toBe('both'));
  test('invalid place: actions failed for where they were', () =>
    expect(classOf(hunt, { do: 'fight' })).toBe('invalid-place'));
  test('other: all was made', () => expect(classOf(hunt, ...swordPlan, { do: 'rest' })).toBe('other'));
  test('wrong format: nothing was ever answered', () => {
    const { challenge, run } = matchOf({}).state();
    expect(reportOf(challenge.task, run, null).failure).toBe('wrong-format');
  });
});

describe('limits and what is told', () => {
  test('answers are limited by mode', () => {
    const { game, state } = matchOf({ mode: 'step' });
    const plan = (size: number): Plan => ({ actions: [times(size, { do: 'gather' })] });
    expect(game.check(state(), 0, plan(turnActionsMax))).toBeUndefined();
    expect(game.check(state(), 0, plan(turnActionsMax + 1))).toMatchObject({ code: 'too-many-actions' });
    expect(game.check(matchOf({}).state(), 0, plan(planActionsMax))).toBeUndefined();
    expect(game.check(state(), 1, plan(1))).toMatchObject({ code: 'not-your-turn' });
  });

  test.each([{ mode: 'plan' }, { mode: 'step' }, { rules: 'herobench' }] as const)(
    'the rules name every end and limit: %o',
    (config) => {
      const { game } = matchOf({});
      const rules = game.rules(configSchema.parse(config));
      for (const end of ['goal-reached', 'impossible-confirmed', 'false-impossible', 'stopped', 'plan-ended'])
        expect(rules).toContain(`- ${end}:`);
      for (const end of ['plan-failed', 'steps-spent', 'turns-spent']) expect(rules).toContain(`- ${end}:`);
      const limits = { herobench: 49, plan: planActionsMax, step: turnsMax };
      expect(rules).toContain(String('rules' in config ? limits.herobench : limits[config.mode]));
    },
  );

  test('the view never holds whether the goal is possible, the milestones or the oracle’s steps', () => {
    const { game, state } = matchOf({ mode: 'step', variant: 'impossible' });
    const seen = JSON.stringify(game.view(state(), 'referee'));
    for (const secret of ['isPossible', 'milestones', 'oracleSteps', 'stop:impossible'])
      expect(seen).not.toContain(secret);
  });

  test('world, task and brief are the same objects through a match', () => {
    const { answer, game, state } = matchOf({ mode: 'step' });
    const { brief } = game.view(state(), 0) as { brief: unknown };
    const { challenge } = state();
    expect(answer(go(1, 0)).challenge).toBe(challenge);
    expect((game.view(state(), 0) as { brief: unknown }).brief).toBe(brief);
  });

  test('a view lists what the task shows and the hero has, or the whole world', () => {
    const shown = ['bar', 'ore', 'ore-vein'];
    const seenBy = (sight: Config['sight']) => {
      const hero = { ...fixtureHero, inventory: { stew: 1 } };
      const { game, state } = matchOf(
        { sight },
        { item: 'bar', kind: 'craft', quantity: 1 },
        { hero, shown },
      );
      return game.view(state(), 0).brief.world;
    };
    expect(seenBy('slice').items.map(({ id }) => id)).toEqual(['ore', 'bar', 'stew']);
    expect(seenBy('slice').tiles.filter(({ site }) => site?.kind === 'monster')).toEqual([]);
    expect(seenBy('whole').items).toHaveLength(16);
  });

  test('the shop is closed under HeroBench’s rules when a monster is the goal', () => {
    const buy: Action = { do: 'buy', item: 'sword', quantity: 1 };
    const hunting = matchOf({ goal: 'defeat', onFailure: 'continue', rules: 'herobench' });
    hunting.answer(go(0, 2), buy);
    expect(hunting.state().run.tally.refused).toEqual({ 'not-in-these-rules': 1 });
    const crafting = matchOf({ goal: 'craft', mode: 'step', rules: 'herobench' });
    expect(crafting.answer(go(0, 2), buy).run.hero.inventory).toEqual({ sword: 1 });
  });
});
