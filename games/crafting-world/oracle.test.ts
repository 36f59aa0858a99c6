import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { act } from './act.ts';
import type { Action } from './actions.ts';
import { emptyTally, isReached, withEvents } from './goal.ts';
import { type Hero, type Situation, emptyLand } from './hero.ts';
import { lowerBound } from './lower-bound.ts';
import { consultOracle } from './oracle.ts';
import { type TrialStart, worstLuck } from './oracle-trial.ts';
import { ruleSets } from './rule-sets.ts';
import type { Goal } from './task.ts';
import type { Item, Tile, World } from './world.ts';

/** A world small enough to try out everything: two materials, a part, a sword, a beast and a foe. */
interface TinySettings {
  readonly sites: readonly number[];
  readonly rough: readonly number[];
  readonly oreAPart: number;
  readonly partsASword: number;
  /** Whether the beast drops what is gathered too. */
  readonly hasSecondSource: boolean;
}

const side = 4;

const withoutRecycling = {
  ...ruleSets.expedition,
  verbs: ruleSets.expedition.verbs.filter((verb) => verb !== 'recycle'),
};

const materialOf = (id: string, recipe: Item['recipe'] = null): Item => ({
  effects: {},
  id,
  kind: 'material',
  level: 1,
  name: id,
  recipe,
});

const tinyWorld = (
  { hasSecondSource, oreAPart, partsASword, rough, sites }: TinySettings,
  foeAttack = 0,
): World => {
  const siteList: readonly Tile['site'][] = [
    { id: 'vein', kind: 'resource' },
    { id: 'grove', kind: 'resource' },
    { id: 'smelting', kind: 'workshop' },
    { id: 'smithing', kind: 'workshop' },
    { id: 'beast', kind: 'monster' },
    { id: 'foe', kind: 'monster' },
  ];
  const siteAt = new Map(siteList.map((site, at) => [sites[at]!, site]));
  const none = { air: 0, earth: 0, fire: 0, water: 0 };
  const sure = (item: string) => ({ item, max: 1, min: 1, oneIn: 1 });
  const made = (skill: string, ingredients: readonly { item: string; quantity: number }[]) => ({
    byproducts: [],
    ingredients,
    level: 1,
    quantity: 1,
    skill,
  });
  return {
    items: [
      materialOf('ore'),
      materialOf('wood'),
      materialOf('part', made('smelting', [{ item: 'ore', quantity: oreAPart }])),
      {
        ...materialOf(
          'sword',
          made('smithing', [
            { item: 'part', quantity: partsASword },
            { item: 'wood', quantity: 1 },
          ]),
        ),
        effects: { attackFire: 30 },
        kind: 'weapon',
      },
    ],
    monsters: [
      {
        attack: none,
        drops: hasSecondSource ? [sure('ore'), sure('wood')] : [],
        goldMax: 0,
        goldMin: 0,
        hp: 5,
        id: 'beast',
        level: 1,
        name: 'Beast',
        resist: none,
      },
      {
        attack: { ...none, air: foeAttack },
        drops: [],
        goldMax: 0,
        goldMin: 0,
        hp: 700,
        id: 'foe',
        level: 1,
        name: 'Foe',
        resist: none,
      },
    ],
    resources: [
      { drops: [sure('ore')], id: 'vein', level: 1, name: 'Vein', skill: 'mining', tools: [] },
      { drops: [sure('wood')], id: 'grove', level: 1, name: 'Grove', skill: 'mining', tools: [] },
    ],
    shops: [],
    skills: ['mining', 'smelting', 'smithing'],
    slots: [{ id: 'weapon', kind: 'weapon', stackMax: 1 }],
    start: { x: 0, y: 0 },
    terrains: [
      { id: 'meadow', name: 'Meadow', steps: 1 },
      { id: 'hills', name: 'Hills', steps: 3 },
    ],
    tiles: Array.from({ length: side * side }, (_, at) => ({
      site: siteAt.get(at) ?? null,
      terrain: rough.includes(at) ? 'hills' : 'meadow',
      x: at % side,
      y: Math.floor(at / side),
    })),
  };
};

const untaught = { level: 1, next: 150, xp: 0 };

const tinyHero: Hero = {
  bank: {},
  base: { attackFire: 6, capacity: 12, hp: 20 },
  equipment: {},
  gold: 0,
  hp: 20,
  inventory: {},
  mastery: untaught,
  skills: { mining: untaught, smelting: untaught, smithing: untaught },
  steps: 0,
  tries: {},
  x: 0,
  y: 0,
};

const startOf = (world: World, goal: Goal, hero: Hero = tinyHero): TrialStart => ({
  goal,
  rules: ruleSets.expedition,
  situation: { hero, land: emptyLand },
  tally: emptyTally,
  world,
});

const settings: fc.Arbitrary<TinySettings> = fc.record({
  hasSecondSource: fc.boolean(),
  oreAPart: fc.integer({ max: 2, min: 1 }),
  partsASword: fc.integer({ max: 2, min: 1 }),
  rough: fc.uniqueArray(fc.nat(side * side - 1), { maxLength: 5 }),
  sites: fc.shuffledSubarray(
    Array.from({ length: side * side - 1 }, (_, at) => at + 1),
    { maxLength: 6, minLength: 6 },
  ),
});

const primitives = (world: World): readonly Action[] => [
  { do: 'gather' },
  { do: 'fight' },
  { do: 'rest' },
  { do: 'craft', item: 'part', quantity: 1 },
  { do: 'craft', item: 'sword', quantity: 1 },
  { do: 'equip', item: 'sword', quantity: 1, slot: 'weapon' },
  ...world.tiles.filter(({ site }) => site !== null).map(({ x, y }): Action => ({ do: 'move', x, y })),
];

