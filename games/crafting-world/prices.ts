import type { Hero, Land } from './hero.ts';
import type { Rules } from './rule-sets.ts';
import type { World } from './world.ts';

/** What one unit of demand adds to a moving price, in percent, and the bounds of what all of it does. */
const percentAUnit = 5;
const percentMin = 50;
const percentMax = 300;

const percentAt = (demand: number): number =>
  Math.min(percentMax, Math.max(percentMin, 100 + percentAUnit * demand));

/** The sum over `quantity` units of a price that moves with each of them, rounded a unit at a time. */
const sumOver = (
  quantity: number,
  demandOf: (unit: number) => number,
  price: number,
  round: (value: number) => number,
): number => {
  let sum = 0;
  for (let unit = 0; unit < quantity; unit++) sum += round((price * percentAt(demandOf(unit))) / 100);
  return sum;
};

const demandFor = (land: Land, item: string): number => land.demand[item] ?? 0;

/** Gold for which a shop sells `quantity` units at a list price of `price`. */
export const costOf = (rules: Rules, land: Land, item: string, price: number, quantity: number): number => {
  if (rules.prices === 'free') return 0;
  if (rules.prices === 'fixed') return price * quantity;
  const demand = demandFor(land, item);
  return sumOver(quantity, (unit) => demand + unit, price, Math.ceil);
};

/**
 * Gold that a shop pays for `quantity` units at a list price of `price`. A unit sold is paid at the demand that it leaves
 * behind, which is the demand at which it was bought: buying and selling back never gains.
 */
export const paymentOf = (
  rules: Rules,
  land: Land,
  item: string,
  price: number,
  quantity: number,
): number => {
  if (rules.prices !== 'moving') return price * quantity;
  const demand = demandFor(land, item);
  return sumOver(quantity, (unit) => demand - unit - 1, price, Math.floor);
};

/** The land after `change` units were bought, or sold when negative. */
export const withDemand = (rules: Rules, land: Land, item: string, change: number): Land => {
  if (rules.prices !== 'moving') return land;
  const demand = demandFor(land, item) + change;
  const entries = Object.entries(land.demand).filter(([other]) => other !== item);
  if (demand !== 0) entries.push([item, demand]);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return { demand: Object.fromEntries(entries), taken: land.taken };
};

const paymentsByWorld = new WeakMap<World, ReadonlyMap<string, number>>();

/** The highest list price at which a shop buys, by item. */
export const bestPayments = (world: World): ReadonlyMap<string, number> => {
  const known = paymentsByWorld.get(world);
  if (known !== undefined) return known;
  const best = new Map<string, number>();
  for (const { buys } of world.shops)
    for (const { item, price } of buys) best.set(item, Math.max(price, best.get(item) ?? 0));
  paymentsByWorld.set(world, best);
  return best;
};

/** Gold, and the highest list price at which a shop buys, for each unit that the hero carries, banks or wears. */
export const valueOf = (world: World, hero: Hero): number => {
  const best = bestPayments(world);
  let value = hero.gold;
  for (const goods of [hero.inventory, hero.bank])
    for (const item in goods) value += goods[item]! * (best.get(item) ?? 0);
  for (const slot in hero.equipment) {
    const { item, quantity } = hero.equipment[slot]!;
    value += quantity * (best.get(item) ?? 0);
  }
  return value;
};
