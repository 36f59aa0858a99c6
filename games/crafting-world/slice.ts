import { indexOf } from './world-index.ts';
import type { World } from './world.ts';

/** What somebody who wants `wanted` (ids of items) must know of: their making, and all sources, shops and tools. */
export const closureOf = (world: World, wanted: readonly string[]): readonly string[] => {
  const { items } = indexOf(world);
  const found = new Set<string>();
  const queue = [...wanted];
  const addSources = (item: string): void => {
    for (const { drops, id, tools } of world.resources)
      if (!found.has(id) && drops.some((drop) => drop.item === item)) {
        found.add(id);
        queue.push(...tools);
      }
    for (const { drops, id } of world.monsters) if (drops.some((drop) => drop.item === item)) found.add(id);
    for (const { buys, id, sells } of world.shops)
      if ([...buys, ...sells].some((offer) => offer.item === item)) found.add(id);
  };
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    if (found.has(item) || !items.has(item)) continue;
    found.add(item);
    addSources(item);
    for (const ingredient of items.get(item)?.recipe?.ingredients ?? []) queue.push(ingredient.item);
  }
  return [...found, ...besidesOf(world, found)].sort();
};

/** What comes along with what is wanted: other drops of its sources, and by-products. */
const besidesOf = ({ items, monsters, resources }: World, found: ReadonlySet<string>): readonly string[] => {
  const drops = [...resources, ...monsters]
    .filter(({ id }) => found.has(id))
    .flatMap((source) => source.drops);
  const left = items.filter(({ id }) => found.has(id)).flatMap(({ recipe }) => recipe?.byproducts ?? []);
  return [...new Set([...drops, ...left].map(({ item }) => item))].filter((id) => !found.has(id));
};

/** What looking up an id makes known, in a fixed order: the thing itself, and for an item who gives and trades it. */
export const revealedBy = (world: World, id: string): readonly string[] => {
  const { items, monsters, resources, shops } = indexOf(world);
  if (monsters.has(id) || resources.has(id) || shops.has(id)) return [id];
  if (!items.has(id)) return [];
  const givers = [...world.resources, ...world.monsters].filter(({ drops }) =>
    drops.some((drop) => drop.item === id),
  );
  const traders = world.shops.filter(({ buys, sells }) =>
    [...buys, ...sells].some(({ item }) => item === id),
  );
  return [id, ...[...givers, ...traders].map((one) => one.id)];
};

/** The world with only what `shown` lists; map, workshops, banks, skills and slots stay whole. */
export const sliceOf = (world: World, shown: readonly string[]): World => {
  const isShown = new Set(shown);
  const known = knownOf(world, isShown);
  return {
    ...known,
    tiles: world.tiles.map(({ site, terrain, x, y }) => {
      const isSeen =
        site === null || site.kind === 'workshop' || site.kind === 'bank' || isShown.has(site.id);
      return { site: isSeen ? site : null, terrain, x, y };
    }),
  };
};

/** The world as it is known to somebody who sees the whole map, and of what stands there only what was looked up. */
export const knownOf = (world: World, isShown: ReadonlySet<string>): World => {
  const kept = <Entry extends { readonly id: string }>(entries: readonly Entry[]): readonly Entry[] =>
    entries.filter(({ id }) => isShown.has(id));
  const traded = (offers: World['shops'][number]['buys']): World['shops'][number]['buys'] =>
    offers.filter(({ item }) => isShown.has(item));
  return {
    items: kept(world.items),
    monsters: kept(world.monsters),
    resources: kept(world.resources),
    shops: kept(world.shops).map(({ buys, id, name, sells }) => ({
      buys: traded(buys),
      id,
      name,
      sells: traded(sells),
    })),
    skills: world.skills,
    slots: world.slots,
    start: world.start,
    terrains: world.terrains,
    tiles: world.tiles,
  };
};
