import { quantityMax } from './actions.ts';
import { recycledFrom } from './act-workshop.ts';
import { type Loadout, searchGear } from './gear-search.ts';
import { partsOf } from './goal.ts';
import { unitsOf } from './goods.ts';
import type { Hero } from './hero.ts';
import { type Column, shadowPrices } from './lower-bound-prices.ts';
import { combatXpFrom, hpALevel, masteryLevelMax } from './mastery.ts';
import { type Activity, activitiesOf, reachableTiles } from './oracle-activities.ts';
import type { TrialStart } from './oracle-trial.ts';
import { type RouteQuery, type Stop, planRoute } from './route.ts';
import { stepsBetween } from './travel.ts';
import { indexOf } from './world-index.ts';
import type { Item, Place, World } from './world.ts';

/** Experience of one victory: see `mastery.ts`. */
const victoryXp = 50;
/** Stops of a way whose shortest order is found for certain. */
const stopsMax = 10;
/** How often prices are found again. */
const roundsOfPrices = 3;
/** What rounding may have added to a bound. */
const rounding = 1e-6;

const isTrade = ({ kind }: Activity): boolean => kind === 'buy' || kind === 'sell';

/** Steps of one run at least: trade takes one for any number of units. */
const runCost = (activity: Activity): number => (isTrade(activity) ? 1 / quantityMax : 1);

/** Goods of the accounts: items by their ids, gold, and what counts towards goals. */
const gold = '#gold';
/** The change of one good by one run. */
type Change = readonly [good: string, units: number];

const defeatedOf = (monster: string): string => `#defeated:${monster}`;
const craftedOf = (item: string): string => `#crafted:${item}`;

/** Units that luck may give beyond the rate, since a row's unit may fall first: less than one a row begun. */
const luckOf = (activities: readonly Activity[], hero: Hero, item: string): number => {
  let units = 0;
  for (const { outputs, target } of activities)
    for (const { item: given, oneIn, quantity } of outputs)
      if (given === item && oneIn > 1)
        units += quantity * ((oneIn - 1 + (unitsOf(hero.tries, target) % oneIn)) / oneIn);
  return units;
};

const atHand = (hero: Hero, item: string): number =>
  unitsOf(hero.inventory, item) +
  unitsOf(hero.bank, item) +
  Object.values(hero.equipment).reduce((sum, worn) => (worn.item === item ? sum + worn.quantity : sum), 0);

/** The accounts of a start: who may do what, in the best case, and what there is already. */
interface Accounts {
  readonly goods: readonly string[];
  readonly columns: readonly Column[];
  readonly stock: readonly number[];
}

/** Amounts and gold at their most: a bound must hold with any luck. */
const bestDrops = (world: World, { kind, outputs, target }: Activity): Activity['outputs'] => {
  if (kind !== 'gather' && kind !== 'fight') return outputs;
  const { monsters, resources } = indexOf(world);
  const drops = (kind === 'fight' ? monsters.get(target) : resources.get(target))!.drops;
  return outputs.map((output, at) => ({ ...output, quantity: drops[at]!.max }));
};

/** What can be taken apart, at one step a unit. */
const recyclables = ({ rules, world }: TrialStart): readonly Item[] =>
  rules.verbs.includes('recycle')
    ? world.items.filter(({ recipe }) => recipe?.quantity === 1 && recipe.byproducts.length === 0)
    : [];

const wantedGoods = (start: TrialStart): readonly string[] =>
  partsOf(start.goal).flatMap((part) => {
    if (part.kind === 'earn') return [];
    return [part.kind === 'craft' ? craftedOf(part.item) : defeatedOf(part.monster)];
  });

/** Everything that one run changes: items, gold, and what counts towards the goal. */
const changesOf = (
  world: World,
  { gold: price, inputs, kind, outputs, target }: Activity,
): readonly Change[] => [
  ...inputs.map(({ item, quantity }): Change => [item, -quantity]),
  ...outputs.map(({ item, oneIn, quantity }): Change => [item, quantity / oneIn]),
  ...(kind === 'craft' ? [[craftedOf(target), outputs[0]!.quantity] as const] : []),
  ...(kind === 'fight' ? [[defeatedOf(target), 1] as const] : []),
  [gold, kind === 'fight' ? indexOf(world).monsters.get(target)!.goldMax : price],
];

