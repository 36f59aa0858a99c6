import type { Hero } from './hero.ts';
import { indexOf } from './world-index.ts';
import type { Effects, Element, Item, Monster, World } from './world.ts';
import { elements } from './world.ts';

/** What to win against, and what wearing it costs. */
export interface GearQuery {
  readonly world: World;
  /** The hero as it is: what it wears costs nothing, and its level says what it may wear. */
  readonly hero: Hero;
  readonly monster: Monster;
  readonly roundsMax: number;
  /** What it costs to have so many units of an item beyond those worn; infinite where they cannot be had. */
  readonly priceOf: (item: string, units: number) => number;
  /** Only what is cheaper than this is looked for. */
  readonly priceMax?: number;
  /** Ends with the first loadout that wins, whatever it costs. */
  readonly isAnyEnough?: boolean;
  /** Counts food as hit points, which is more than it is worth: for proofs that nothing wins. */
  readonly isOptimistic?: boolean;
}

/** What to wear, by slot, and its price with one for every item put on and one for every item taken off before. */
export interface Loadout {
  readonly price: number;
  /** The part of the price that is for putting on and taking off. */
  readonly changes: number;
  readonly worn: Readonly<Record<string, string>>;
}

/** All that the slots of one kind may hold together. */
export interface Choice {
  readonly attack: readonly number[];
  readonly bonus: readonly number[];
  readonly resist: readonly number[];
  readonly hp: number;
  readonly price: number;
  readonly changes: number;
  readonly items: readonly (string | undefined)[];
}

/** The effects about each element. */
export const attackOf: Readonly<Record<Element, keyof Effects>> = {
  air: 'attackAir',
  earth: 'attackEarth',
  fire: 'attackFire',
  water: 'attackWater',
};
/** Boosts count as bonuses: one of each is used up in the fight. */
export const bonusOf: Readonly<Record<Element, readonly (keyof Effects)[]>> = {
  air: ['damageAir', 'boostDamageAir'],
  earth: ['damageEarth', 'boostDamageEarth'],
  fire: ['damageFire', 'boostDamageFire'],
  water: ['damageWater', 'boostDamageWater'],
};
/** The resistance to each element. */
export const resistOf: Readonly<Record<Element, keyof Effects>> = {
  air: 'resistAir',
  earth: 'resistEarth',
  fire: 'resistFire',
  water: 'resistWater',
};

/** The sum of the named effects. */
export const sumOf = (all: readonly Effects[], names: readonly (keyof Effects)[]): number =>
  all.reduce((sum, effects) => sum + names.reduce((own, name) => own + (effects[name] ?? 0), 0), 0);

/** A figure for each element, in the order of `elements`. */
export const byElement = (valueOf: (element: Element) => number): readonly number[] => elements.map(valueOf);

/** The sum of products, element by element. */
export const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, at) => sum + value * other[at]!, 0);

/** The sums, element by element. */
export const plus = (one: readonly number[], other: readonly number[]): readonly number[] =>
  one.map((value, at) => value + other[at]!);

/** The multisets of at most `size` of `items`. */
const multisets = <T>(items: readonly T[], size: number): readonly (readonly T[])[] => {
  if (size === 0) return [[]];
  return items
    .flatMap((item, at) => multisets(items.slice(at), size - 1).map((rest) => [item, ...rest]))
    .concat([[]]);
};

/** Puts items where they are worn already, and the others into the slots that are left. */
const assign = (
  { hero, priceOf, world }: GearQuery,
  slots: readonly string[],
  items: readonly string[],
): Pick<Choice, 'changes' | 'items' | 'price'> => {
  const left = [...items];
  const placed: (string | undefined)[] = slots.map((slot) => {
    const at = left.indexOf(hero.equipment[slot]?.item ?? '');
    return at < 0 ? undefined : left.splice(at, 1)[0];
  });
  const units = new Map<string, number>();
  for (const item of left) units.set(item, (units.get(item) ?? 0) + 1);
  let price = 0;
  const { items: itemById } = indexOf(world);
  for (const [item, count] of units) {
    // What is worn already may stay on whatever its level, but another of its kind may not be put on.
    const isAllowed = itemById.get(item)!.level <= hero.mastery.level;
    price += isAllowed ? priceOf(item, count) : Number.POSITIVE_INFINITY;
  }
  const free = slots.map((_, at) => at).filter((at) => placed[at] === undefined);
  free.sort((one, other) => Number(isWorn(hero, slots[one]!)) - Number(isWorn(hero, slots[other]!)));
  let changes = 0;
  for (const item of left) {
    const at = free.shift()!;
    placed[at] = item;
    changes += isWorn(hero, slots[at]!) ? 2 : 1;
  }
  // A slot that nothing new is put into keeps what it holds, which never makes a fight worse.
  return { changes, items: placed, price: price + changes };
};

const isWorn = (hero: Hero, slot: string): boolean => hero.equipment[slot] !== undefined;

