import type { ActionOf } from './actions.ts';
import { type Acted, type Event, type Refusal, refuse } from './events.ts';
import { formatStacks, missingFrom, timesStacks, unitsOf, withStacks } from './goods.ts';
import type { Hero, Situation } from './hero.ts';
import { afterCrafts } from './mastery.ts';
import type { Rules } from './rule-sets.ts';
import { roomOf } from './stats.ts';
import { indexOf, siteAt, tilesWith } from './world-index.ts';
import type { Item, Recipe, Stack, World } from './world.ts';

/** The part of each ingredient that recycling gives back, rounded down: always less than it took. */
const recycledShare = 1 / 2;

/** What one run of a recipe yields: the item first, then the by-products. */
const yieldOf = (item: Item, recipe: Recipe): readonly Stack[] => [
  { item: item.id, quantity: recipe.quantity },
  ...recipe.byproducts,
];

/** What recycling one unit of an item gives back, which may be nothing. */
export const recycledFrom = ({ ingredients }: Recipe): readonly Stack[] =>
  ingredients.flatMap(({ item, quantity }) => {
    const back = Math.floor(quantity * recycledShare);
    return back > 0 ? [{ item, quantity: back }] : [];
  });

const refuseWork = (world: World, hero: Hero, item: Item, recipe: Recipe): Refusal | undefined => {
  const site = siteAt(world, hero);
  if (site?.kind !== 'workshop' || site.id !== recipe.skill) {
    const places = tilesWith(world, 'workshop', recipe.skill).map(({ x, y }) => `(${x}, ${y})`);
    return refuse(
      'not-here',
      `${item.id} is made at a ${recipe.skill} workshop: ${places.join(' or ') || 'there is none'}.`,
    );
  }
  const level = hero.skills[recipe.skill]?.level ?? 0;
  if (level < recipe.level)
    return refuse(
      'skill-too-low',
      `${item.id} needs ${recipe.skill} level ${recipe.level}; yours is ${level}.`,
    );
  return undefined;
};

const withGoods = (
  world: World,
  rules: Rules,
  hero: Hero,
  spent: readonly Stack[],
  gained: readonly Stack[],
): Hero | Refusal => {
  const inventory = withStacks(withStacks(hero.inventory, spent, -1), gained);
  const after = { ...hero, inventory };
  return rules.hasCapacity && roomOf(world, after) < Math.min(0, roomOf(world, hero))
    ? refuse('no-space', `You cannot carry ${formatStacks(gained)} as well. Deposit or sell something first.`)
    : after;
};

/** Makes an item, `quantity` runs of its recipe at once. */
export const craft = (
  world: World,
  rules: Rules,
  { hero, land }: Situation,
  { item: id, quantity }: ActionOf<'craft'>,
): Acted => {
  const item = indexOf(world).items.get(id);
  if (item === undefined)
    return refuse('unknown-item', `There is no item "${id}". Write its id as the world lists it.`);
  const { recipe } = item;
  if (recipe === null) return refuse('no-recipe', `${id} cannot be crafted. Find out who drops or sells it.`);
  const refusal = refuseWork(world, hero, item, recipe);
  if (refusal !== undefined) return refusal;
  const spent = timesStacks(recipe.ingredients, quantity);
  const missing = missingFrom(hero.inventory, spent);
  if (missing.length > 0)
    return refuse('missing-items', `For ${quantity} x ${id} you still need ${formatStacks(missing)}.`);
  const gained = timesStacks(yieldOf(item, recipe), quantity);
  const after = withGoods(world, rules, hero, spent, gained);
  if ('code' in after) return after;
  const before = hero.skills[recipe.skill]!;
  const mastery = afterCrafts(before, recipe.level, quantity);
  const rise: readonly Event[] =
    mastery.level > before.level ? [{ kind: 'levelled', level: mastery.level, skill: recipe.skill }] : [];
  return {
    events: [{ gained, item: id, kind: 'crafted', spent }, ...rise],
    situation: {
      hero: {
        ...after,
        skills: mastery === before ? hero.skills : { ...hero.skills, [recipe.skill]: mastery },
        steps: hero.steps + quantity,
      },
      land,
    },
  };
};

/** Takes worn-out or unwanted gear apart at the workshop where it is made. */
export const recycle = (
  world: World,
  rules: Rules,
  { hero, land }: Situation,
  { item: id, quantity }: ActionOf<'recycle'>,
): Acted => {
  const item = indexOf(world).items.get(id);
  if (item === undefined)
    return refuse('unknown-item', `There is no item "${id}". Write its id as the world lists it.`);
  const { recipe } = item;
  // Recipes that yield several units, or something beside, would give back more than was put in.
  if (recipe === null || recipe.quantity > 1 || recipe.byproducts.length > 0)
    return refuse(
      'no-recipe',
      `${id} cannot be recycled: only what is crafted one at a time and without by-products.`,
    );
  const refusal = refuseWork(world, hero, item, recipe);
  if (refusal !== undefined) return refusal;
  const units = unitsOf(hero.inventory, id);
  if (units < quantity) return refuse('missing-items', `You carry ${units} ${id}, not ${quantity}.`);
  const gained = timesStacks(recycledFrom(recipe), quantity);
  const after = withGoods(world, rules, hero, [{ item: id, quantity }], gained);
  if ('code' in after) return after;
  return {
    events: [{ gained, item: id, kind: 'recycled', quantity }],
    situation: { hero: { ...after, steps: hero.steps + quantity }, land },
  };
};
