import type { ChallengeConfig } from './config.ts';
import type { Hero, Situation } from './hero.ts';
import { masteryAt } from './mastery.ts';
import { milestonesOf } from './milestones.ts';
import { closureOf } from './slice.ts';
import type { Challenge, Goal, Task } from './task.ts';
import type { ByElement, Effects, Item, Recipe, Site, Stack, Tile, World } from './world.ts';

/** A small world made by hand, for tests: one or two of everything that the rules know. */

const none: ByElement = { air: 0, earth: 0, fire: 0, water: 0 };

const item = (
  id: string,
  kind: string,
  level: number,
  effects: Effects,
  recipe: Recipe | null = null,
): Item => ({
  effects,
  id,
  kind,
  level,
  name: id,
  recipe,
});

const recipe = (
  skill: string,
  level: number,
  ingredients: readonly Stack[],
  byproducts: readonly Stack[] = [],
  quantity = 1,
): Recipe => ({ byproducts, ingredients, level, quantity, skill });

const some = (id: string, quantity: number): Stack => ({ item: id, quantity });

const sites: readonly (readonly [number, number, Site])[] = [
  [0, 1, { id: 'bank', kind: 'bank' }],
  [1, 0, { id: 'ore-vein', kind: 'resource' }],
  [2, 0, { id: 'forge', kind: 'workshop' }],
  [3, 0, { id: 'kitchen', kind: 'workshop' }],
  [0, 2, { id: 'market', kind: 'shop' }],
  [2, 2, { id: 'imp', kind: 'monster' }],
  [3, 2, { id: 'brute', kind: 'monster' }],
  [3, 3, { id: 'deep-vein', kind: 'resource' }],
];

/** Four by four tiles, of which (1, 1) is marsh, and one beyond reach at (9, 9). */
const tiles: readonly Tile[] = [
  ...Array.from({ length: 16 }, (_, n): Tile => {
    const [x, y] = [n % 4, Math.floor(n / 4)];
    const site = sites.find((entry) => entry[0] === x && entry[1] === y)?.[2] ?? null;
    return { site, terrain: x === 1 && y === 1 ? 'marsh' : 'grass', x, y };
  }),
  { site: null, terrain: 'grass', x: 9, y: 9 },
];

export const fixtureWorld: World = {
  items: [
    item('ore', 'material', 1, {}),
    item('gem', 'material', 1, {}),
    item('hide', 'material', 1, {}),
    item('deep-ore', 'material', 1, {}),
    item('slag', 'material', 1, {}),
    item('ghost-dust', 'material', 1, {}),
    item('bar', 'material', 1, {}, recipe('forge', 1, [some('ore', 2)], [some('slag', 1)])),
    item('sword', 'weapon', 1, { attackFire: 20 }, recipe('forge', 1, [some('bar', 2), some('hide', 1)])),
    item('great-sword', 'weapon', 30, { attackFire: 90 }, recipe('forge', 30, [some('bar', 8)])),
    item('mail', 'armor', 1, { hp: 40, resistEarth: 30 }, recipe('forge', 1, [some('bar', 4)])),
    item('ring', 'ring', 1, { damageFire: 25 }, recipe('forge', 1, [some('gem', 1), some('bar', 1)])),
    item('pick', 'weapon', 1, { attackEarth: 2 }),
    item('bag', 'bag', 1, { capacity: 10 }),
    item('stew', 'consumable', 1, { restore: 15 }, recipe('kitchen', 1, [some('hide', 1)], [], 2)),
    item('tonic', 'consumable', 1, { boostHp: 20 }),
    item('phantom-blade', 'weapon', 1, { attackFire: 99 }, recipe('forge', 1, [some('ghost-dust', 3)])),
  ],
  monsters: [
    {
      attack: { ...none, earth: 5 },
      drops: [
        { item: 'hide', max: 1, min: 1, oneIn: 1 },
        { item: 'gem', max: 2, min: 1, oneIn: 4 },
      ],
      goldMax: 5,
      goldMin: 1,
      hp: 30,
      id: 'imp',
      level: 1,
      name: 'Imp',
      resist: { ...none, fire: -10 },
    },
    {
      attack: { ...none, earth: 20 },
      drops: [],
      goldMax: 30,
      goldMin: 30,
      hp: 150,
      id: 'brute',
      level: 3,
      name: 'Brute',
      resist: { ...none, earth: 20 },
    },
  ],
  resources: [
    {
      drops: [
        { item: 'ore', max: 1, min: 1, oneIn: 1 },
        { item: 'gem', max: 1, min: 1, oneIn: 5 },
      ],
      id: 'ore-vein',
      level: 1,
      name: 'Ore vein',
      skill: 'mining',
      tools: [],
    },
    {
      drops: [{ item: 'deep-ore', max: 1, min: 1, oneIn: 1 }],
      id: 'deep-vein',
      level: 2,
      name: 'Deep vein',
      skill: 'mining',
      tools: ['pick'],
    },
  ],
  shops: [
    {
      buys: [
        { item: 'bar', price: 5 },
        { item: 'gem', price: 8 },
        { item: 'ore', price: 2 },
        { item: 'sword', price: 14 },
      ],
      id: 'market',
      name: 'Market',
      sells: [
        { item: 'bag', price: 20 },
        { item: 'ore', price: 4 },
        { item: 'pick', price: 10 },
        { item: 'tonic', price: 6 },
      ],
    },
  ],
  skills: ['forge', 'kitchen', 'mining'],
  slots: [
    { id: 'weapon', kind: 'weapon', stackMax: 1 },
    { id: 'armor', kind: 'armor', stackMax: 1 },
    { id: 'ring1', kind: 'ring', stackMax: 1 },
    { id: 'ring2', kind: 'ring', stackMax: 1 },
    { id: 'bag', kind: 'bag', stackMax: 1 },
    { id: 'pouch', kind: 'consumable', stackMax: 10 },
  ],
  start: { x: 0, y: 0 },
  terrains: [
    { id: 'grass', name: 'Grass', steps: 1 },
    { id: 'marsh', name: 'Marsh', steps: 3 },
  ],
  tiles,
};