const isAtLeast = (one: readonly number[], other: readonly number[]): boolean =>
  one.every((value, at) => value >= other[at]!);

/** The entries that no other beats everywhere, cheapest first; of equals, the first. */
export const undominated = <T extends { readonly price: number }>(
  list: readonly T[],
  beats: (one: T, other: T) => boolean,
): T[] => {
  const kept: T[] = [];
  for (const entry of [...list].sort((one, other) => one.price - other.price))
    if (!kept.some((one) => beats(one, entry))) kept.push(entry);
  return kept;
};

/** What one item does in the fight. */
type Figures = Pick<Choice, 'attack' | 'bonus' | 'hp' | 'resist'>;

const figuresOf = ({ isOptimistic = false, monster, world }: GearQuery, { effects, kind }: Item): Figures => {
  const stackMax = Math.max(...world.slots.filter((slot) => slot.kind === kind).map((slot) => slot.stackMax));
  const food = isOptimistic ? (effects.restore ?? 0) * stackMax : 0;
  return {
    attack: byElement((element) => effects[attackOf[element]] ?? 0),
    bonus: byElement((element) => sumOf([effects], bonusOf[element])),
    resist: byElement((element) => (monster.attack[element] > 0 ? (effects[resistOf[element]] ?? 0) : 0)),
    hp: sumOf([effects], ['hp', 'boostHp']) + food,
  };
};

const isAsGood = (one: Figures, other: Figures): boolean =>
  one.hp >= other.hp &&
  isAtLeast(one.attack, other.attack) &&
  isAtLeast(one.bonus, other.bonus) &&
  isAtLeast(one.resist, other.resist);

/** Whether units of one item, in place of as many of another, never cost more, however many slots there are. */
const isAsCheap = ({ priceOf }: GearQuery, one: string, other: string, slots: number): boolean => {
  for (let units = 1; units <= slots; units++)
    for (let had = 0; had + units <= slots; had++) {
      const before = had === 0 ? 0 : priceOf(one, had);
      if (priceOf(one, had + units) - before > priceOf(other, units)) return false;
    }
  return true;
};

/** The items of a kind without those that another one replaces at every count; what is worn stays. */
const worthTrying = (
  query: GearQuery,
  list: readonly Item[],
  worn: ReadonlySet<string>,
  slots: number,
): readonly Item[] => {
  const { hero } = query;
  const kept: { readonly item: Item; readonly figures: Figures }[] = [];
  const entries = list.map((item) => ({ figures: figuresOf(query, item), item }));
  const beats = (one: (typeof entries)[number], other: (typeof entries)[number]): boolean =>
    one.item.level <= hero.mastery.level &&
    isAsGood(one.figures, other.figures) &&
    isAsCheap(query, one.item.id, other.item.id, slots);
  for (const entry of entries) {
    if (!worn.has(entry.item.id) && kept.some((one) => beats(one, entry))) continue;
    for (let at = kept.length - 1; at >= 0; at--)
      if (!worn.has(kept[at]!.item.id) && beats(entry, kept[at]!)) kept.splice(at, 1);
    kept.push(entry);
  }
  return kept.map(({ item }) => item);
};

/** What the slots of a kind may hold, without what another choice beats for less. */
export const choicesOf = (query: GearQuery, kind: string): readonly Choice[] => {
  const { hero, priceOf, world } = query;
  const { items } = indexOf(world);
  const slots = world.slots.filter((slot) => slot.kind === kind).map((slot) => slot.id);
  const worn = new Set(slots.flatMap((slot) => hero.equipment[slot]?.item ?? []));
  const fits = (item: Item): boolean =>
    item.kind === kind &&
    (worn.has(item.id) || (item.level <= hero.mastery.level && Number.isFinite(priceOf(item.id, 1))));
  const list = worthTrying(query, world.items.filter(fits), worn, slots.length);
  const figures = new Map(
    [...list.map(({ id }) => id), ...worn].map((id) => [id, figuresOf(query, items.get(id)!)]),
  );
  const none = byElement(() => 0);
  return undominated(
    multisets(
      list.map(({ id }) => id),
      slots.length,
    ).flatMap((multiset) => {
      const { changes, items: placed, price } = assign(query, slots, multiset);
      if (!Number.isFinite(price)) return [];
      const held = placed.map((item, at) => item ?? hero.equipment[slots[at]!]?.item);
      const all = held.flatMap((item) => (item === undefined ? [] : [figures.get(item)!]));
      return [
        {
          attack: all.reduce((sum, { attack }) => plus(sum, attack), none),
          bonus: all.reduce((sum, { bonus }) => plus(sum, bonus), none),
          resist: all.reduce((sum, { resist }) => plus(sum, resist), none),
          hp: all.reduce((sum, { hp }) => sum + hp, 0),
          price,
          changes,
          items: held,
        },
      ];
    }),
    (one, other) => one.price <= other.price && isAsGood(one, other),
  );
};
