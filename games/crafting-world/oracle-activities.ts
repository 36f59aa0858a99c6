import type { Rules } from './rule-sets.ts';
import { stepsBetween } from './travel.ts';
import { tilesWith } from './world-index.ts';
import type { Drop, Place, SiteKind, Stack, World } from './world.ts';

/** What one run gives for certain: so many units, or with `oneIn` n > 1 so many in n runs in a row. */
export interface Output extends Stack {
  readonly oneIn: number;
}

/** One thing that can be done again and again at one kind of site. */
export interface Activity {
  readonly id: string;
  readonly kind: 'buy' | 'craft' | 'fight' | 'gather' | 'sell';
  /** The item, monster or resource that it is about. */
  readonly target: string;
  readonly site: { readonly kind: SiteKind; readonly id: string };
  readonly inputs: readonly Stack[];
  readonly outputs: readonly Output[];
  /** Gold for certain from one run, negative when it costs some. */
  readonly gold: number;
  /** The skill and the level that it takes; fights and trade take none. */
  readonly skill: string | undefined;
  readonly level: number;
  /** Items of which one must be at hand. */
  readonly tools: readonly string[];
  /** Where it can be done: what can be reached from where the hero stands. */
  readonly places: readonly Place[];
}

const outputsOf = (drops: readonly Drop[], rules: Rules): readonly Output[] =>
  drops.map(({ item, min, oneIn }) => ({
    item,
    oneIn: rules.drops === 'certain' ? 1 : oneIn,
    quantity: min,
  }));

const untrained = { level: 0, skill: undefined, tools: [] } as const;

/** Tiles of a site that can be walked to from a place. */
export const reachableTiles = (
  world: World,
  rules: Rules,
  from: Place,
  kind: SiteKind,
  id?: string,
): readonly Place[] =>
  tilesWith(world, kind, id).filter(
    (tile) => rules.travel === 'teleport' || stepsBetween(world, from, tile) !== undefined,
  );

type Draft = Omit<Activity, 'places'>;

const gathers = (world: World, rules: Rules): readonly Draft[] =>
  world.resources.map((resource) => ({
    id: `gather:${resource.id}`,
    kind: 'gather',
    target: resource.id,
    site: { kind: 'resource', id: resource.id },
    inputs: [],
    outputs: outputsOf(resource.drops, rules),
    gold: 0,
    skill: resource.skill,
    level: resource.level,
    tools: rules.hasTools ? resource.tools : [],
  }));

const fights = (world: World, rules: Rules): readonly Draft[] =>
  world.monsters.map((monster) => ({
    id: `fight:${monster.id}`,
    kind: 'fight',
    target: monster.id,
    site: { kind: 'monster', id: monster.id },
    inputs: [],
    outputs: outputsOf(monster.drops, rules),
    gold: monster.goldMin,
    ...untrained,
  }));

const crafts = (world: World): readonly Draft[] =>
  world.items.flatMap(({ id, recipe }) =>
    recipe === null
      ? []
      : [
          {
            id: `craft:${id}`,
            kind: 'craft' as const,
            target: id,
            site: { kind: 'workshop' as const, id: recipe.skill },
            inputs: recipe.ingredients,
            outputs: [{ item: id, quantity: recipe.quantity }, ...recipe.byproducts].map((stack) => ({
              ...stack,
              oneIn: 1,
            })),
            gold: 0,
            skill: recipe.skill,
            level: recipe.level,
            tools: [],
          },
        ],
  );

const trades = (world: World, rules: Rules): readonly Draft[] =>
  world.shops.flatMap((shop) => {
    const site = { kind: 'shop', id: shop.id } as const;
    const sells =
      rules.prices === 'free' ? world.items.map(({ id }) => ({ item: id, price: 0 })) : shop.sells;
    return [
      ...sells.map(({ item, price }) => ({
        id: `buy:${shop.id}:${item}`,
        kind: 'buy' as const,
        target: item,
        site,
        inputs: [],
        outputs: [{ item, oneIn: 1, quantity: 1 }],
        gold: -price,
        ...untrained,
      })),
      ...shop.buys.map(({ item, price }) => ({
        id: `sell:${shop.id}:${item}`,
        kind: 'sell' as const,
        target: item,
        site,
        inputs: [{ item, quantity: 1 }],
        outputs: [],
        gold: price,
        ...untrained,
      })),
    ];
  });

/** All that can be done in a world under some rules, from where the hero stands: whatever its skills and its gear. */
export const activitiesOf = (world: World, rules: Rules, from: Place): readonly Activity[] => {
  const placesBySite = new Map<string, readonly Place[]>();
  const placesOf = ({ id, kind }: Draft['site']): readonly Place[] => {
    const key = `${kind}:${id}`;
    const known = placesBySite.get(key) ?? reachableTiles(world, rules, from, kind, id);
    placesBySite.set(key, known);
    return known;
  };
  return [
    ...gathers(world, rules),
    ...fights(world, rules),
    ...crafts(world),
    ...trades(world, rules),
  ].flatMap((draft) => {
    const places = placesOf(draft.site);
    return rules.verbs.includes(draft.kind) && places.length > 0 ? [{ ...draft, places }] : [];
  });
};
