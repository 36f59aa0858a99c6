import { z } from 'zod';
import type { Hero, Mastery } from '../hero.ts';
import { combatXpFrom, masteryAt } from '../mastery.ts';
import type { SingleGoal } from '../task.ts';
import {
  type ByElement,
  type Drop,
  type EffectName,
  type Effects,
  type Item,
  type Site,
  type Slot,
  type World,
  elements,
} from '../world.ts';

/** Codes become members of goods, so none may be a number or a name that every object has. */
const code = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9_-]*$/i)
  .refine((text) => !(text in {}), 'a code that no object has as a member is expected');
const count = z.int().min(0).max(1_000_000);
const level = z.int().min(0).max(1000);
const stat = z.int().min(-100_000).max(100_000);

const byElement = <Prefix extends string>(prefix: Prefix) =>
  z.object(
    Object.fromEntries(elements.map((element) => [`${prefix}_${element}`, stat])) as Record<
      `${Prefix}_${(typeof elements)[number]}`,
      typeof stat
    >,
  ).shape;

const drops = z
  .array(z.object({ code, max_quantity: count, min_quantity: count, rate: z.int().min(1).max(1_000_000) }))
  .default([]);

/** HeroBench's four files of a world in one object; members that the rules do not use are ignored. */
export const heroBenchWorldSchema = z.object({
  items: z.array(
    z.object({
      code,
      craft: z
        .object({
          items: z.array(z.object({ code, quantity: count })),
          level,
          quantity: z.int().min(1).max(1000),
          skill: code,
        })
        .nullish(),
      effects: z.array(z.object({ name: z.string(), value: stat })).default([]),
      level,
      name: z.string(),
      type: code,
    }),
  ),
  maps: z.array(
    z.object({
      content: z.object({ code, type: z.string() }).nullish(),
      x: z.int().min(-1000).max(1000),
      y: z.int().min(-1000).max(1000),
    }),
  ),
  monsters: z.array(
    z.object({
      ...byElement('attack'),
      ...byElement('res'),
      code,
      drops,
      hp: count,
      level,
      name: z.string(),
    }),
  ),
  resources: z.array(z.object({ code, drops, level, name: z.string(), skill: code })),
});
type Source = z.output<typeof heroBenchWorldSchema>;

const slots: readonly Slot[] = [
  'weapon',
  'shield',
  'helmet',
  'body_armor',
  'leg_armor',
  'boots',
  'ring1',
  'ring2',
  'amulet',
  'artifact1',
  'artifact2',
  'artifact3',
  'consumable1',
  'consumable2',
].map((id) => {
  const kind = id.replaceAll(/\d+/g, '');
  return { id, kind, stackMax: kind === 'consumable' ? 1_000_000 : 1 };
});

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** HeroBench's name of each effect; what is not here (haste, tools, inventory space) does nothing at the source. */
const effectNames: ReadonlyMap<string, EffectName> = new Map<string, EffectName>([
  ['hp', 'hp'],
  ['restore', 'restore'],
  ['boost_hp', 'boostHp'],
  ...elements.flatMap((element): [string, EffectName][] => [
    [`attack_${element}`, `attack${capital(element)}` as EffectName],
    [`dmg_${element}`, `damage${capital(element)}` as EffectName],
    [`res_${element}`, `resist${capital(element)}` as EffectName],
    [`boost_dmg_${element}`, `boostDamage${capital(element)}` as EffectName],
  ]),
]);

const effectsFrom = (listed: readonly { readonly name: string; readonly value: number }[]): Effects => {
  const sums = new Map<EffectName, number>();
  for (const { name, value } of listed) {
    const known = effectNames.get(name);
    if (known !== undefined) sums.set(known, (sums.get(known) ?? 0) + value);
  }
  return Object.fromEntries([...sums].sort(([one], [other]) => (one < other ? -1 : 1)));
};

const elementsFrom = (of: (element: (typeof elements)[number]) => number): ByElement => ({
  air: of('air'),
  earth: of('earth'),
  fire: of('fire'),
  water: of('water'),
});

const dropsFrom = (listed: Source['monsters'][number]['drops']): readonly Drop[] =>
  listed.map((drop) => ({
    item: drop.code,
    max: Math.max(drop.min_quantity, drop.max_quantity),
    min: drop.min_quantity,
    oneIn: drop.rate,
  }));

const recipeFrom = (craft: Source['items'][number]['craft']): Item['recipe'] =>
  craft === null || craft === undefined
    ? null
    : {
        byproducts: [],
        ingredients: craft.items.map(({ code: item, quantity }) => ({ item, quantity })),
        level: craft.level,
        quantity: craft.quantity,
        skill: craft.skill,
      };

const itemFrom = (item: Source['items'][number]): Item => ({
  effects: effectsFrom(item.effects),
  id: item.code,
  kind: item.type,
  level: item.level,
  name: item.name,
  recipe: recipeFrom(item.craft),
});

const siteFrom = (content: Source['maps'][number]['content']): Site | null => {
  if (content === null || content === undefined) return null;
  switch (content.type) {
    case 'monster':
    case 'resource':
    case 'workshop':
    case 'bank':
      return { id: content.code, kind: content.type };
    case 'grand_exchange':
      return { id: content.code, kind: 'shop' };
    default:
      return null;
  }
};

