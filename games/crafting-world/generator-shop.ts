import type { Rng } from '../rng.ts';
import { idOfName, type NameMaker } from './names.ts';
import type { Item, Offer, Resource, Shop } from './world.ts';

/** A shop asks this many times what a thing is worth, so that nothing bought can be worked up and sold at a gain. */
const markup = 12;
/** Percent of its worth that a shop pays, from and up to. */
const paidFrom = 60;
const paidSpan = 41;
/** Of so many materials one is for sale. */
const soldOneIn = 3;
/** What making a thing adds to what its ingredients are worth. */
const workWorth = 2;

/** What a unit of each item is worth in gold: the work that it takes, whoever does it. */
export const createWorth = (
  items: readonly Item[],
  resources: readonly Resource[],
): ((item: string) => number) => {
  const byId = new Map(items.map((item) => [item.id, item]));
  const rates = new Map(
    resources.flatMap(({ drops, level }) =>
      drops.map((drop) => [drop.item, drop.oneIn + Math.floor(level / 5)] as const),
    ),
  );
  const known = new Map<string, number>();
  const worth = (id: string): number => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const item = byId.get(id)!;
    const value =
      item.recipe === null
        ? (rates.get(id) ?? 2 + Math.floor(item.level / 5))
        : item.recipe.ingredients.reduce(
            (sum, { item: one, quantity }) => sum + quantity * worth(one),
            workWorth,
          );
    known.set(id, value);
    return value;
  };
  return worth;
};

/** The shop of a world. It pays for gear and materials, and sells some materials dearly. */
export const createShop = (
  items: readonly Item[],
  worth: (item: string) => number,
  names: NameMaker,
  rng: Rng,
): Shop => {
  const name = `${names.next()} market`;
  const buys: readonly Offer[] = items.map(({ id }) => ({
    item: id,
    price: Math.max(1, Math.floor((worth(id) * (paidFrom + rng.int(paidSpan))) / 100)),
  }));
  const sells = items.flatMap(({ id, kind }) =>
    kind === 'material' && rng.int(soldOneIn) === 0 ? [{ item: id, price: markup * worth(id) }] : [],
  );
  return { buys, id: idOfName(name), name, sells };
};
