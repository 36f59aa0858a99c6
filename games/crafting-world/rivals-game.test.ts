import { describe, expect, test } from 'vitest';
import { stepRng } from '../rng.ts';
import type { Action } from './actions.ts';
import { fixtureChallenge, fixtureHero, fixtureTask } from './fixture.ts';
import type { Hero } from './hero.ts';
import type { Plan, PlanItem } from './plan.ts';
import { createCraftingRivals, stepsARound } from './rivals-game.ts';
import type { Goal } from './task.ts';

const seed = '0123456789abcdef0123456789abcdef';

const matchOf = (goal: Goal, rounds: number, members: Partial<Hero> = {}) => {
  const game = createCraftingRivals(() => fixtureChallenge(goal, { hero: { ...fixtureHero, ...members } }));
  let state = game.setup({ ...game.defaults, rounds }, stepRng(seed, 0));
  const round = (first: readonly PlanItem[], second: readonly PlanItem[]) => {
    const plans = new Map<number, Plan>([
      [0, { actions: first }],
      [1, { actions: second }],
    ]);
    state = game.step(state, plans, stepRng(seed, state.rounds + 1));
    return state;
  };
  return { game, outcome: () => game.outcome(state), round, state: () => state };
};

const go = (x: number, y: number): Action => ({ do: 'move', x, y });
const times = (repeat: number, ...actions: readonly PlanItem[]): PlanItem => ({ actions, repeat });
const idle: readonly PlanItem[] = [{ do: 'rest' }];
const riches: Goal = { gold: 9999, kind: 'earn' };
const bar: Goal = { item: 'bar', kind: 'craft', quantity: 1 };
const toBar: readonly PlanItem[] = [
  go(1, 0),
  times(2, { do: 'gather' }),
  go(2, 0),
  { do: 'craft', item: 'bar', quantity: 1 },
];

describe('who wins', () => {
  test('goal-reached: the lower step wins, in either seat', () => {
    const slow: readonly PlanItem[] = [go(0, 1), ...toBar];
    for (const [plans, scores] of [
      [
        [toBar, slow],
        [1, -1],
      ],
      [
        [slow, toBar],
        [-1, 1],
      ],
    ] as const) {
      const match = matchOf(bar, 5);
      match.round(plans[0], plans[1]);
      expect(match.outcome()).toMatchObject({ reason: 'goal-reached', scores });
    }
  });

  test('both-at-once: a draw', () => {
    const match = matchOf(bar, 5);
    match.round(toBar, toBar);
    expect(match.outcome()).toEqual({ places: [1, 1], reason: 'both-at-once', scores: [0, 0] });
  });

  test('horizon: the richer hero wins, equal ones draw', () => {
    const match = matchOf(riches, 1);
    match.round(idle, [go(1, 0), times(3, { do: 'gather' })]);
    expect(match.outcome()).toMatchObject({ reason: 'horizon', scores: [-1, 1] });
    const equal = matchOf(riches, 1);
    equal.round(idle, idle);
    expect(equal.outcome()).toMatchObject({ reason: 'horizon', scores: [0, 0] });
  });
});

describe('what is shared', () => {
  test('a vein that one exhausts is exhausted for the other', () => {
    const match = matchOf(riches, 9, { base: { ...fixtureHero.base, capacity: 500 } });
    const dig = [times(20, { do: 'gather' as const })];
    match.round([go(1, 0), times(19, { do: 'gather' })], [go(1, 0), times(18, { do: 'gather' })]);
    const { land, runs } = match.round(dig, dig);
    expect(land.taken).toEqual({ '1,0': 40 });
    expect(runs.map(({ notes }) => notes.at(-1))).toMatchObject([
      { refusal: { code: 'exhausted' } },
      { refusal: { code: 'exhausted' } },
    ]);
    // Of equal clocks the second hero's goes first in the second round: it gets two of the last three units.
    expect(runs.map(({ hero }) => hero.inventory['ore'])).toEqual([20, 20]);
  });

  test('what one buys is dearer for the other', () => {
    const match = matchOf(riches, 9, { gold: 200, x: 0, y: 2 });
    const { land, runs } = match.round([{ do: 'buy', item: 'ore', quantity: 10 }], [{ do: 'rest' }]);
    expect(land.demand).toEqual({ ore: 10 });
    expect(200 - runs[0].hero.gold).toBe(53);
    const second = match.round(idle, [{ do: 'buy', item: 'ore', quantity: 10 }]);
    expect(200 - second.runs[1].hero.gold).toBe(73);
  });
});

describe('the clock', () => {
  test('what was not begun within the round is dropped, what was begun is finished', () => {
    const match = matchOf(riches, 9);
    const { runs } = match.round([go(1, 0), times(30, { do: 'gather' })].slice(0, 2), [
      go(1, 0),
      times(18, { do: 'gather' }),
      go(3, 3),
    ]);
    expect(runs[0].hero.steps).toBe(stepsARound);
    expect(runs[0].hero.inventory['ore']).toBe(19);
    expect(runs[1].hero).toMatchObject({ steps: 24, x: 3, y: 3 });
  });

  test('seats are mirror images: swapped plans give swapped heroes but for ties', () => {
    const one: readonly PlanItem[] = [go(1, 0), times(5, { do: 'gather' })];
    const other: readonly PlanItem[] = [go(2, 2), { do: 'fight' }, go(0, 2)];
    const ahead = matchOf(riches, 3);
    const behind = matchOf(riches, 3);
    const forth = ahead.round(one, other).runs;
    const back = behind.round(other, one).runs;
    expect([back[1], back[0]]).toEqual(forth);
  });

  test('there is no stopping, and no impossible task', () => {
    const { game, round } = matchOf(riches, 3);
    expect(round([{ do: 'stop', reason: 'done' }], idle).runs[0].notes).toMatchObject([
      { refusal: { code: 'not-in-these-rules' } },
    ]);
    expect(game.schemas.config.safeParse({ variant: 'impossible' }).success).toBe(false);
  });
});

test('the rules name every end and the limits', () => {
  const game = createCraftingRivals(fixtureTask);
  const rules = game.rules(game.defaults);
  for (const end of ['goal-reached', 'both-at-once', 'horizon']) expect(rules).toContain(`- ${end}:`);
  for (const limit of [stepsARound, game.defaults.rounds, 40]) expect(rules).toContain(String(limit));
});
