import { fightOf } from './combat.ts';
import { type Loadout, searchGear } from './gear-search.ts';
import { unitsOf } from './goods.ts';
import type { Hero } from './hero.ts';
import { type Activity, activitiesOf } from './oracle-activities.ts';
import { unitPrices } from './oracle-prices.ts';
import { monsterOf, type TrialStart } from './oracle-trial.ts';
import { hpFull } from './stats.ts';
import type { Monster } from './world.ts';

/** What the oracle works out about a world before it plans: what can be done, and what things cost. */
export interface Scene {
  readonly start: TrialStart;
  readonly activities: readonly Activity[];
  /** Steps that a unit of an item takes by itself; infinite where it cannot be had. */
  stepsOf(item: string): number;
  /** The cheapest source by itself. */
  sourceOf(item: string): Activity | undefined;
  /** Every source of an item, that one included. */
  sourcesOf(item: string): readonly Activity[];
  /** Loadouts that win from full hit points, the cheapest for each weapon, cheapest first. */
  loadoutsAgainst(monster: Monster, count: number): readonly Loadout[];
}

/** Steps of rest that a fight costs where hit points are kept, as a share of a full rest. */
const restStepsMax = 10;

const unitsAtHand = (hero: Hero, item: string): number =>
  unitsOf(hero.inventory, item) + unitsOf(hero.bank, item);

/** Whether the hero's skills allow it now, or will after practice: gathering alone is practised. */
const isWithinSkill = (hero: Hero, { kind, level, skill }: Activity): boolean =>
  skill === undefined || kind === 'gather' || (hero.skills[skill]?.level ?? 0) >= level;

const loadouts = (
  { rules, situation: { hero }, world }: TrialStart,
  monster: Monster,
  steps: (item: string) => number,
  count: number,
): readonly Loadout[] => {
  const query = {
    hero,
    monster,
    priceOf: (item: string, units: number) => {
      const lacking = units - unitsAtHand(hero, item);
      return lacking <= 0 ? 0 : lacking * steps(item);
    },
    roundsMax: rules.roundsMax,
    world,
  };
  return searchGear(query, count);
};

/** What one fight takes: a step and the rest after it; undefined while the hero as it is would lose. */
const fightSteps = (
  { rules, situation: { hero }, world }: TrialStart,
  monster: Monster,
): number | undefined => {
  const full = hpFull(world, hero);
  const fought = fightOf(world, rules, { ...hero, hp: full }, monster);
  if (!fought.isWon) return undefined;
  return 1 + (rules.health === 'kept' ? (restStepsMax * (full - fought.hp)) / full : 0);
};

/** The scene of a start. Goods are bought only where they are free: what gold there is goes to the planner. */
export const createScene = (start: TrialStart): Scene => {
  const { rules, situation, world } = start;
  const { hero } = situation;
  const activities = activitiesOf(world, rules, hero).filter((activity) => isWithinSkill(hero, activity));
  const fightRuns = new Map<Activity, number>();
  for (const activity of activities)
    if (activity.kind === 'fight') {
      const steps = fightSteps(start, monsterOf(world, activity.target));
      if (steps !== undefined) fightRuns.set(activity, steps);
    }
  const runSteps = (activity: Activity): number => {
    if (activity.kind === 'fight') return fightRuns.get(activity) ?? Number.POSITIVE_INFINITY;
    return activity.kind === 'buy' && activity.gold < 0 ? Number.POSITIVE_INFINITY : 1;
  };
  let prices = unitPrices(activities, runSteps);
  const stepsOf = (item: string): number => prices.steps.get(item) ?? Number.POSITIVE_INFINITY;
  // Monsters that what is worn does not beat: once more, with the gear that does.
  for (const activity of activities)
    if (activity.kind === 'fight' && !fightRuns.has(activity)) {
      const [cheapest] = loadouts(start, monsterOf(world, activity.target), stepsOf, 1);
      if (cheapest !== undefined) fightRuns.set(activity, 1 + restStepsMax + cheapest.price);
    }
  prices = unitPrices(activities, runSteps);
  return {
    start,
    activities,
    stepsOf,
    sourceOf: (item) => prices.sources.get(item),
    sourcesOf: (item) =>
      activities.filter(
        (activity) =>
          activity.kind !== 'sell' &&
          (activity.kind === 'buy' ? -activity.gold <= hero.gold : Number.isFinite(runSteps(activity))) &&
          activity.inputs.every(
            (input) => Number.isFinite(stepsOf(input.item)) || unitsAtHand(hero, input.item) > 0,
          ) &&
          activity.outputs.some((output) => output.item === item),
      ),
    loadoutsAgainst: (monster, count) => loadouts(start, monster, stepsOf, count),
  };
};
