/** The four elements of attack and defence, in sorted order. */
export const elements = ['air', 'earth', 'fire', 'water'] as const;
export type Element = (typeof elements)[number];
/** One integer an element, all four present, members in sorted order. */
export type ByElement = Readonly<Record<Element, number>>;

/**
 * What an item does: whole points for attack, hp, boostHp, restore and capacity, percent for the rest. Worn: `attack*`,
 * `damage*` (bonus), `resist*`, `hp`, `capacity`. Consumed in a fight from a slot: `boost*` before it, `restore` in it
 * (and by `use` outside a fight).
 */
export const effectNames = [
  'attackAir',
  'attackEarth',
  'attackFire',
  'attackWater',
  'boostDamageAir',
  'boostDamageEarth',
  'boostDamageFire',
  'boostDamageWater',
  'boostHp',
  'capacity',
  'damageAir',
  'damageEarth',
  'damageFire',
  'damageWater',
  'hp',
  'resistAir',
  'resistEarth',
  'resistFire',
  'resistWater',
  'restore',
] as const;
export type EffectName = (typeof effectNames)[number];
/** Only the effects that an item has; members in sorted order. */
export type Effects = { readonly [name in EffectName]?: number };

/** So many units of one item. */
export interface Stack {
  readonly item: string;
  readonly quantity: number;
}

/** How an item is made at a workshop of `skill`; one run takes the ingredients and yields `quantity` and the by-products. */
export interface Recipe {
  readonly byproducts: readonly Stack[];
  readonly ingredients: readonly Stack[];
  readonly level: number;
  readonly quantity: number;
  readonly skill: string;
}

export interface Item {
  readonly effects: Effects;
  /** A short code of lower-case letters, digits, `-` and `_`, unique over items, monsters, resources and shops. */
  readonly id: string;
  /** The kind of slot that takes it (`weapon`, `ring`, `consumable`, ...), or `material` for what is only an ingredient. */
  readonly kind: string;
  /** The hero's level from which it may be equipped. */
  readonly level: number;
  readonly name: string;
  readonly recipe: Recipe | null;
}

/** What a source may give. With `oneIn` n > 1 exactly one of each n tries in a row at that source gives it (see luck.ts). */
export interface Drop {
  readonly item: string;
  readonly max: number;
  readonly min: number;
  readonly oneIn: number;
}

export interface Resource {
  readonly drops: readonly Drop[];
  readonly id: string;
  readonly level: number;
  readonly name: string;
  readonly skill: string;
  /** Items of which one must be carried or worn to gather here; none needed when empty. */
  readonly tools: readonly string[];
}

export interface Monster {
  readonly attack: ByElement;
  readonly drops: readonly Drop[];
  readonly goldMax: number;
  readonly goldMin: number;
  readonly hp: number;
  readonly id: string;
  readonly level: number;
  readonly name: string;
  /** Percent, may be negative. */
  readonly resist: ByElement;
}

/** One line of a price list, in gold a unit. */
export interface Offer {
  readonly item: string;
  readonly price: number;
}

/** A shop sells to the hero at the prices in `sells` and buys from it at those in `buys`. */
export interface Shop {
  readonly buys: readonly Offer[];
  readonly id: string;
  readonly name: string;
  readonly sells: readonly Offer[];
}

export const siteKinds = ['bank', 'monster', 'resource', 'shop', 'workshop'] as const;
export type SiteKind = (typeof siteKinds)[number];
/** What stands on a tile; `id` is that of a monster, resource or shop, the skill of a workshop, or `bank`. */
export interface Site {
  readonly id: string;
  readonly kind: SiteKind;
}

/** Ground of one kind; `steps` (1 or more) is what entering a tile of it costs on foot. */
export interface Terrain {
  readonly id: string;
  readonly name: string;
  readonly steps: number;
}

/** A place that can be stood on; where there is no tile, there is no way. */
export interface Tile {
  readonly site: Site | null;
  readonly terrain: string;
  readonly x: number;
  readonly y: number;
}

/** What kind of item a slot takes, and how many units of one item (1 but for consumables). */
export interface Slot {
  readonly id: string;
  readonly kind: string;
  readonly stackMax: number;
}

/** A place on the map. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** All that never changes in a match. Lists are in a fixed order; members of every object in sorted order. */
export interface World {
  readonly items: readonly Item[];
  readonly monsters: readonly Monster[];
  readonly resources: readonly Resource[];
  readonly shops: readonly Shop[];
  /** Every skill, for gathering and for crafting. */
  readonly skills: readonly string[];
  readonly slots: readonly Slot[];
  readonly start: Place;
  readonly terrains: readonly Terrain[];
  readonly tiles: readonly Tile[];
}
