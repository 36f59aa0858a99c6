import { quantityMax } from './actions.ts';
import { recycledFrom } from './act-workshop.ts';
import { partsOf } from './goal.ts';
import { unitsOf } from './goods.ts';
import type { Hero } from './hero.ts';
import type { Column } from './lower-bound-prices.ts';
import { type Activity, activitiesOf } from './oracle-activities.ts';
import type { TrialStart } from './oracle-trial.ts';
import { indexOf } from './world-index.ts';
import type { Item, World } from './world.ts';

const isTrade = ({ kind }: Activity): boolean => kind === 'buy' || kind === 'sell';

/** Units that a hero can carry at most, in any gear. */
const carriedMax = ({ rules, situation: { hero }, world }: TrialStart): number => {
  if (!rules.hasCapacity) return quantityMax;
  const bags = world.slots.reduce((sum, slot) => {
    const fitting = world.items.filter(({ kind }) => kind === slot.kind);
    return sum + Math.max(0, ...fitting.map(({ effects }) => effects.capacity ?? 0));
  }, 0);
  return Math.min(quantityMax, Math.max(1, (hero.base.capacity ?? 0) + bags));
};

/** Goods of the accounts: items by their ids, gold, and what counts towards goals. */
export const gold = '#gold';
/** The change of one good by one run. */
export type Change = readonly [good: string, units: number];

const defeatedOf = (monster: string): string => `#defeated:${monster}`;
const craftedOf = (item: string): string => `#crafted:${item}`;
/** Winning gear put on. */
export const dressed = '#dressed';
/** Fights won, which bring levels. */
export const victory = '#victory';

/** Units that luck may give beyond the rate, since a row's unit may fall first: less than one a row begun. */
const luckOf = (activities: readonly Activity[], hero: Hero, item: string): number => {
  let units = 0;
  for (const { outputs, target } of activities)
    for (const { item: given, oneIn, quantity } of outputs)
      if (given === item && oneIn > 1)
        units += quantity * ((oneIn - 1 + (unitsOf(hero.tries, target) % oneIn)) / oneIn);
  return units;
};

/** Units that a hero has, wherever they are. */
export const atHand = (hero: Hero, item: string): number =>
  unitsOf(hero.inventory, item) +
  unitsOf(hero.bank, item) +
  Object.values(hero.equipment).reduce((sum, worn) => (worn.item === item ? sum + worn.quantity : sum), 0);

/** The accounts of a start: who may do what, in the best case, and what there is already. */
export interface Accounts {
  readonly goods: readonly string[];
  readonly index: ReadonlyMap<string, number>;
  readonly columns: readonly Column[];
  readonly stock: readonly number[];
}

/** Amounts and gold at their most: a bound must hold with any luck. */
const bestDrops = (world: World, { kind, outputs, target }: Activity): Activity['outputs'] => {
  if (kind !== 'gather' && kind !== 'fight') return outputs;
  const { monsters, resources } = indexOf(world);
  const drops = (kind === 'fight' ? monsters.get(target) : resources.get(target))!.drops;
  return outputs.map((output, at) => ({ ...output, quantity: drops[at]!.max }));
};

/** What can be taken apart, at one step a unit. */
export const recyclables = ({ rules, world }: TrialStart): readonly Item[] =>
  rules.verbs.includes('recycle')
    ? world.items.filter(({ recipe }) => recipe?.quantity === 1 && recipe.byproducts.length === 0)
    : [];

const wantedGoods = (start: TrialStart): readonly string[] =>
  partsOf(start.goal).flatMap((part) => {
    if (part.kind === 'earn') return [];
    return [part.kind === 'craft' ? craftedOf(part.item) : defeatedOf(part.monster)];
  });

/** Everything that one run changes: items, gold, and what counts towards the goal. */
const changesOf = (
  world: World,
  { gold: price, inputs, kind, outputs, target }: Activity,
): readonly Change[] => [
  ...inputs.map(({ item, quantity }): Change => [item, -quantity]),
  ...outputs.map(({ item, oneIn, quantity }): Change => [item, quantity / oneIn]),
  ...(kind === 'craft' ? [[craftedOf(target), outputs[0]!.quantity] as const] : []),
  ...(kind === 'fight'
    ? ([
        [defeatedOf(target), 1],
        [victory, 1],
      ] as const)
    : []),
  [gold, kind === 'fight' ? indexOf(world).monsters.get(target)!.goldMax : price],
];

/** A column of changes to the goods of an account; what it does not count is left out. */
export const columnOf = (index: Accounts['index'], cost: number, changes: readonly Change[]): Column => {
  const sums = new Map<number, number>();
  for (const [good, units] of changes) {
    const at = index.get(good);
    if (at !== undefined && units !== 0) sums.set(at, (sums.get(at) ?? 0) + units);
  }
  return { changes: sums, cost };
};

export const accountsOf = (start: TrialStart): Accounts => {
  const { rules, situation, world } = start;
  const { hero } = situation;
  const activities = activitiesOf(world, rules, hero).map((activity) => ({
    ...activity,
    outputs: bestDrops(world, activity),
  }));
  const goods = [...world.items.map(({ id }) => id), gold, dressed, victory, ...wantedGoods(start)];
  const index = new Map(goods.map((good, at) => [good, at]));
  // A trade takes one step for as many units as are carried at once.
  const tradeCost = 1 / carriedMax(start);
  return {
    goods,
    index,
    columns: [
      ...activities.map((activity) =>
        columnOf(index, isTrade(activity) ? tradeCost : 1, changesOf(world, activity)),
      ),
      ...recyclables(start).map(({ id, recipe }) =>
        columnOf(index, 1, [
          [id, -1],
          // What the hero had at the start never counted, so that taking it apart costs no count.
          ...(atHand(hero, id) > 0 ? [] : [[craftedOf(id), -1] as const]),
          ...recycledFrom(recipe!).map(({ item, quantity }): Change => [item, quantity]),
        ]),
      ),
    ],
    stock: goods.map((good) => {
      if (good === gold) return hero.gold;
      return good.startsWith('#') ? 0 : atHand(hero, good) + luckOf(activities, hero, good);
    }),
  };
};

/** Units of each good that the goal asks for by itself, without gear. */
export const demandsOf = ({ goal, tally }: TrialStart, goods: readonly string[]): number[] => {
  const demands = new Map<string, number>();
  const ask = (good: string, units: number): void => void demands.set(good, (demands.get(good) ?? 0) + units);
  for (const part of partsOf(goal))
    if (part.kind === 'craft') ask(craftedOf(part.item), part.quantity - unitsOf(tally.crafted, part.item));
    else if (part.kind === 'defeat')
      ask(defeatedOf(part.monster), part.quantity - unitsOf(tally.defeated, part.monster));
    else demands.set(gold, Math.max(part.gold, demands.get(gold) ?? 0));
  return goods.map((good) => Math.max(0, demands.get(good) ?? 0));
};
