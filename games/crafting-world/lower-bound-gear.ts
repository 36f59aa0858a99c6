import { recycledFrom } from './act-workshop.ts';
import { type Loadout, searchGear } from './gear-search.ts';
import { partsOf } from './goal.ts';
import type { Hero, Mastery } from './hero.ts';
import {
  type Accounts,
  type Change,
  atHand,
  columnOf,
  dressed,
  gold,
  recyclables,
  victory,
} from './lower-bound-accounts.ts';
import type { Column } from './lower-bound-prices.ts';
import { combatXpFrom, hpALevel, masteryLevelMax } from './mastery.ts';
import type { TrialStart } from './oracle-trial.ts';
import { indexOf } from './world-index.ts';

/** Experience of one victory: see `mastery.ts`. */
const victoryXp = 50;
/** What rounding may have added to a price. */
const rounding = 1e-6;
/** A column must cost something, also gear that is worn already. */
const leastCost = 1e-3;

/** A loadout, and the victories that bring the level at which it wins. */
export interface Dress {
  readonly loadout: Loadout;
  readonly victories: number;
}

/** Experience needed for each rise of the combat level, from none on. */
const combatXpNeeded = ({ level, xp }: Mastery): readonly number[] => {
  const needed = [0];
  for (let sum = -xp, at = level; at < masteryLevelMax; at++) needed.push((sum += combatXpFrom(at)));
  return needed;
};

/** The cheapest gear to win with at the given prices, over every level that the hero may rise to meanwhile. */
export const leastGear = (
  { rules, situation: { hero }, world }: TrialStart,
  monsterId: string,
  priceOf: (item: string) => number,
  victoryPrice: number,
): { readonly least: number; readonly dress: Dress | undefined } => {
  const monster = indexOf(world).monsters.get(monsterId)!;
  const searchAt = (level: number, priceMax: number): Loadout | undefined => {
    const hp = (hero.base.hp ?? 0) + hpALevel * (level - hero.mastery.level);
    return searchGear({
      hero: { ...hero, base: { ...hero.base, hp }, mastery: { ...hero.mastery, level } },
      isOptimistic: true,
      monster,
      priceMax,
      priceOf: (item, units) => Math.max(0, units - atHand(hero, item)) * priceOf(item),
      roundsMax: rules.roundsMax,
      world,
    })[0];
  };
  const xpToRise = combatXpNeeded(hero.mastery);
  let least = Number.POSITIVE_INFINITY;
  let dress: Dress | undefined;
  /** The price at the last level, than which none is better for the gear; searched for only where it may matter. */
  let easiest: number | undefined;
  for (const [rise, xp] of xpToRise.entries()) {
    const victories = Math.ceil(xp / victoryXp);
    const risePrice = victories * victoryPrice;
    if (risePrice >= least) break;
    if (rise > 0) easiest ??= searchAt(masteryLevelMax, Number.POSITIVE_INFINITY)?.price ?? least;
    if (rise > 0 && easiest! + risePrice >= least - rounding) break;
    const loadout = searchAt(hero.mastery.level + rise, least - risePrice);
    if (loadout === undefined) continue;
    least = loadout.price + risePrice;
    dress = { loadout, victories };
  }
  return { dress, least };
};

/**
 * What wearing an item costs at the given prices. Where the fight may come before other work, what is worn may be sold, taken
 * apart or worked up afterwards, so that only the loss by that is certain.
 */
export const wearPrices = (
  start: TrialStart,
  priceOf: (good: string) => number,
): ((item: string) => number) => {
  const isLast = partsOf(start.goal).length === 1;
  if (isLast) return priceOf;
  const { items } = indexOf(start.world);
  const used = new Set(
    start.world.items.flatMap(({ recipe }) => recipe?.ingredients.map(({ item }) => item) ?? []),
  );
  const recycled = new Set(recyclables(start).map(({ id }) => id));
  const offers = start.world.shops.flatMap(({ buys }) => buys);
  const lossOf = (id: string): number => {
    if (used.has(id)) return 0;
    const sold = offers.reduce((most, { item, price }) => (item === id ? Math.max(most, price) : most), 0);
    const parts = recycled.has(id) ? recycledFrom(items.get(id)!.recipe!) : [];
    const apart = parts.reduce((sum, { item, quantity }) => sum + quantity * priceOf(item), -1);
    return Math.max(0, priceOf(id) - Math.max(0, sold * priceOf(gold), apart));
  };
  const losses = new Map(start.world.items.map(({ id }) => [id, lossOf(id)]));
  return (id) => losses.get(id)!;
};

/** A loadout as something that can be done: it takes its items, and steps to put them on, and the hero is dressed. */
export const dressColumn = ({ index }: Accounts, hero: Hero, { loadout, victories }: Dress): Column => {
  const { changes, worn } = loadout;
  const units = new Map<string, number>();
  for (const item of Object.values(worn)) units.set(item, (units.get(item) ?? 0) + 1);
  const lacking = [...units].map(([item, count]): Change => [item, -Math.max(0, count - atHand(hero, item))]);
  return columnOf(index, Math.max(changes, leastCost), [[dressed, 1], [victory, -victories], ...lacking]);
};