const accountsOf = (start: TrialStart): Accounts => {
  const { rules, situation, world } = start;
  const { hero } = situation;
  const activities = activitiesOf(world, rules, hero).map((activity) => ({
    ...activity,
    outputs: bestDrops(world, activity),
  }));
  const goods = [...world.items.map(({ id }) => id), gold, ...wantedGoods(start)];
  const index = new Map(goods.map((good, at) => [good, at]));
  const columnOf = (cost: number, changes: readonly Change[]): Column => {
    const sums = new Map<number, number>();
    for (const [good, units] of changes) {
      const at = index.get(good);
      if (at !== undefined && units !== 0) sums.set(at, (sums.get(at) ?? 0) + units);
    }
    return { changes: sums, cost };
  };
  return {
    goods,
    columns: [
      ...activities.map((activity) => columnOf(runCost(activity), changesOf(world, activity))),
      ...recyclables(start).map(({ id, recipe }) =>
        columnOf(1, [
          [id, -1],
          ...recycledFrom(recipe!).map(({ item, quantity }): Change => [item, quantity]),
        ]),
      ),
    ],
    stock: goods.map((good) => {
      if (good === gold) return hero.gold;
      return good.startsWith('#') ? 0 : atHand(hero, good) + luckOf(activities, hero, good);
    }),
  };
};

/** Units of each good that the goal asks for by itself, without gear. */
const demandsOf = ({ goal, tally }: TrialStart, goods: readonly string[]): number[] => {
  const demands = new Map<string, number>();
  const ask = (good: string, units: number): void => void demands.set(good, (demands.get(good) ?? 0) + units);
  for (const part of partsOf(goal))
    if (part.kind === 'craft') ask(craftedOf(part.item), part.quantity - unitsOf(tally.crafted, part.item));
    else if (part.kind === 'defeat')
      ask(defeatedOf(part.monster), part.quantity - unitsOf(tally.defeated, part.monster));
    else demands.set(gold, Math.max(part.gold, demands.get(gold) ?? 0));
  return goods.map((good) => Math.max(0, demands.get(good) ?? 0));
};

/** The cheapest gear to win with at the given prices, over every level that the hero may rise to meanwhile. */
const leastGear = (
  { rules, situation: { hero }, world }: TrialStart,
  monsterId: string,
  priceOf: (item: string) => number,
  others: number,
): { readonly least: number; readonly loadout: Loadout | undefined } => {
  const monster = indexOf(world).monsters.get(monsterId)!;
  let least = Number.POSITIVE_INFINITY;
  let loadout: Loadout | undefined;
  let xp = -hero.mastery.xp;
  for (let level = hero.mastery.level; level <= masteryLevelMax; level++) {
    const victories = level === hero.mastery.level ? 0 : Math.ceil(xp / victoryXp);
    // Victories may count among the other costs, so that only the greater of the two is certain.
    if (victories - others >= least) break;
    xp += combatXpFrom(level);
    const hp = (hero.base.hp ?? 0) + hpALevel * (level - hero.mastery.level);
    const [cheapest] = searchGear({
      hero: { ...hero, base: { ...hero.base, hp }, mastery: { ...hero.mastery, level } },
      isOptimistic: true,
      monster,
      priceOf: (item, units) => Math.max(0, units - atHand(hero, item)) * priceOf(item),
      roundsMax: rules.roundsMax,
      world,
    });
    if (cheapest === undefined) continue;
    const price = Math.max(cheapest.price, victories - others);
    if (price < least) [least, loadout] = [price, cheapest];
  }
  return { least, loadout };
};

/** Monsters that are still to be defeated. */
const targetsOf = ({ goal, tally }: TrialStart): readonly string[] =>
  partsOf(goal).flatMap((part) =>
    part.kind === 'defeat' && unitsOf(tally.defeated, part.monster) < part.quantity ? [part.monster] : [],
  );

/**
 * Steps of work at least: gathering, making, fighting and changing gear, without any way. Any shadow prices make a bound:
 * what the goal and the cheapest gear are worth. Prices that serve one loadout leave others cheap, so they are found again
 * for the mean of all loadouts that turned out cheapest so far, and the highest bound counts.
 */
const workBound = (start: TrialStart): number => {
  const { columns, goods, stock } = accountsOf(start);
  const [target] = targetsOf(start);
  const own = demandsOf(start, goods);
  const loadouts: Loadout[] = [];
  let best = 0;
  for (let round = 0; round <= (target === undefined ? 0 : roundsOfPrices); round++) {
    const share = 1 / Math.max(1, loadouts.length);
    const mean = new Map<string, number>();
    for (const { worn } of loadouts)
      for (const item of Object.values(worn)) mean.set(item, (mean.get(item) ?? 0) + share);
    const prices = shadowPrices(
      columns,
      goods.map((good, at) => own[at]! + (mean.get(good) ?? 0) - stock[at]!),
    );
    const work = prices.reduce((sum, price, at) => sum + price * (own[at]! - stock[at]!), 0);
    if (target === undefined) return Math.max(0, work);
    const priceByItem = new Map(goods.map((good, at) => [good, prices[at]!]));
    const gear = leastGear(start, target, (item) => priceByItem.get(item) ?? 0, Math.max(0, work));
    best = Math.max(best, work + (Number.isFinite(gear.least) ? gear.least : 0));
    if (gear.loadout === undefined) break;
    loadouts.push(gear.loadout);
  }
  return best;
};

