import type { Rng } from '../rng.ts';
import { type NameMaker, idOfName } from './names.ts';
import type { Item, Recipe, Resource, Stack } from './world.ts';

/** Every skill by what it works on. */
export const skills = {
  armour: 'armouring',
  bars: 'smelting',
  cloth: 'weaving',
  fish: 'fishing',
  food: 'cooking',
  jewels: 'jewelling',
  ore: 'mining',
  plants: 'foraging',
  planks: 'carpentry',
  trees: 'woodcutting',
  weapons: 'smithing',
} as const;

/** The skills that gather; the others craft. */
export const gatheringSkills: readonly string[] = [skills.fish, skills.ore, skills.plants, skills.trees];

/** The level of each tier, from tier 1: of its resources, recipes and gear. */
const tierLevels = [1, 5, 10, 15] as const;
export const levelOfTier = (tier: number): number => tierLevels[Math.max(0, tier - 1)] ?? tierLevels.at(-1)!;

/** The materials of one tier by their part in recipes. */
export interface TierMaterials {
  readonly ore: string;
  readonly wood: string;
  readonly fibre: string;
  readonly fish: string;
  readonly gem: string;
  readonly bar: string;
  readonly plank: string;
  readonly cloth: string;
  /** What metal gear is made of: bars in tier 1, then alloys, then plates. */
  readonly metal: string;
  readonly hide: string;
  readonly fang: string;
  readonly meal: string;
  /** What gathers in this tier and below; tier 1 needs none. */
  readonly pick: string | undefined;
  readonly axe: string | undefined;
}

export interface Materials {
  readonly items: readonly Item[];
  readonly resources: readonly Resource[];
  readonly tiers: readonly TierMaterials[];
  readonly charcoal: string;
}

export const stack = (item: string, quantity: number): Stack => ({ item, quantity });

/** An item that is only an ingredient. */
const material = (name: string, level: number, recipe: Recipe | null = null): Item => ({
  effects: {},
  id: idOfName(name),
  kind: 'material',
  level,
  name,
  recipe,
});

export const recipeOf = (
  skill: string,
  level: number,
  ingredients: readonly Stack[],
  byproducts: readonly Stack[] = [],
): Recipe => ({ byproducts, ingredients, level, quantity: 1, skill });

const certain = (item: string) => ({ item, max: 1, min: 1, oneIn: 1 });
const rated = (item: string, oneIn: number) => ({ item, max: 1, min: 1, oneIn });

const resourceOf = (
  name: string,
  skill: string,
  tier: number,
  drops: Resource['drops'],
  tools: readonly string[] = [],
): Resource => ({ drops, id: idOfName(name), level: levelOfTier(tier), name, skill, tools });

/** How many tries in a row give one gem. */
const gemOneIn = 5;

interface Stems {
  readonly metal: string;
  readonly tree: string;
  readonly plant: string;
  readonly fish: string;
  readonly gem: string;
  readonly beast: string;
}

const toolOf = (name: string, tier: number, below: TierMaterials): Item => ({
  effects: {},
  id: idOfName(name),
  kind: 'tool',
  level: 1,
  name,
  recipe: recipeOf(skills.weapons, levelOfTier(tier - 1), [stack(below.bar, 3), stack(below.plank, 2)]),
});

const idsOf = (stems: Stems, tier: number): TierMaterials => {
  const { metal, tree, plant, fish, gem, beast } = stems;
  const metals = [`${metal} bar`, `${metal} alloy`, `${metal} plate`] as const;
  return {
    ore: idOfName(`${metal} ore`),
    wood: idOfName(`${tree} wood`),
    fibre: idOfName(`${plant} fibre`),
    fish: idOfName(`${fish} fish`),
    gem: idOfName(`${gem} gem`),
    bar: idOfName(metals[0]),
    plank: idOfName(`${tree} plank`),
    cloth: idOfName(`${plant} cloth`),
    metal: idOfName(metals[Math.min(tier, metals.length) - 1]!),
    hide: idOfName(`${beast} hide`),
    fang: idOfName(`${beast} fang`),
    meal: idOfName(`${fish} meal`),
    pick: tier > 1 ? idOfName(`${metal} pick`) : undefined,
    axe: tier > 1 ? idOfName(`${metal} axe`) : undefined,
  };
};

