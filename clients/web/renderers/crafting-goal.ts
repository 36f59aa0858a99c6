import { partsOf } from '../../../games/crafting-world/goal.ts';
import { unitsOf } from '../../../games/crafting-world/goods.ts';
import type { HeroSeen } from '../../../games/crafting-world/view.ts';
import type { Goal, SingleGoal } from '../../../games/crafting-world/task.ts';
import type { World } from '../../../games/crafting-world/world.ts';
import { indexOf } from '../../../games/crafting-world/world-index.ts';
import { nameOf } from './crafting-names.ts';

/** How far a hero is with one part of the goal. */
export interface GoalProgress {
  readonly text: string;
  readonly done: number;
  readonly wanted: number;
}

const progressOf = (world: World, part: SingleGoal, { gold, tally }: HeroSeen): GoalProgress => {
  switch (part.kind) {
    case 'craft':
      return {
        text: `Craft ${part.quantity} ${nameOf(world, part.item)}`,
        done: unitsOf(tally.crafted, part.item),
        wanted: part.quantity,
      };
    case 'defeat':
      return {
        text: `Defeat ${part.quantity} ${nameOf(world, part.monster)}`,
        done: unitsOf(tally.defeated, part.monster),
        wanted: part.quantity,
      };
    case 'earn':
      return { text: `Hold ${part.gold} gold`, done: gold, wanted: part.gold };
  }
};

/** How far a hero is, part by part. */
export const goalProgress = (world: World, goal: Goal, hero: HeroSeen): readonly GoalProgress[] =>
  partsOf(goal).map((part) => progressOf(world, part, hero));

/** One line of a recipe that is taken apart: so many units at hand of what is still needed. */
export interface RecipeLine {
  readonly item: string;
  readonly name: string;
  readonly depth: number;
  readonly have: number;
  readonly need: number;
}

/** Lines and levels beyond which a recipe is not taken apart further. */
const linesMax = 14;
const depthMax = 4;

/** What a hero has of an item, wherever it keeps it. */
const owned = ({ bank, inventory, equipment }: HeroSeen, item: string): number =>
  unitsOf(inventory, item) +
  unitsOf(bank, item) +
  Object.values(equipment).reduce((sum, worn) => sum + (worn.item === item ? worn.quantity : 0), 0);

/**
 * What is still missing to craft the goal's items, ingredient under product. What is at hand of a product is not asked
 * of its ingredients again; where two products share one, each line counts all that there is.
 */
export const recipeLines = (world: World, goal: Goal, hero: HeroSeen): readonly RecipeLine[] => {
  const { items } = indexOf(world);
  const lines: RecipeLine[] = [];
  const add = (item: string, need: number, have: number, depth: number): void => {
    if (lines.length >= linesMax) return;
    lines.push({ item, name: nameOf(world, item), depth, have: Math.min(have, need), need });
    const recipe = items.get(item)?.recipe ?? null;
    const missing = need - have;
    if (recipe === null || missing <= 0 || depth >= depthMax) return;
    const runs = Math.ceil(missing / recipe.quantity);
    for (const ingredient of recipe.ingredients)
      add(ingredient.item, ingredient.quantity * runs, owned(hero, ingredient.item), depth + 1);
  };
  for (const part of partsOf(goal))
    if (part.kind === 'craft') add(part.item, part.quantity, unitsOf(hero.tally.crafted, part.item), 0);
  return lines;
};
