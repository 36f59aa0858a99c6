import type { Goods } from '../../../games/crafting-world/hero.ts';
import type { World } from '../../../games/crafting-world/world.ts';
import { indexOf } from '../../../games/crafting-world/world-index.ts';

/** The name of an item, a monster, a resource or a shop; its id where the view does not list it. */
export const nameOf = (world: World, id: string): string => {
  const { items, monsters, resources, shops } = indexOf(world);
  return (items.get(id) ?? monsters.get(id) ?? resources.get(id) ?? shops.get(id))?.name ?? id;
};

/** Goods as a list, the most first. */
export const listOf = (world: World, goods: Goods): { id: string; name: string; units: number }[] =>
  Object.entries(goods)
    .map(([id, units]) => ({ id, name: nameOf(world, id), units }))
    .sort((one, other) => other.units - one.units);

/** How a hero is called: alone by its role, beside another by its seat's. */
export const heroName = (seat: number, count: number): string =>
  count === 1 ? 'Hero' : seat === 0 ? 'First hero' : 'Second hero';
