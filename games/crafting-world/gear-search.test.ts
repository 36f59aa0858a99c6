import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fightOf } from './combat.ts';
import { type GearQuery, searchGear } from './gear-search.ts';
import type { Hero } from './hero.ts';
import { ruleSets } from './rule-sets.ts';
import { hpFull } from './stats.ts';
import type { Effects, Item, Monster, World } from './world.ts';

const kinds = ['weapon', 'helmet', 'ring'] as const;

const emptyWorld: Omit<World, 'items'> = {
  monsters: [],
  resources: [],
  shops: [],
  skills: [],
  slots: [
    { id: 'weapon', kind: 'weapon', stackMax: 1 },
    { id: 'helmet', kind: 'helmet', stackMax: 1 },
    { id: 'ring1', kind: 'ring', stackMax: 1 },
    { id: 'ring2', kind: 'ring', stackMax: 1 },
  ],
  start: { x: 0, y: 0 },
  terrains: [],
  tiles: [],
};

const effectsOf = (kind: string, first: number, second: number): Effects => {
  if (kind === 'weapon') return { attackAir: first, attackFire: second };
  if (kind === 'helmet') return { hp: 3 * first, resistWater: second };
  return { damageAir: first, damageFire: second };
};

const itemsOf = (drafts: readonly (readonly [number, number, number])[]): readonly Item[] =>
  drafts.map(([kindAt, first, second], at) => {
    const kind = kinds[kindAt]!;
    return {
      effects: effectsOf(kind, first, second),
      id: `item-${at}`,
      kind,
      level: 1 + (at % 2),
      name: '',
      recipe: null,
    };
  });

const heroWith = (equipment: Hero['equipment']): Hero => ({
  bank: {},
  base: { hp: 40 },
  equipment,
  gold: 0,
  hp: 1,
  inventory: {},
  mastery: { level: 1, next: 150, xp: 0 },
  skills: {},
  steps: 0,
  tries: {},
  x: 0,
  y: 0,
});

const monsterOf = (hp: number, attack: number, air: number): Monster => ({
  attack: { air: 0, earth: 0, fire: 0, water: attack },
  drops: [],
  goldMax: 0,
  goldMin: 0,
  hp,
  id: 'foe',
  level: 1,
  name: 'Foe',
  resist: { air, earth: 0, fire: -10, water: 0 },
});

/** The least price over every way to fill the slots, judged by the kernel's own fight. */
const leastPrice = ({ hero, monster, priceOf, world }: GearQuery): number => {
  const optionsFor = (kind: string): readonly (Item | undefined)[] => [
    undefined,
    ...world.items.filter((item) => item.kind === kind && item.level <= hero.mastery.level),
  ];
  const worn = (slot: string): string | undefined => hero.equipment[slot]?.item;
  let least = Number.POSITIVE_INFINITY;
  for (const weapon of optionsFor('weapon'))
    for (const helmet of optionsFor('helmet'))
      for (const one of optionsFor('ring'))
        for (const other of optionsFor('ring')) {
          const picks = { helmet, ring1: one, ring2: other, weapon };
          let price = 0;
          const fresh = new Map<string, number>();
          const equipment: Record<string, { item: string; quantity: number }> = { ...hero.equipment };
          for (const [slot, item] of Object.entries(picks)) {
            if (item === undefined || item.id === worn(slot)) continue;
            fresh.set(item.id, (fresh.get(item.id) ?? 0) + 1);
            price += worn(slot) === undefined ? 1 : 2;
            equipment[slot] = { item: item.id, quantity: 1 };
          }
          for (const [item, units] of fresh) price += priceOf(item, units);
          const dressed = { ...hero, equipment };
          const well = { ...dressed, hp: hpFull(world, dressed) };
          if (fightOf(world, ruleSets.expedition, well, monster).isWon) least = Math.min(least, price);
        }
  return least;
};

describe('gear search', () => {
  const draft = fc.tuple(fc.nat(2), fc.integer({ max: 12, min: 1 }), fc.integer({ max: 12, min: 0 }));
  const task = fc.record({
    air: fc.integer({ max: 50, min: -30 }),
    attack: fc.integer({ max: 30, min: 1 }),
    drafts: fc.array(draft, { maxLength: 9, minLength: 1 }),
    hp: fc.integer({ max: 200, min: 1 }),
    prices: fc.array(fc.integer({ max: 20, min: 1 }), { maxLength: 9, minLength: 9 }),
    wornAt: fc.nat(8),
  });

  test('finds the least price over all loadouts that win, and nothing where none does', () => {
    fc.assert(
      fc.property(task, ({ air, attack, drafts, hp, prices, wornAt }) => {
        const items = itemsOf(drafts);
        const world: World = { ...emptyWorld, items };
        const worn = items[wornAt % items.length]!;
        const slot = worn.kind === 'ring' ? 'ring1' : worn.kind;
        const query: GearQuery = {
          hero: heroWith({ [slot]: { item: worn.id, quantity: 1 } }),
          monster: monsterOf(hp, attack, air),
          priceOf: (item, units) => units * prices[items.findIndex(({ id }) => id === item)]!,
          roundsMax: ruleSets.expedition.roundsMax,
          world,
        };
        const [found] = searchGear(query);
        expect(found?.price ?? Number.POSITIVE_INFINITY).toBe(leastPrice(query));
        if (found === undefined) return;
        const equipment = Object.fromEntries(
          Object.entries(found.worn).map(([at, item]) => [at, { item, quantity: 1 }]),
        );
        const dressed = { ...query.hero, equipment };
        expect(
          fightOf(world, ruleSets.expedition, { ...dressed, hp: hpFull(world, dressed) }, query.monster)
            .isWon,
        ).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
