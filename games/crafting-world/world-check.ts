import { effectNames, elements, type Drop, type Recipe, type Stack, type World } from './world.ts';
import { recycledFrom } from './act-workshop.ts';
import { indexOf, placeKey } from './world-index.ts';

/** Ids become members of states: none may look like a number, which JSON orders otherwise, or be every object's member. */
const isId = (id: string): boolean => /^[a-z][a-z0-9_-]*$/i.test(id) && id.length <= 64 && !(id in {});

const isCount = (value: number, least: number): boolean =>
  Number.isSafeInteger(value) && value >= least && value <= 1_000_000;

const idProblems = (world: World): string[] => {
  const ids = [world.items, world.monsters, world.resources, world.shops].flatMap((list) =>
    list.map(({ id }) => id),
  );
  const all = [...ids, ...world.skills, ...world.slots.map(({ id }) => id)];
  return [
    ...all.filter((id) => !isId(id)).map((id) => `${id} is not an id`),
    ...ids.filter((id, n) => ids.indexOf(id) !== n).map((id) => `${id} names two things`),
  ];
};

const recipeProblems = (world: World, id: string, recipe: Recipe): string[] => {
  const { items } = indexOf(world);
  const stacks = [...recipe.ingredients, ...recipe.byproducts];
  return [
    ...(recipe.ingredients.length === 0 ? [`${id} is made from nothing`] : []),
    ...(isCount(recipe.quantity, 1) ? [] : [`${id} is made ${recipe.quantity} at a time`]),
    ...(world.skills.includes(recipe.skill) ? [] : [`${id} is made with ${recipe.skill}, which is no skill`]),
    ...stacks
      .filter(({ item, quantity }) => !items.has(item) || !isCount(quantity, 1))
      .map(({ item, quantity }) => `the recipe of ${id} has ${quantity} ${item}`),
  ];
};

const dropProblems = (world: World, id: string, drops: readonly Drop[]): string[] =>
  drops
    .filter(
      ({ item, max, min, oneIn }) =>
        !indexOf(world).items.has(item) || !isCount(min, 1) || !isCount(max, min) || !isCount(oneIn, 1),
    )
    .map(({ item }) => `${id} drops ${item} in an impossible way`);

const sourceProblems = (world: World): string[] => [
  ...world.items.flatMap(({ effects, id, recipe }) => [
    ...effectNames
      .filter((name) => !Number.isSafeInteger(effects[name] ?? 0))
      .map((name) => `${id} has odd ${name}`),
    ...(recipe === null ? [] : recipeProblems(world, id, recipe)),
  ]),
  ...world.resources.flatMap(({ drops, id, skill, tools }) => [
    ...dropProblems(world, id, drops),
    ...(world.skills.includes(skill) ? [] : [`${id} needs ${skill}, which is no skill`]),
    ...tools.filter((tool) => !indexOf(world).items.has(tool)).map((tool) => `${id} needs unknown ${tool}`),
  ]),
  ...world.monsters.flatMap((monster) => [
    ...dropProblems(world, monster.id, monster.drops),
    ...(isCount(monster.hp, 1) ? [] : [`${monster.id} has ${monster.hp} hit points`]),
    ...(isCount(monster.goldMin, 0) && isCount(monster.goldMax, monster.goldMin)
      ? []
      : [`${monster.id} has odd gold`]),
    ...elements
      .filter(
        (element) => !isCount(monster.attack[element], 0) || !Number.isSafeInteger(monster.resist[element]),
      )
      .map((element) => `${monster.id} has odd ${element}`),
  ]),
];

const mapProblems = (world: World): string[] => {
  const { monsters, resources, shops, terrainSteps, tiles } = indexOf(world);
  const known: Readonly<Record<string, (id: string) => boolean>> = {
    bank: () => true,
    monster: (id) => monsters.has(id),
    resource: (id) => resources.has(id),
    shop: (id) => shops.has(id),
    workshop: (id) => world.skills.includes(id),
  };
  return [
    ...(tiles.size === world.tiles.length ? [] : ['two tiles are in one place']),
    ...(tiles.has(placeKey(world.start)) ? [] : ['there is no tile at the start']),
    ...world.terrains.filter(({ steps }) => !isCount(steps, 1)).map(({ id }) => `${id} costs no whole steps`),
    ...world.tiles.flatMap(({ site, terrain, x, y }) => [
      ...(terrainSteps.has(terrain) ? [] : [`(${x}, ${y}) is of unknown terrain ${terrain}`]),
      ...(site === null || known[site.kind]!(site.id) ? [] : [`(${x}, ${y}) has unknown ${site.id}`]),
    ]),
  ];
};

const pricesOf = (world: World) => {
  const cost = new Map<string, number>();
  const pay = new Map<string, number>();
  for (const { buys, sells } of world.shops) {
    for (const { item, price } of sells) cost.set(item, Math.min(price, cost.get(item) ?? Infinity));
    for (const { item, price } of buys) pay.set(item, Math.max(price, pay.get(item) ?? 0));
  }
  return { cost, pay };
};

const sumOf = (stacks: readonly Stack[], priceOf: (item: string) => number): number =>
  stacks.reduce((sum, { item, quantity }) => sum + quantity * priceOf(item), 0);

/** What each item costs at least when all is bought and crafted; infinite where something cannot be bought. */
const boughtCosts = (world: World): ReadonlyMap<string, number> => {
  const { cost } = pricesOf(world);
  const costOf = (item: string): number => cost.get(item) ?? Infinity;
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const { id, recipe } of world.items) {
      const made = recipe === null ? Infinity : sumOf(recipe.ingredients, costOf) / recipe.quantity;
      if (made < costOf(id)) {
        cost.set(id, made);
        isChanged = true;
      }
    }
  }
  return cost;
};

/** Ways to gold from gold alone: buying, crafting, recycling and selling must never gain. */
const tradeProblems = (world: World): string[] => {
  const { pay } = pricesOf(world);
  const bought = boughtCosts(world);
  const costOf = (item: string): number => bought.get(item) ?? Infinity;
  const payOf = (item: string): number => pay.get(item) ?? 0;
  return [
    ...world.shops.flatMap(({ buys, id, sells }) =>
      [...buys, ...sells]
        .filter(({ price }) => !isCount(price, 1))
        .map(({ item }) => `${id} prices ${item} oddly`),
    ),
    ...world.items.flatMap(({ id, recipe }) => {
      if (payOf(id) > costOf(id)) return [`${id} is bought for ${costOf(id)} and sold for ${payOf(id)}`];
      if (recipe === null) return [];
      const outputs = [{ item: id, quantity: recipe.quantity }, ...recipe.byproducts];
      const gains = sumOf(outputs, payOf) > sumOf(recipe.ingredients, costOf);
      const isWorthMore = recipe.quantity === 1 && sumOf(recycledFrom(recipe), payOf) > costOf(id);
      return [
        ...(gains ? [`making ${id} from bought goods gains gold`] : []),
        ...(isWorthMore ? [`recycling bought ${id} gains gold`] : []),
      ];
    }),
  ];
};

/** What is wrong with a world, in words; empty for one that can be played without surprises or free gold. */
export const problemsIn = (world: World): readonly string[] => [
  ...idProblems(world),
  ...sourceProblems(world),
  ...mapProblems(world),
  ...tradeProblems(world),
];
