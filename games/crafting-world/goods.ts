import type { Goods } from './hero.ts';
import type { Stack } from './world.ts';

/** Units of an item; the item must be one of the world's. */
export const unitsOf = (goods: Goods, item: string): number => goods[item] ?? 0;

/** Units of all items together. */
export const unitsIn = (goods: Goods): number => {
  let units = 0;
  for (const item in goods) units += goods[item]!;
  return units;
};

/** `goods` with `change` more units of an item (fewer when negative); throws when that leaves less than none. */
export const withUnits = (goods: Goods, item: string, change: number): Goods => {
  const units = unitsOf(goods, item) + change;
  if (units < 0) throw new RangeError(`${units} units of ${item}`);
  if (units > 0 && goods[item] !== undefined) return { ...goods, [item]: units };
  const changed: Record<string, number> = {};
  let isPlaced = units === 0;
  for (const other in goods) {
    if (other === item) continue;
    if (!isPlaced && item < other) {
      changed[item] = units;
      isPlaced = true;
    }
    changed[other] = goods[other]!;
  }
  if (!isPlaced) changed[item] = units;
  return changed;
};

/** `goods` with stacks added, or taken away with `sign` -1. */
export const withStacks = (goods: Goods, stacks: readonly Stack[], sign: 1 | -1 = 1): Goods => {
  let changed = goods;
  for (const { item, quantity } of stacks) changed = withUnits(changed, item, sign * quantity);
  return changed;
};

/** Each stack so many times. */
export const timesStacks = (stacks: readonly Stack[], times: number): readonly Stack[] =>
  times === 1 ? stacks : stacks.map(({ item, quantity }) => ({ item, quantity: quantity * times }));

/** What fits into `room` units, in order, and what does not. */
export const splitAtRoom = (
  stacks: readonly Stack[],
  room: number,
): { readonly kept: readonly Stack[]; readonly left: readonly Stack[] } => {
  let free = room;
  const kept: Stack[] = [];
  const left: Stack[] = [];
  for (const { item, quantity } of stacks) {
    const fits = Math.min(quantity, free);
    if (fits > 0) kept.push({ item, quantity: fits });
    if (fits < quantity) left.push({ item, quantity: quantity - fits });
    free -= fits;
  }
  return { kept, left };
};

/** What is needed beyond what is there. */
export const missingFrom = (goods: Goods, needed: readonly Stack[]): readonly Stack[] =>
  needed.flatMap(({ item, quantity }) => {
    const lacking = quantity - unitsOf(goods, item);
    return lacking > 0 ? [{ item, quantity: lacking }] : [];
  });

/** `3 iron-bar, 1 leather`. */
export const formatStacks = (stacks: readonly Stack[]): string =>
  stacks.map(({ item, quantity }) => `${quantity} ${item}`).join(', ');
