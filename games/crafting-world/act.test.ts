import { describe, expect, test } from 'vitest';
import { stepRng } from '../rng.ts';
import { act } from './act.ts';
import type { Action } from './actions.ts';
import type { Done } from './events.ts';
import { fixtureHero, fixturePlaces, fixtureWorld, situationOf } from './fixture.ts';
import type { Hero, Situation } from './hero.ts';
import { type RuleSetId, ruleSets } from './rule-sets.ts';

const rng = stepRng('0123456789abcdef0123456789abcdef', 1);

const actIn = (situation: Situation, action: Action, rules: RuleSetId = 'expedition') =>
  act(fixtureWorld, ruleSets[rules], situation, action, rng);

/** The vein at (1, 0) is exhausted where tiles can be. */
const exhausted = { demand: {}, taken: { '1,0': 40 } };

const codeOf = (members: Partial<Hero>, action: Action, rules: RuleSetId = 'expedition') => {
  const acted = actIn({ ...situationOf(members), land: exhausted }, action, rules);
  return 'code' in acted ? acted.code : 'done';
};

const doneIn = (members: Partial<Hero>, action: Action, rules: RuleSetId = 'expedition'): Done => {
  const acted = actIn(situationOf(members), action, rules);
  if ('code' in acted) throw new Error(acted.message);
  return acted;
};

const { forge, market, bank, vein, imp } = fixturePlaces;

describe('every refusal has its code', () => {
  const cases: readonly (readonly [string, Partial<Hero>, Action, RuleSetId?])[] = [
    ['no-such-place', {}, { do: 'move', x: 50, y: 0 }],
    ['already-here', {}, { do: 'move', x: 0, y: 0 }],
    ['unreachable', {}, { do: 'move', x: 9, y: 9 }],
    ['not-here', {}, { do: 'gather' }],
    ['not-here', {}, { do: 'fight' }],
    ['not-here', {}, { do: 'craft', item: 'bar', quantity: 1 }],
    ['not-here', {}, { do: 'buy', item: 'ore', quantity: 1 }],
    ['not-here', {}, { do: 'deposit', item: 'ore', quantity: 1 }],
    ['skill-too-low', { x: 3, y: 3 }, { do: 'gather' }],
    ['skill-too-low', forge, { do: 'craft', item: 'great-sword', quantity: 1 }],
    [
      'missing-tool',
      { skills: { ...fixtureHero.skills, mining: { level: 5, next: 190, xp: 0 } }, x: 3, y: 3 },
      { do: 'gather' },
    ],
    ['exhausted', vein, { do: 'gather' }, 'rivals'],
    ['missing-items', forge, { do: 'craft', item: 'bar', quantity: 1 }],
    ['missing-items', {}, { do: 'equip', item: 'sword', quantity: 1, slot: 'weapon' }],
    ['missing-items', bank, { do: 'withdraw', item: 'ore', quantity: 1 }],
    ['no-recipe', forge, { do: 'craft', item: 'ore', quantity: 1 }],
    ['no-recipe', { ...forge, inventory: { bar: 1 } }, { do: 'recycle', item: 'bar', quantity: 1 }],
    ['unknown-item', forge, { do: 'craft', item: '__proto__', quantity: 1 }],
    ['unknown-item', market, { do: 'sell', item: 'constructor', quantity: 1 }],
    [
      'unknown-slot',
      { inventory: { sword: 1 } },
      { do: 'equip', item: 'sword', quantity: 1, slot: '__proto__' },
    ],
    ['bad-slot', { inventory: { sword: 1 } }, { do: 'equip', item: 'sword', quantity: 1, slot: 'armor' }],
    ['bad-slot', { inventory: { ring: 2 } }, { do: 'equip', item: 'ring', quantity: 2, slot: 'ring1' }],
    [
      'slot-taken',
      { equipment: { weapon: { item: 'pick', quantity: 1 } }, inventory: { sword: 1 } },
      { do: 'equip', item: 'sword', quantity: 1, slot: 'weapon' },
    ],
    ['slot-empty', {}, { do: 'unequip', quantity: 1, slot: 'weapon' }],
    [
      'level-too-low',
      { inventory: { 'great-sword': 1 } },
      { do: 'equip', item: 'great-sword', quantity: 1, slot: 'weapon' },
    ],
    ['no-space', { ...vein, inventory: { slag: 30 } }, { do: 'gather' }],
    ['no-space', { ...market, gold: 1000, inventory: { slag: 29 } }, { do: 'buy', item: 'ore', quantity: 2 }],
    [
      'no-space',
      { equipment: { bag: { item: 'bag', quantity: 1 } }, inventory: { slag: 35 } },
      { do: 'unequip', quantity: 1, slot: 'bag' },
    ],
    ['cannot-afford', { ...market, gold: 3 }, { do: 'buy', item: 'ore', quantity: 1 }],
    ['not-traded', market, { do: 'buy', item: 'sword', quantity: 1 }],
    ['not-traded', { ...market, inventory: { slag: 1 } }, { do: 'sell', item: 'slag', quantity: 1 }],
    ['no-effect', {}, { do: 'rest' }],
    ['no-effect', { inventory: { ore: 1 } }, { do: 'use', item: 'ore', quantity: 1 }],
    ['not-in-these-rules', {}, { do: 'rest' }, 'herobench'],
    ['not-in-these-rules', {}, { do: 'stop', reason: 'done' }, 'rivals'],
  ];

  test.each(cases.map((entry) => ({ entry, name: `${entry[0]} from ${entry[2].do}` })))(
    '$name',
    ({ entry }) => {
      const [code, members, action, rules] = entry;
      expect(codeOf(members, action, rules)).toBe(code);
    },
  );

  test('a refused craft names what is missing', () => {
    expect(
      actIn(situationOf({ ...forge, inventory: { bar: 1 } }), { do: 'craft', item: 'sword', quantity: 2 }),
    ).toMatchObject({ code: 'missing-items', message: 'For 2 x sword you still need 3 bar, 2 hide.' });
  });
});