/** Makers that nobody can do without, users after what they use: each item that is not at hand has but one. */
const indispensable = (start: TrialStart): readonly Stop[] => {
  const { goal, rules, situation, tally, world } = start;
  const { hero } = situation;
  const activities = activitiesOf(world, rules, hero);
  const taken = new Set(
    recyclables(start)
      .filter(
        ({ id }) =>
          atHand(hero, id) > 0 ||
          activities.some(({ kind, outputs }) => kind !== 'craft' && outputs.some(({ item }) => item === id)),
      )
      .flatMap(({ recipe }) => recycledFrom(recipe!).map(({ item }) => item)),
  );
  const found: { readonly activity: Activity; readonly after: Set<number> }[] = [];
  const visit = (activity: Activity): ReadonlySet<number> => {
    const known = found.findIndex((one) => one.activity === activity);
    if (known >= 0) return new Set([...found[known]!.after, known]);
    const after = new Set<number>();
    for (const { item } of activity.inputs) {
      const makers = activities.filter(({ outputs }) => outputs.some((output) => output.item === item));
      if (atHand(hero, item) > 0 || taken.has(item) || makers.length !== 1) continue;
      for (const before of visit(makers[0]!)) after.add(before);
    }
    found.push({ activity, after });
    return new Set([...after, found.length - 1]);
  };
  for (const part of partsOf(goal)) {
    if (part.kind === 'earn') continue;
    const [kind, target] =
      part.kind === 'craft' ? (['craft', part.item] as const) : (['fight', part.monster] as const);
    const done = unitsOf(part.kind === 'craft' ? tally.crafted : tally.defeated, target);
    const activity = activities.find((one) => one.kind === kind && one.target === target);
    if (activity !== undefined && done < part.quantity) visit(activity);
  }
  return found.map(({ activity, after }) => ({ after: [...after], load: 0, places: activity.places }));
};

/** The last stops, with what comes before what: any of them make a bound, and the last are the farthest down. */
const lastStops = (stops: readonly Stop[]): readonly Stop[] => {
  const first = Math.max(0, stops.length - stopsMax);
  return stops.slice(first).map((stop) => ({
    ...stop,
    after: stop.after.filter((at) => at >= first).map((at) => at - first),
  }));
};

/** Ways at their shortest. A hero that falls wakes at the start, which may be a shortcut: to a monster, and one step. */
const shortestWays = ({ rules, situation, world }: TrialStart): RouteQuery['stepsBetween'] => {
  const { x, y } = situation.hero;
  const deadly = world.monsters.filter(({ attack }) => Object.values(attack).some((points) => points > 0));
  const lairs = deadly.flatMap(({ id }) => reachableTiles(world, rules, { x, y }, 'monster', id));
  const walk = (from: Place, to: Place): number => stepsBetween(world, from, to) ?? Number.POSITIVE_INFINITY;
  return (from, to) => {
    if (from.x === to.x && from.y === to.y) return 0;
    if (rules.travel === 'teleport') return 1;
    const toLair = Math.min(...lairs.map((lair) => walk(from, lair)));
    return Math.min(walk(from, to), toLair + 1 + walk(world.start, to));
  };
};

/** Steps of the shortest way over all places that must be visited, in an order in which they first can be of use. */
const wayBound = (start: TrialStart): number => {
  const { x, y } = start.situation.hero;
  const route = planRoute({
    from: { x, y },
    room: Number.POSITIVE_INFINITY,
    stepsBetween: shortestWays(start),
    stops: lastStops(indispensable(start)),
  });
  return route?.steps ?? 0;
};

/**
 * Steps that no plan can do with less, with any luck and any number of mistakes avoided. Work and ways are bounded apart
 * and added. Work: by shadow prices (weak duality), under which the cheapest gear that wins is found exactly. Ways: the
 * shortest route over what is indispensable. Tools, skills, room and rest are left out, so that it may be too low.
 */
export const lowerBound = (start: TrialStart): number =>
  Math.ceil(workBound(start) - rounding) + wayBound(start);