export const fixtureHero: Hero = {
  bank: {},
  base: { attackEarth: 4, capacity: 30, hp: 100 },
  equipment: {},
  gold: 25,
  hp: 100,
  inventory: {},
  mastery: masteryAt(1),
  skills: { forge: masteryAt(1), kitchen: masteryAt(1), mining: masteryAt(1) },
  steps: 0,
  tries: {},
  x: 0,
  y: 0,
};

/** A task in the fixture world; `members` replace the usual ones. */
export const fixtureChallenge = (goal: Goal, members: Partial<Task> = {}): Challenge => ({
  task: {
    goal,
    hero: fixtureHero,
    isPossible: true,
    milestones: milestonesOf(fixtureWorld, fixtureHero, goal, []),
    oracleSteps: null,
    shown: [
      ...closureOf(
        fixtureWorld,
        fixtureWorld.items.map(({ id }) => id),
      ),
      'brute',
      'imp',
    ].sort(),
    stepsMax: 400,
    ...members,
  },
  world: fixtureWorld,
});

/** Where in that world something can be done. */
export const fixturePlaces = {
  forge: { x: 2, y: 0 },
  market: { x: 0, y: 2 },
  bank: { x: 0, y: 1 },
  vein: { x: 1, y: 0 },
  imp: { x: 2, y: 2 },
} as const;

/** That world's hero, with other members than usual, where nobody has done anything yet. */
export const situationOf = (members: Partial<Hero> = {}): Situation => ({
  hero: { ...fixtureHero, ...members },
  land: { demand: {}, taken: {} },
});

const goals = {
  any: { item: 'sword', kind: 'craft', quantity: 1 },
  craft: { item: 'sword', kind: 'craft', quantity: 1 },
  defeat: { kind: 'defeat', monster: 'brute', quantity: 1 },
  earn: { gold: 100, kind: 'earn' },
  mixed: {
    goals: [
      { item: 'ring', kind: 'craft', quantity: 1 },
      { gold: 60, kind: 'earn' },
    ],
    kind: 'mixed',
  },
} as const satisfies Record<ChallengeConfig['goal'], Goal>;

/** Stands in for the generator where a test needs a small world that it knows. */
export const fixtureTask = ({ goal, variant }: ChallengeConfig): Challenge =>
  variant === 'impossible'
    ? fixtureChallenge(
        { item: 'phantom-blade', kind: 'craft', quantity: 1 },
        { isPossible: false, milestones: ['stop:impossible'] },
      )
    : fixtureChallenge(goals[goal]);
