import type { Action } from './actions.ts';
import type { Loadout } from './gear-search.ts';
import { partsOf } from './goal.ts';
import { unitsOf } from './goods.ts';
import type { Hero } from './hero.ts';
import type { Activity } from './oracle-activities.ts';
import { isProvenImpossible } from './oracle-reach.ts';
import { type Scene, createScene } from './oracle-scene.ts';
import { reach } from './oracle-stages.ts';
import { type Trial, type TrialStart, bestLuck, createTrial, monsterOf, worstLuck } from './oracle-trial.ts';
import type { Order } from './recipe-expansion.ts';
import type { SingleGoal } from './task.ts';
import type { Stack } from './world.ts';

/** A plan that reaches the goal whatever the luck, a proof that nothing does, or neither. */
export type Verdict =
  | {
      readonly actions: readonly Action[];
      /** Gear that the plan makes in order to wear it. */
      readonly gear: readonly string[];
      readonly kind: 'plan';
      /** Steps with the worst luck. */
      readonly steps: number;
    }
  | { readonly kind: 'impossible' }
  | { readonly kind: 'unsolved' };

/** What one trial decides freely; the others are worked out. */
interface Decisions {
  /** By the monster's id. */
  readonly loadouts: ReadonlyMap<string, Loadout>;
  /** Sources other than the cheapest, by item. */
  readonly sources: ReadonlyMap<string, Activity>;
  /** What is sold for gold. */
  readonly product: Activity | undefined;
}

interface Attempt {
  readonly decisions: Decisions;
  readonly trial: Trial;
  readonly steps: number;
}

/** Loadouts compared for each monster. */
const candidatesMax = 4;
/** Goods for sale that are compared, by rank; the later ones where no plan sells one of the first. */
const goodsRanks = [
  { from: 0, to: 4 },
  { from: 4, to: 12 },
] as const;
type Ranks = (typeof goodsRanks)[number];
/** Trials after the first ones, each with one source changed. */
const changesMax = 12;
/** Sales of one product at most. */
const salesMax = 6;
/** Room kept free when luck overfills the pack. */
const spares = [0, 6] as const;

/** What must be put on: what the loadout holds and the hero does not wear, slot by slot. */
const lackingFrom = ({ worn }: Loadout, { equipment }: Hero): readonly Stack[] => {
  const units = new Map<string, number>();
  for (const [slot, item] of Object.entries(worn))
    if (equipment[slot]?.item !== item) units.set(item, (units.get(item) ?? 0) + 1);
  return [...units].map(([item, quantity]) => ({ item, quantity }));
};

const activityFor = ({ activities }: Scene, kind: Activity['kind'], target: string): Activity | undefined =>
  activities.find((activity) => activity.kind === kind && activity.target === target);

/** The order that a part of the goal comes to; undefined where the part is done or about gold. */
const orderFor = (scene: Scene, { loadouts }: Decisions, part: SingleGoal): Order | undefined => {
  const { situation, tally } = scene.start;
  if (part.kind === 'earn') return undefined;
  if (part.kind === 'craft') {
    const activity = activityFor(scene, 'craft', part.item);
    const lacking = part.quantity - unitsOf(tally.crafted, part.item);
    if (activity === undefined || lacking <= 0) return undefined;
    return { activity, kept: [], runs: Math.ceil(lacking / activity.outputs[0]!.quantity) };
  }
  const activity = activityFor(scene, 'fight', part.monster);
  const runs = part.quantity - unitsOf(tally.defeated, part.monster);
  const loadout = loadouts.get(part.monster);
  if (activity === undefined || loadout === undefined || runs <= 0) return undefined;
  return { activity, kept: lackingFrom(loadout, situation.hero), runs };
};

const goldGoalOf = ({ start }: Scene): number =>
  Math.max(0, ...partsOf(start.goal).map((part) => (part.kind === 'earn' ? part.gold : 0)));

const attemptWith = (
  scene: Scene,
  decisions: Decisions,
  spare: number,
  usesByproducts: boolean,
): Attempt | undefined => {
  const { start } = scene;
  const trial = createTrial(start, worstLuck(start.situation.hero.tries));
  const sourceOf = (item: string): Activity | undefined =>
    decisions.sources.get(item) ?? scene.sourceOf(item);
  const context = { scene, sourceOf, spare, trial, usesByproducts };
  const orders = partsOf(start.goal).flatMap((part) => orderFor(scene, decisions, part) ?? []);
  if (orders.length > 0 && !reach(context, { needs: [], orders })) return undefined;
  // Where prices fall with what is sold, the first sale may bring too little.
  for (let sale = 0; sale < salesMax && !trial.isOver(); sale++) {
    const lacking = goldGoalOf(scene) - trial.hero().gold;
    const { product } = decisions;
    if (lacking <= 0 || product === undefined) break;
    const runs = Math.ceil(lacking / product.gold);
    if (!reach(context, { needs: [], orders: [{ activity: product, kept: [], runs }] })) return undefined;
  }
  return trial.isOver()
    ? { decisions, steps: trial.hero().steps - start.situation.hero.steps, trial }
    : undefined;
};

/** Whether a plan works with the best luck too, when a pack is fullest. */
const isSafe = ({ start }: Scene, actions: readonly Action[]): boolean => {
  const trial = createTrial(start, bestLuck(start.situation.hero.tries));
  return actions.every((action) => trial.attempt(action)) && trial.isOver();
};

/** Worlds with no more activities are searched twice: with by-products counted, and without. */
const thoroughActivitiesMax = 30;

