import type { Rng } from '../rng.ts';
import { partsOf } from './goal.ts';
import { type NameMaker, createNameMaker, idOfName } from './names.ts';
import type { Goal } from './task.ts';
import { indexOf } from './world-index.ts';
import type { Effects, Item, Monster, Place, World } from './world.ts';

/** Items of noise in a world. */
const decoyCount = 8;
/** How much better a decoy looks than the item that it is modelled on, in percent. */
const decoyPercent = 125;

/** How many times its hit points a monster gets that nobody is to beat. */
const unbeatableFactor = 3;

const improved = (effects: Effects): Effects =>
  Object.fromEntries(
    Object.entries(effects).map(([name, value]) => [name, Math.ceil((value * decoyPercent) / 100)]),
  );

/** Names that the world has none of: another maker, asked until its ids are free. */
const freshNames = (world: World, rng: Rng): NameMaker => {
  const names = createNameMaker(rng);
  const taken = new Set(
    [...world.items, ...world.monsters, ...world.resources].map(({ id }) => id.split('_')[0]!),
  );
  const next = (): string => {
    const name = names.next();
    return taken.has(idOfName(name)) ? next() : name;
  };
  return { next };
};

/**
 * The world with decoys: gear that looks better than what it is modelled on, whose recipe takes something that is found
 * nowhere, so that it can never be made.
 */
export const withDecoys = (
  world: World,
  models: readonly Item[],
  rng: Rng,
): { readonly world: World; readonly ids: readonly string[] } => {
  const names = freshNames(world, rng);
  const decoys = rng
    .shuffle(models)
    .slice(0, decoyCount)
    .flatMap((model): readonly Item[] => {
      if (model.recipe === null) return [];
      const essenceName = `${names.next()} essence`;
      const essence: Item = {
        effects: {},
        id: idOfName(essenceName),
        kind: 'material',
        level: model.level,
        name: essenceName,
        recipe: null,
      };
      const name = `${names.next()} ${model.name.split(' ').at(-1)}`;
      const ingredients = [
        ...model.recipe.ingredients.slice(0, 2),
        { item: essence.id, quantity: 1 + rng.int(3) },
      ];
      return [
        essence,
        {
          ...model,
          effects: improved(model.effects),
          id: idOfName(name),
          name,
          recipe: { ...model.recipe, ingredients },
        },
      ];
    });
  return { ids: decoys.map(({ id }) => id), world: { ...world, items: [...world.items, ...decoys] } };
};

/** The basic materials of an item, back to its sources. */
const basicsOf = (world: World, item: string): readonly string[] => {
  const recipe = indexOf(world).items.get(item)?.recipe ?? null;
  if (recipe === null) return [item];
  return [...new Set(recipe.ingredients.flatMap((ingredient) => basicsOf(world, ingredient.item)))];
};

/** Nobody gives, drops or sells the item any more. */
const withoutSources = (world: World, item: string): World => {
  const without = <Source extends { readonly drops: readonly { readonly item: string }[] }>(
    source: Source,
  ): Source => ({
    ...source,
    drops: source.drops.filter((drop) => drop.item !== item),
  });
  return {
    ...world,
    monsters: world.monsters.map(without),
    resources: world.resources.map(without),
    shops: world.shops.map((shop) => ({ ...shop, sells: shop.sells.filter((offer) => offer.item !== item) })),
  };
};

const isNextTo = (one: Place, other: Place): boolean =>
  Math.abs(one.x - other.x) + Math.abs(one.y - other.y) === 1;

/** The ground around every tile of a site falls away, with what stands on it: no way leads there. */
const cutOff = (world: World, id: string): World => {
  const islands = world.tiles.filter(({ site }) => site?.id === id);
  return {
    ...world,
    tiles: world.tiles.filter(
      (tile) => tile.site?.id === id || !islands.some((island) => isNextTo(island, tile)),
    ),
  };
};

/** So strong that no gear of the world wins within the rounds that a fight lasts. */
const unbeatable = (world: World, id: string): World => {
  const harden = (monster: Monster): Monster => ({ ...monster, hp: monster.hp * unbeatableFactor });
  return {
    ...world,
    monsters: world.monsters.map((monster) => (monster.id === id ? harden(monster) : monster)),
  };
};

/** Nothing brings gold: monsters carry none, and no way leads to the shop. */
const penniless = (world: World): World => {
  const poor = {
    ...world,
    monsters: world.monsters.map((monster) => ({ ...monster, goldMax: 0, goldMin: 0 })),
  };
  return world.shops.reduce<World>((cut, { id }) => cutOff(cut, id), poor);
};

/**
 * The world changed so that the goal should be out of reach: a material without a source, a place without a way, or a
 * monster too strong. Whether it is must be proven by the caller, since another way may be left.
 */
export const withImpossibleGoal = (world: World, goal: Goal, rng: Rng): World => {
  const part = rng.pick(partsOf(goal));
  switch (part.kind) {
    case 'craft': {
      const { recipe } = indexOf(world).items.get(part.item)!;
      const isCut = rng.int(2) === 0 && recipe !== null;
      return isCut
        ? cutOff(world, recipe.skill)
        : withoutSources(world, rng.pick(basicsOf(world, part.item)));
    }
    case 'defeat':
      return rng.int(3) === 0 ? cutOff(world, part.monster) : unbeatable(world, part.monster);
    case 'earn':
      return penniless(world);
  }
};