/** Alloys hold the metal of the tier below, so that each tier is deeper than the last. */
const metalItems = (
  stems: Stems,
  tier: number,
  own: TierMaterials,
  below: TierMaterials,
  charcoal: string,
): Item[] => {
  const level = levelOfTier(tier);
  const alloyId = idOfName(`${stems.metal} alloy`);
  const belowMetal = tier === 2 ? below.bar : idOfName(below.bar.replace(/_bar$/u, ' alloy'));
  const alloy = material(
    `${stems.metal} alloy`,
    level,
    recipeOf(skills.bars, level, [stack(own.bar, 2), stack(belowMetal, 1), stack(charcoal, 1)]),
  );
  if (tier === 2) return [alloy];
  const plate = material(
    `${stems.metal} plate`,
    level,
    recipeOf(skills.bars, level, [stack(alloyId, 1), stack(own.plank, 1)]),
  );
  return [alloy, plate];
};

const itemsOf = (
  stems: Stems,
  tier: number,
  own: TierMaterials,
  below: TierMaterials | undefined,
  charcoal: string,
  rng: Rng,
): readonly Item[] => {
  const level = levelOfTier(tier);
  const { metal, tree, plant, fish, gem, beast } = stems;
  const barOre = 2 + rng.int(2);
  const shavings = tier > 1 ? [stack(charcoal, 1)] : [];
  const items = [
    ...['ore', 'bar'].map((part) =>
      material(
        `${metal} ${part}`,
        level,
        part === 'bar' ? recipeOf(skills.bars, level, [stack(own.ore, barOre)]) : null,
      ),
    ),
    material(`${tree} wood`, level),
    material(`${tree} plank`, level, recipeOf(skills.planks, level, [stack(own.wood, 2)], shavings)),
    material(`${plant} fibre`, level),
    material(`${plant} cloth`, level, recipeOf(skills.cloth, level, [stack(own.fibre, 2)])),
    material(`${fish} fish`, level),
    material(`${gem} gem`, level),
    material(`${beast} hide`, level),
    material(`${beast} fang`, level),
    {
      effects: { restore: 20 + 15 * tier },
      id: own.meal,
      kind: 'meal',
      level,
      name: `${fish} meal`,
      recipe: recipeOf(skills.food, level, [stack(own.fish, 1)]),
    },
  ];
  if (below === undefined) return items;
  return [
    ...items,
    ...metalItems(stems, tier, own, below, charcoal),
    toolOf(`${metal} pick`, tier, below),
    toolOf(`${metal} axe`, tier, below),
  ];
};

const resourcesOf = (stems: Stems, tier: number, tiers: readonly TierMaterials[]): readonly Resource[] => {
  const own = tiers[tier - 1]!;
  const better = tiers.slice(tier - 1);
  const toolsOf = (tool: 'axe' | 'pick'): readonly string[] =>
    tier === 1 ? [] : better.flatMap((one) => one[tool] ?? []);
  return [
    resourceOf(
      `${stems.metal} vein`,
      skills.ore,
      tier,
      [certain(own.ore), rated(own.gem, gemOneIn)],
      toolsOf('pick'),
    ),
    resourceOf(`${stems.tree} grove`, skills.trees, tier, [certain(own.wood)], toolsOf('axe')),
    resourceOf(`${stems.plant} field`, skills.plants, tier, [certain(own.fibre)]),
    resourceOf(`${stems.fish} pool`, skills.fish, tier, [certain(own.fish)]),
  ];
};

/** The materials, tools and food of all tiers, and where they are gathered. Tier 4 gear is six recipes deep. */
export const createMaterials = (tierCount: number, names: NameMaker, rng: Rng): Materials => {
  const charcoalName = `${names.next()} charcoal`;
  const charcoal = idOfName(charcoalName);
  const stems = Array.from({ length: tierCount }, () => ({
    metal: names.next(),
    tree: names.next(),
    plant: names.next(),
    fish: names.next(),
    gem: names.next(),
    beast: names.next(),
  }));
  const tiers = stems.map((stem, at) => idsOf(stem, at + 1));
  const items = stems.flatMap((stem, at) => itemsOf(stem, at + 1, tiers[at]!, tiers[at - 1], charcoal, rng));
  const burnt = material(charcoalName, 1, recipeOf(skills.planks, 1, [stack(tiers[0]!.wood, 2)]));
  return {
    items: [burnt, ...items],
    resources: stems.flatMap((stem, at) => resourcesOf(stem, at + 1, tiers)),
    tiers,
    charcoal,
  };
};
