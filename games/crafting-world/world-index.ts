import type { Item, Monster, Place, Resource, Shop, Site, Slot, Tile, World } from './world.ts';

/** A world's lists by id, and its tiles by place. */
export interface WorldIndex {
  readonly items: ReadonlyMap<string, Item>;
  readonly monsters: ReadonlyMap<string, Monster>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly shops: ReadonlyMap<string, Shop>;
  readonly slots: ReadonlyMap<string, Slot>;
  readonly terrainSteps: ReadonlyMap<string, number>;
  readonly tiles: ReadonlyMap<string, Tile>;
}

const byId = <Entry extends { readonly id: string }>(list: readonly Entry[]): ReadonlyMap<string, Entry> =>
  new Map(list.map((entry) => [entry.id, entry]));

/** A place as the key of a map and as states write it: `x,y`. */
export const placeKey = ({ x, y }: Place): string => `${x},${y}`;

const indexes = new WeakMap<World, WorldIndex>();

/** The index of a world, made once for each world object. */
export const indexOf = (world: World): WorldIndex => {
  const known = indexes.get(world);
  if (known !== undefined) return known;
  const index: WorldIndex = {
    items: byId(world.items),
    monsters: byId(world.monsters),
    resources: byId(world.resources),
    shops: byId(world.shops),
    slots: byId(world.slots),
    terrainSteps: new Map(world.terrains.map((terrain) => [terrain.id, terrain.steps])),
    tiles: new Map(world.tiles.map((tile) => [placeKey(tile), tile])),
  };
  indexes.set(world, index);
  return index;
};

/** What stands where somebody is, or null. */
export const siteAt = (world: World, place: Place): Site | null =>
  indexOf(world).tiles.get(placeKey(place))?.site ?? null;

/** The tiles that have such a site, in the world's order; any of the kind without an id. */
export const tilesWith = (world: World, kind: Site['kind'], id?: string): readonly Tile[] =>
  world.tiles.filter((tile) => tile.site?.kind === kind && (id === undefined || tile.site.id === id));
