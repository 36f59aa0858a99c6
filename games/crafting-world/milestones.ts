import type { Event } from './events.ts';
import type { Hero } from './hero.ts';
import { partsOf } from './goal.ts';
import type { Goal } from './task.ts';
import { indexOf } from './world-index.ts';
import type { World } from './world.ts';

/** Quarters of the gold of a goal count as milestones of their own. */
const goldQuarters = [1, 2, 3, 4] as const;

/** The milestones that one action reaches: each is a word and an id, and counts once however often it is reached. */
export const milestonesIn = (events: readonly Event[]): readonly string[] =>
  events.flatMap((event) => {
    switch (event.kind) {
      case 'gathered':
        return event.gained.map(({ item }) => `obtain:${item}`);
      case 'bought':
        return [`obtain:${event.item}`];
      case 'crafted':
        return event.gained.map(({ item }) => (item === event.item ? `craft:${item}` : `obtain:${item}`));
      case 'fought':
        return event.isWon
          ? [`defeat:${event.monster}`, ...event.gained.map(({ item }) => `obtain:${item}`)]
          : [];
      case 'equipped':
        return [`equip:${event.item}`];
      case 'moved':
      case 'unequipped':
      case 'used':
      case 'rested':
      case 'recycled':
      case 'deposited':
      case 'withdrawn':
      case 'sold':
      case 'levelled':
      case 'looked':
      case 'stopped':
        return [];
    }
  });

/** The milestones of gold that the hero's purse reaches. */
export const goldMilestones = (goal: Goal, { gold }: Hero): readonly string[] =>
  partsOf(goal).flatMap((part) =>
    part.kind === 'earn'
      ? goldQuarters.filter((n) => gold * 4 >= part.gold * n).map((n) => `gold:${n}-of-4`)
      : [],
  );

/** Adds the making of an item, back to its sources. */
const addMaking = (world: World, item: string, hero: Hero, found: Set<string>): void => {
  if (found.has(`craft:${item}`) || found.has(`obtain:${item}`)) return;
  const recipe = indexOf(world).items.get(item)?.recipe ?? null;
  if (recipe === null) {
    found.add(`obtain:${item}`);
    const hunted = world.monsters.filter(({ drops }) => drops.some((drop) => drop.item === item));
    const isGathered = world.resources.some(({ drops }) => drops.some((drop) => drop.item === item));
    // Where one can also gather it, no hunt is needed; the source counts all who drop it, we none of them.
    if (hunted.length === 1 && !isGathered) found.add(`defeat:${hunted[0]!.id}`);
    return;
  }
  for (const ingredient of recipe.ingredients) addMaking(world, ingredient.item, hero, found);
  found.add(`craft:${item}`);
};

/**
 * The ideal milestones of a task: what its goals name, and, for gear to be worn that the hero lacks, its making and its
 * wearing, with every intermediate and every basic material. After HeroBench's progress score, where each key counts once.
 */
export const milestonesOf = (
  world: World,
  hero: Hero,
  goal: Goal,
  gear: readonly string[],
): readonly string[] => {
  const found = new Set<string>();
  const worn = new Set(Object.values(hero.equipment).map(({ item }) => item));
  for (const item of gear) {
    if (worn.has(item)) continue;
    if (!(item in hero.inventory)) addMaking(world, item, hero, found);
    found.add(`equip:${item}`);
  }
  for (const part of partsOf(goal))
    if (part.kind === 'craft') addMaking(world, part.item, hero, found);
    else if (part.kind === 'defeat') found.add(`defeat:${part.monster}`);
    else for (const n of goldQuarters) found.add(`gold:${n}-of-4`);
  return [...found];
};