describe('what actions do', () => {
  test('a walk costs the cheapest way over the terrain; a teleport costs one step', () => {
    expect(doneIn({}, { do: 'move', x: 1, y: 1 }).situation.hero.steps).toBe(4);
    expect(doneIn({}, { do: 'move', x: 2, y: 2 }).situation.hero.steps).toBe(4);
    expect(doneIn({}, { do: 'move', x: 9, y: 9 }, 'herobench').situation.hero.steps).toBe(1);
  });

  test('a craft takes its ingredients, gives item and by-products, teaches and costs a step a run', () => {
    const { events, situation } = doneIn(
      { ...forge, inventory: { ore: 5 } },
      { do: 'craft', item: 'bar', quantity: 2 },
    );
    expect(situation.hero.inventory).toEqual({ bar: 2, ore: 1, slag: 2 });
    expect(situation.hero.skills['forge']).toEqual({ level: 2, next: 160, xp: 150 });
    expect(situation.hero.steps).toBe(2);
    expect(events.map(({ kind }) => kind)).toEqual(['crafted', 'levelled']);
  });

  test('recycling gives half of each ingredient, rounded down', () => {
    const { situation } = doneIn(
      { ...forge, inventory: { sword: 1 } },
      { do: 'recycle', item: 'sword', quantity: 1 },
    );
    expect(situation.hero.inventory).toEqual({ bar: 1 });
  });

  test('a hero that falls is carried to the start: one hit point, and the steps of the way', () => {
    const { events, situation } = doneIn({ hp: 1, ...imp }, { do: 'fight' });
    expect(events).toMatchObject([{ isWon: false, kind: 'fought' }]);
    expect(situation.hero).toMatchObject({ hp: 1, steps: 5, x: 0, y: 0 });
  });

  test('under HeroBench rules a fall costs nothing, as there', () => {
    const { situation } = doneIn(
      { base: { attackEarth: 1, hp: 1 }, hp: 1, ...imp },
      { do: 'fight' },
      'herobench',
    );
    expect(situation.hero).toMatchObject({ hp: 1, steps: 1, x: 0, y: 0 });
  });

  test('a victory keeps the wounds, gives drops and gold, and teaches', () => {
    const { situation } = doneIn(
      { ...imp, inventory: {}, equipment: { weapon: { item: 'sword', quantity: 1 } } },
      { do: 'fight' },
    );
    expect(situation.hero.hp).toBeLessThan(100);
    expect(situation.hero.inventory['hide']).toBe(1);
    expect(situation.hero.gold).toBeGreaterThan(fixtureHero.gold);
    expect(situation.hero.mastery.xp).toBe(50);
  });

  test('what does not fit is left behind, and said', () => {
    const { events, situation } = doneIn(
      { ...imp, inventory: { slag: 30 }, equipment: { weapon: { item: 'sword', quantity: 1 } } },
      { do: 'fight' },
    );
    expect(situation.hero.inventory).toEqual({ slag: 30 });
    expect(events[0]).toMatchObject({
      gained: [],
      left: expect.arrayContaining([{ item: 'hide', quantity: 1 }]),
    });
  });

  test('two units of one ring fill two slots, and one unit only one', () => {
    const first = doneIn(
      { inventory: { ring: 1 } },
      { do: 'equip', item: 'ring', quantity: 1, slot: 'ring1' },
    );
    expect(actIn(first.situation, { do: 'equip', item: 'ring', quantity: 1, slot: 'ring2' })).toMatchObject({
      code: 'missing-items',
    });
  });
});
