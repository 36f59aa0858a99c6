import { unitsIn } from './goods.ts';
import type { Hero } from './hero.ts';
import { indexOf } from './world-index.ts';
import type { EffectName, World } from './world.ts';

/** An effect of the hero's own and of all that it wears. */
export const statOf = (world: World, hero: Hero, name: EffectName): number => {
  const { items } = indexOf(world);
  let sum = hero.base[name] ?? 0;
  for (const slot in hero.equipment) sum += items.get(hero.equipment[slot]!.item)?.effects[name] ?? 0;
  return sum;
};

/** Hit points of the hero when well; never less than 1. */
export const hpFull = (world: World, hero: Hero): number => Math.max(1, statOf(world, hero, 'hp'));

/** Units that the hero can still take up. */
export const roomOf = (world: World, hero: Hero): number =>
  statOf(world, hero, 'capacity') - unitsIn(hero.inventory);
