import type { Rng } from '../rng.ts';
import type { Chance } from './generator-chance.ts';
import { createGear, createStarterGear, gearSlots } from './generator-gear.ts';
import { createMap, terrains } from './generator-map.ts';
import { type Materials, createMaterials, gatheringSkills, skills } from './generator-materials.ts';
import { createMonsters, createTarget } from './generator-monsters.ts';
import { createShop, createWorth } from './generator-shop.ts';
import { type SizeSettings, type WorldSize, sizeSettings } from './levels.ts';
import { createNameMaker } from './names.ts';
import type { RuleSetId } from './rule-sets.ts';
import type { Item, Monster, Resource, Shop, Site, World } from './world.ts';

/** What a world is made for. */
export interface WorldQuery {
  readonly rules: RuleSetId;
  readonly size: WorldSize;
  /** The tier that its target belongs to. */
  readonly tier: number;
  /** Pieces of that tier's gear that its target takes. */
  readonly pieces: number;
  /** Hit points that the hero has without gear. */
  readonly baseHp: number;
}

/** A world, and what its tasks are made of. */
export interface GeneratedWorld {
  readonly world: World;
  readonly target: Monster;
  readonly gear: readonly Item[];
  readonly starters: readonly Item[];
  readonly materials: Materials;
  readonly worth: (item: string) => number;
}

const craftingSkills = Object.values(skills).filter((skill) => !gatheringSkills.includes(skill));

/** Tiles for each resource: rivals exhaust them. */
const resourceTiles = { expedition: 1, herobench: 1, rivals: 3 } as const;

const sitesOf = (
  resources: readonly Resource[],
  monsters: readonly Monster[],
  shops: readonly Shop[],
  rules: RuleSetId,
  rng: Rng,
): readonly Site[] => [
  ...craftingSkills.map((id) => ({ id, kind: 'workshop' }) as const),
  { id: 'bank', kind: 'bank' },
  ...shops.map(({ id }) => ({ id, kind: 'shop' }) as const),
  ...resources.flatMap(({ id }) =>
    Array.from({ length: resourceTiles[rules] + rng.int(2) }, () => ({ id, kind: 'resource' }) as const),
  ),
  ...monsters.map(({ id }) => ({ id, kind: 'monster' }) as const),
];

/** The map grows with what stands on it. */
const sideFor = ({ side }: SizeSettings, sites: number): number =>
  Math.max(side, Math.ceil(Math.sqrt(sites * 1.6)));

/** A world from chance alone: equal streams make equal worlds. */
export const generateWorld = (query: WorldQuery, chance: Chance): GeneratedWorld => {
  const { baseHp, pieces, rules, size, tier } = query;
  const settings = sizeSettings[size];
  const names = createNameMaker(chance('names'));
  const materials = createMaterials(settings.tiers, names, chance('materials'));
  const gear = createGear(materials, names, chance('gear'));
  const starters = createStarterGear(tier, names);
  const common = createMonsters(materials, names, chance('monsters'));
  const target = createTarget({ baseHp, gear, pieces, starters, tier }, names, chance('target'));
  const items = [...materials.items, ...gear];
  const worth = createWorth(items, materials.resources);
  // Where all goods are free there is no shop, since it would solve every task.
  const shops = rules === 'herobench' ? [] : [createShop(items, worth, names, chance('shop'))];
  const monsters = [...common, target];
  const sites = sitesOf(materials.resources, monsters, shops, rules, chance('sites'));
  const { start, tiles } = createMap(sideFor(settings, sites.length), sites, chance('map'));
  return {
    world: {
      items: [...items, ...starters],
      monsters,
      resources: materials.resources,
      shops,
      skills: Object.values(skills).sort(),
      slots: gearSlots,
      start,
      terrains,
      tiles,
    },
    target,
    gear,
    starters,
    materials,
    worth,
  };
};