const tryOut = (scene: Scene, decisions: Decisions): Attempt | undefined => {
  const ways = scene.activities.length <= thoroughActivitiesMax ? [true, false] : [true];
  let best: Attempt | undefined;
  for (const usesByproducts of ways)
    for (const spare of spares) {
      const attempt = attemptWith(scene, decisions, spare, usesByproducts);
      if (attempt === undefined || !isSafe(scene, attempt.trial.actions)) continue;
      best = cheaper(best, attempt);
      break;
    }
  return best;
};

/** Goods in the order of the gold that they bring for the steps that a unit takes. */
const productsOf = (scene: Scene, { from, to }: Ranks): readonly (Activity | undefined)[] => {
  if (goldGoalOf(scene) <= scene.start.situation.hero.gold) return [undefined];
  const incomes = scene.activities.filter(({ gold, inputs, kind }) =>
    kind === 'sell' ? Number.isFinite(scene.stepsOf(inputs[0]!.item)) : kind === 'fight' && gold > 0,
  );
  const rate = ({ gold, inputs }: Activity): number =>
    gold / (1 + inputs.reduce((sum, { item }) => sum + scene.stepsOf(item), 0));
  return incomes.toSorted((one, other) => rate(other) - rate(one)).slice(from, to);
};

/** The first decisions to try: each loadout and each product with the cheapest sources. */
const openings = (scene: Scene, ranks: Ranks): readonly Decisions[] => {
  const { goal, world } = scene.start;
  let lists: readonly ReadonlyMap<string, Loadout>[] = [new Map()];
  for (const part of partsOf(goal))
    if (part.kind === 'defeat') {
      const found = scene.loadoutsAgainst(monsterOf(world, part.monster), candidatesMax);
      lists = lists.flatMap((list) => found.map((loadout) => new Map([...list, [part.monster, loadout]])));
    }
  const sources = new Map<string, Activity>();
  return lists
    .flatMap((loadouts) => productsOf(scene, ranks).map((product) => ({ loadouts, product, sources })))
    .slice(0, candidatesMax * 2);
};

const cheaper = (one: Attempt | undefined, other: Attempt | undefined): Attempt | undefined =>
  one === undefined || (other !== undefined && other.steps < one.steps) ? other : one;

/** So many combinations of sources, and no more, are all tried. */
const combinationsMax = 32;

/** Every combination of sources of these items; undefined when there are too many. */
const combinationsOf = (
  scene: Scene,
  items: readonly string[],
): readonly Decisions['sources'][] | undefined => {
  let combinations: readonly Decisions['sources'][] = [new Map()];
  for (const item of items) {
    const sources = scene.sourcesOf(item);
    if (combinations.length * sources.length > combinationsMax) return undefined;
    combinations = combinations.flatMap((one) => sources.map((source) => new Map([...one, [item, source]])));
  }
  return combinations;
};

/** The cheapest over all combinations of sources in small worlds; in others, over single changes one after the other. */
const improveSources = (scene: Scene, first: Attempt): Attempt => {
  const items = scene.start.world.items.map(({ id }) => id).filter((id) => scene.sourcesOf(id).length > 1);
  const combinations = combinationsOf(scene, items);
  if (combinations === undefined) return improveOneByOne(scene, first, items);
  return combinations.reduce(
    (best, sources) => cheaper(best, tryOut(scene, { ...first.decisions, sources })) ?? best,
    first,
  );
};

/** Tries each other source of what the plan uses, one after the other, and keeps what is cheaper. */
const improveOneByOne = (scene: Scene, first: Attempt, items: readonly string[]): Attempt => {
  let best = first;
  let left = changesMax;
  for (const id of items)
    for (const source of scene.sourcesOf(id)) {
      const chosen = best.decisions.sources.get(id) ?? scene.sourceOf(id);
      if (source === chosen || left === 0 || !isUsedIn(best, chosen)) continue;
      left -= 1;
      const sources = new Map([...best.decisions.sources, [id, source] as const]);
      best = cheaper(best, tryOut(scene, { ...best.decisions, sources })) ?? best;
    }
  return best;
};

const isUsedIn = ({ trial }: Attempt, source: Activity | undefined): boolean =>
  source !== undefined &&
  trial.actions.some((action) =>
    source.kind === 'craft'
      ? action.do === 'craft' && action.item === source.target
      : action.do === 'move' && source.places.some(({ x, y }) => action.x === x && action.y === y),
  );

const gearOf = ({ decisions }: Attempt, hero: Hero): readonly string[] => [
  ...new Set(
    [...decisions.loadouts.values()].flatMap((loadout) => lackingFrom(loadout, hero).map(({ item }) => item)),
  ),
];

/** The best of the openings; the later goods matter to a goal of gold alone. */
const openBest = (scene: Scene, isThorough: boolean): Attempt | undefined => {
  for (const ranks of isThorough && goldGoalOf(scene) > 0 ? goodsRanks : goodsRanks.slice(0, 1)) {
    let best: Attempt | undefined;
    for (const decisions of openings(scene, ranks)) best = cheaper(best, tryOut(scene, decisions));
    if (best !== undefined) return best;
  }
  return undefined;
};

/**
 * Plans from where the hero stands. The plan is tried out on the kernel with the worst and with the best luck, so it
 * works with any; `impossible` is a proof (see oracle-reach.ts). A search that is not thorough gives up earlier.
 */
export const consultOracle = (start: TrialStart, isThorough = true): Verdict => {
  const { goal, rules, situation, world } = start;
  const scene = createScene(start);
  let best = openBest(scene, isThorough);
  if (best === undefined)
    return { kind: isProvenImpossible(world, rules, situation.hero, goal) ? 'impossible' : 'unsolved' };
  best = improveSources(scene, best);
  return { actions: best.trial.actions, gear: gearOf(best, situation.hero), kind: 'plan', steps: best.steps };
};