/** HeroBench's world as one of ours. Its gold, rates of drops and tool effects do nothing there, nor do they here. */
export const worldFromHeroBench = (source: Source): World => ({
  items: source.items.map(itemFrom),
  monsters: source.monsters.map((monster) => ({
    attack: elementsFrom((element) => monster[`attack_${element}`]),
    drops: dropsFrom(monster.drops),
    goldMax: 0,
    goldMin: 0,
    hp: monster.hp,
    id: monster.code,
    level: monster.level,
    name: monster.name,
    resist: elementsFrom((element) => monster[`res_${element}`]),
  })),
  resources: source.resources.map((resource) => ({
    drops: dropsFrom(resource.drops),
    id: resource.code,
    level: resource.level,
    name: resource.name,
    skill: resource.skill,
    tools: [],
  })),
  shops: source.maps.flatMap(({ content }) =>
    content?.type === 'grand_exchange' ? [{ buys: [], id: content.code, name: 'Exchange', sells: [] }] : [],
  ),
  skills: [
    ...new Set([
      ...source.resources.map(({ skill }) => skill),
      ...source.items.flatMap(({ craft }) => craft?.skill ?? []),
    ]),
  ].sort(),
  slots,
  start: { x: 0, y: 0 },
  terrains: [{ id: 'ground', name: 'Ground', steps: 1 }],
  tiles: source.maps.map(({ content, x, y }) => ({ site: siteFrom(content), terrain: 'ground', x, y })),
});

/** A place in an inventory: empty places are listed too, without a code. */
const held = z.looseObject({ code: z.union([code, z.literal('')]), quantity: count });

/** HeroBench's hero: one flat record with a member for each skill, stat and slot; what is left out is as at the start. */
export const heroBenchHeroSchema = z.looseObject({
  hp: z.int().min(1).max(1_000_000),
  inventory: z.array(held).nullish(),
  level: level.default(1),
  max_xp: count.optional(),
  x: z.int().default(0),
  xp: count.default(0),
  y: z.int().default(0),
});
type SourceHero = z.output<typeof heroBenchHeroSchema>;

const numberIn = (hero: SourceHero, member: string, otherwise = 0): number => {
  const value = hero[member];
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : otherwise;
};

/** A skill as the hero has it; one that is left out is at its beginning. */
const skillOf = (hero: SourceHero, skill: string): Mastery => {
  const own = numberIn(hero, `${skill}_level`, 1);
  const start = masteryAt(own);
  const next = numberIn(hero, `${skill}_max_xp`);
  return { level: own, next: next > 0 ? next : start.next, xp: numberIn(hero, `${skill}_xp`) };
};

const wornBy = (world: World, hero: SourceHero): Hero['equipment'] =>
  Object.fromEntries(
    world.slots
      .flatMap(({ id, stackMax }) => {
        const item = hero[`${id}_slot`];
        if (typeof item !== 'string' || item === '') return [];
        const quantity = stackMax === 1 ? 1 : numberIn(hero, `${id}_slot_quantity`, 1);
        return quantity > 0 ? [[id, { item, quantity }] as const] : [];
      })
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

/** The stats of HeroBench's hero hold those of its gear; ours are without, so they are taken off. */
const baseOf = (world: World, hero: SourceHero, equipment: Hero['equipment']): Effects => {
  const worn = new Set(Object.values(equipment).map(({ item }) => item));
  const gear = new Map(world.items.filter(({ id }) => worn.has(id)).map((item) => [item.id, item.effects]));
  const bases = [...effectNames].flatMap(([member, name]): [EffectName, number][] => {
    if (name.startsWith('boost') || name === 'restore') return [];
    const fromGear = Object.values(equipment).reduce(
      (sum, { item }) => sum + (gear.get(item)?.[name] ?? 0),
      0,
    );
    const base = numberIn(hero, member) - fromGear;
    return base === 0 ? [] : [[name, base]];
  });
  return Object.fromEntries(bases.sort(([one], [other]) => (one < other ? -1 : 1)));
};

export const heroFromHeroBench = (world: World, hero: SourceHero): Hero => {
  const equipment = wornBy(world, hero);
  const carried = new Map<string, number>();
  for (const { code: item, quantity } of hero.inventory ?? [])
    if (item !== '' && quantity > 0) carried.set(item, (carried.get(item) ?? 0) + quantity);
  return {
    bank: {},
    base: baseOf(world, hero, equipment),
    equipment,
    gold: 0,
    hp: hero.hp,
    inventory: Object.fromEntries([...carried].sort(([one], [other]) => (one < other ? -1 : 1))),
    mastery: {
      level: hero.level,
      next: hero.max_xp ?? combatXpFrom(Math.max(1, hero.level)),
      xp: hero.xp,
    },
    skills: Object.fromEntries(world.skills.map((skill) => [skill, skillOf(hero, skill)])),
    steps: 0,
    tries: {},
    x: hero.x,
    y: hero.y,
  };
};

export const heroBenchGoalSchema = z.object({ code, kind: z.enum(['craft', 'kill']) });

export const goalFromHeroBench = ({ code, kind }: z.output<typeof heroBenchGoalSchema>): SingleGoal =>
  kind === 'craft'
    ? { item: code, kind: 'craft', quantity: 1 }
    : { kind: 'defeat', monster: code, quantity: 1 };