/** Nobody needs more units of anything than this in these worlds. */
const unitsWorthwhile = 8;

/** The least steps to the goal over all that the kernel allows: Dijkstra over situations. */
const exhaustiveOptimum = (
  { goal, rules, situation: first, world }: TrialStart,
  more: readonly Action[] = [],
): number => {
  const luck = worstLuck({});
  const buckets: { readonly situation: Situation; readonly tally: typeof emptyTally }[][] = [
    [{ situation: first, tally: emptyTally }],
  ];
  const seen = new Set<string>();
  const actions = [...primitives(world), ...more];
  for (let steps = 0; steps < buckets.length; steps++)
    for (const { situation, tally } of buckets[steps] ?? []) {
      const { equipment, hp, inventory, x, y } = situation.hero;
      const key = JSON.stringify([x, y, hp, inventory, equipment, tally.crafted['sword'] ?? 0]);
      if (isReached(goal, tally, situation.hero)) return steps;
      if (seen.has(key)) continue;
      seen.add(key);
      for (const action of actions) {
        const acted = act(world, rules, situation, action, luck);
        if ('code' in acted) continue;
        const { hero } = acted.situation;
        if (Object.values(hero.inventory).some((units) => units > unitsWorthwhile)) continue;
        while (buckets.length <= hero.steps) buckets.push([]);
        buckets[hero.steps]!.push({ situation: acted.situation, tally: withEvents(tally, acted.events) });
      }
    }
  return Number.POSITIVE_INFINITY;
};

describe('the oracle on worlds small enough to try out everything', () => {
  const planSteps = (start: TrialStart): number => {
    const verdict = consultOracle(start);
    return verdict.kind === 'plan' ? verdict.steps : Number.POSITIVE_INFINITY;
  };

  test('crafts with the steps of the exhaustive optimum, and the bound is that too where each item has one source', () => {
    fc.assert(
      fc.property(settings, (tiny) => {
        const start = startOf(tinyWorld(tiny), { item: 'sword', kind: 'craft', quantity: 1 });
        const optimum = exhaustiveOptimum(start);
        expect(planSteps(start)).toBe(optimum);
        const bound = lowerBound(start);
        expect(bound).toBeLessThanOrEqual(optimum);
        // Accounts know no order: they would recycle the sword for the part that it is made of.
        const exact = tiny.hasSecondSource ? optimum : lowerBound({ ...start, rules: withoutRecycling });
        expect(exact).toBe(optimum);
      }),
      { numRuns: 60 },
    );
  });

  test('defeats with the steps of the exhaustive optimum, not below the bound', () => {
    fc.assert(
      fc.property(settings, (tiny) => {
        const start = startOf(tinyWorld(tiny), { kind: 'defeat', monster: 'foe', quantity: 1 });
        const optimum = exhaustiveOptimum(start);
        expect(planSteps(start)).toBe(optimum);
        expect(lowerBound(start)).toBeLessThanOrEqual(optimum);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the lower bound', () => {
  test('counts a fall, after which the hero wakes at the start, as the shortcut that it may be', () => {
    const tiny = {
      hasSecondSource: false,
      oreAPart: 1,
      partsASword: 1,
      rough: [5, 0],
      sites: [8, 10, 1, 15, 4, 12],
    };
    const start = startOf(tinyWorld(tiny, 10), { item: 'sword', kind: 'craft', quantity: 1 });
    expect(lowerBound(start)).toBeLessThanOrEqual(exhaustiveOptimum(start));
  });
});

test('the lower bound holds for a hero that takes apart what it had at the start', () => {
  const tiny = { hasSecondSource: false, oreAPart: 2, partsASword: 2, rough: [], sites: [1, 2, 3, 4, 5, 6] };
  const hero = { ...tinyHero, inventory: { sword: 1 } };
  const start = startOf(tinyWorld(tiny), { item: 'sword', kind: 'craft', quantity: 1 }, hero);
  const optimum = exhaustiveOptimum(start, [{ do: 'recycle', item: 'sword', quantity: 1 }]);
  expect(optimum).toBeLessThan(exhaustiveOptimum(start));
  expect(lowerBound(start)).toBeLessThanOrEqual(optimum);
});

describe('what the oracle proves impossible', () => {
  const world = tinyWorld({
    hasSecondSource: false,
    oreAPart: 1,
    partsASword: 1,
    rough: [],
    sites: [1, 2, 3, 4, 5, 6],
  });
  const goal: Goal = { item: 'sword', kind: 'craft', quantity: 1 };

  test.each([
    [
      'a material without a source',
      { ...world, resources: world.resources.filter(({ id }) => id !== 'grove') },
    ],
    [
      'a workshop that is not there',
      {
        ...world,
        tiles: world.tiles.map((tile) => (tile.site?.id === 'smithing' ? { ...tile, site: null } : tile)),
      },
    ],
    [
      'a resource whose tool is made of it',
      { ...world, resources: world.resources.map((one) => ({ ...one, tools: ['sword'] })) },
    ],
    [
      'a skill that nothing teaches',
      { ...world, resources: world.resources.map((one) => ({ ...one, level: 2 })) },
    ],
  ])('%s', (_, changed) => {
    expect(consultOracle(startOf(changed, goal)).kind).toBe('impossible');
  });

  test('a monster that no gear beats within the rounds of a fight', () => {
    const strong = { ...world, monsters: world.monsters.map((one) => ({ ...one, hp: 100_000 })) };
    expect(consultOracle(startOf(strong, { kind: 'defeat', monster: 'foe', quantity: 1 })).kind).toBe(
      'impossible',
    );
  });

  test('but not what is merely far: the same world as it was', () => {
    expect(consultOracle(startOf(world, goal)).kind).toBe('plan');
  });
});
