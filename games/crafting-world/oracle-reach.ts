import { fightOf } from './combat.ts';
import { searchGear } from './gear-search.ts';
import { partsOf } from './goal.ts';
import type { Hero } from './hero.ts';
import { hpALevel, masteryLevelMax } from './mastery.ts';
import { type Activity, activitiesOf } from './oracle-activities.ts';
import type { Rules } from './rule-sets.ts';
import type { Goal, SingleGoal } from './task.ts';
import { hpFull } from './stats.ts';
import { indexOf } from './world-index.ts';
import type { World } from './world.ts';

/** What work teaches ends so many levels above its own: see `mastery.ts`. */
export const taughtAbove = 11;

/** What may ever be done: never less than what really can be, so that what is missing is proven out of reach. */
interface Reach {
  readonly done: Set<Activity>;
  readonly items: Set<string>;
  readonly skills: Map<string, number>;
  combat: number;
  hasIncome: boolean;
}

const startReach = (hero: Hero): Reach => ({
  done: new Set(),
  items: new Set([
    ...Object.keys(hero.bank),
    ...Object.keys(hero.inventory),
    ...Object.values(hero.equipment).map(({ item }) => item),
  ]),
  skills: new Map(Object.entries(hero.skills).map(([skill, { level }]) => [skill, level])),
  combat: hero.mastery.level,
  hasIncome: false,
});

/** Whether any gear that may be had, at any level that may be reached, may win: food counts as hit points. */
const mayWin = (world: World, rules: Rules, hero: Hero, reach: Reach, id: string): boolean => {
  const monster = indexOf(world).monsters.get(id)!;
  if (fightOf(world, rules, { ...hero, hp: hpFull(world, hero) }, monster).isWon) return true;
  const hp = (hero.base.hp ?? 0) + hpALevel * (reach.combat - hero.mastery.level);
  const grown: Hero = {
    ...hero,
    base: { ...hero.base, hp },
    mastery: { ...hero.mastery, level: reach.combat },
  };
  const priceOf = (item: string): number => (reach.items.has(item) ? 0 : Number.POSITIVE_INFINITY);
  const query = {
    hero: grown,
    isAnyEnough: true,
    isOptimistic: true,
    monster,
    priceOf,
    roundsMax: rules.roundsMax,
    world,
  };
  return searchGear(query).length > 0;
};

const mayDo = (world: World, rules: Rules, hero: Hero, reach: Reach, activity: Activity): boolean => {
  const { gold, inputs, kind, level, skill, target, tools } = activity;
  if (skill !== undefined && (reach.skills.get(skill) ?? 0) < level) return false;
  if (!inputs.every(({ item }) => reach.items.has(item))) return false;
  if (tools.length > 0 && !tools.some((tool) => reach.items.has(tool))) return false;
  if (kind === 'buy' && -gold > hero.gold && !reach.hasIncome) return false;
  return kind !== 'fight' || mayWin(world, rules, hero, reach, target);
};

const enter = (world: World, reach: Reach, { gold, kind, level, outputs, skill, target }: Activity): void => {
  for (const { item } of outputs) reach.items.add(item);
  if (gold > 0) reach.hasIncome = true;
  if (skill !== undefined)
    reach.skills.set(
      skill,
      Math.max(reach.skills.get(skill) ?? 0, Math.min(masteryLevelMax, level + taughtAbove)),
    );
  if (kind !== 'fight') return;
  const taught = indexOf(world).monsters.get(target)!.level + taughtAbove;
  reach.combat = Math.max(reach.combat, Math.min(masteryLevelMax, taught));
};

const reachOf = (world: World, rules: Rules, hero: Hero): Reach => {
  const reach = startReach(hero);
  const activities = activitiesOf(world, rules, hero);
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const activity of activities) {
      if (reach.done.has(activity) || !mayDo(world, rules, hero, reach, activity)) continue;
      reach.done.add(activity);
      enter(world, reach, activity);
      isGrowing = true;
    }
  }
  return reach;
};

const mayReach = (reach: Reach, hero: Hero, goal: SingleGoal): boolean => {
  const isDone = (kind: Activity['kind'], target: string): boolean =>
    [...reach.done].some((activity) => activity.kind === kind && activity.target === target);
  switch (goal.kind) {
    case 'craft':
      return isDone('craft', goal.item);
    case 'defeat':
      return isDone('fight', goal.monster);
    case 'earn':
      return hero.gold >= goal.gold || reach.hasIncome;
  }
};

/** What may come within reach of a hero, in the best case. */
export interface Prospects {
  /** Whether the goal may: when not, that is a proof. */
  readonly isGoalWithin: boolean;
  readonly activities: ReadonlySet<Activity>;
  /** Items that may ever be had: all others are decoys. */
  readonly items: ReadonlySet<string>;
}

/**
 * All that could ever be had, closed under all that could ever be done, however long the hero tries, with everything
 * doubtful (amounts, gold, room, food in fights) decided in the hero's favour.
 */
export const prospectsOf = (world: World, rules: Rules, hero: Hero, goal: Goal): Prospects => {
  const reach = reachOf(world, rules, hero);
  return {
    activities: reach.done,
    isGoalWithin: partsOf(goal).every((part) => mayReach(reach, hero, part)),
    items: reach.items,
  };
};

/** Whether a goal is proven to be out of reach. */
export const isProvenImpossible = (world: World, rules: Rules, hero: Hero, goal: Goal): boolean =>
  !prospectsOf(world, rules, hero, goal).isGoalWithin;
