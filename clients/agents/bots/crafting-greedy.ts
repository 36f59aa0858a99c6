import { fightOf } from '../../../games/crafting-world/combat.ts';
import { partsOf } from '../../../games/crafting-world/goal.ts';
import { unitsOf } from '../../../games/crafting-world/goods.ts';
import { type Activity, activitiesOf } from '../../../games/crafting-world/oracle-activities.ts';
import { type Trial, createTrial, monsterOf, worstLuck } from '../../../games/crafting-world/oracle-trial.ts';
import type { Plan } from '../../../games/crafting-world/plan.ts';
import { stepsBetween } from '../../../games/crafting-world/travel.ts';
import type { SingleGoal } from '../../../games/crafting-world/task.ts';
import { hpFull } from '../../../games/crafting-world/stats.ts';
import type { Monster, Place } from '../../../games/crafting-world/world.ts';
import type { BotSeat, BotTurn } from './bot.ts';
import { bestPiece, winsWell } from './crafting-dress.ts';
import { type CraftingTurn, craftingTurn, lookUp, planOf, stopWith } from './crafting-start.ts';

/** Items that lie within each other at most: what is deeper goes round in a circle. */
const depthMax = 12;

interface Greedy {
  readonly start: CraftingTurn;
  readonly trial: Trial;
  readonly activities: readonly Activity[];
}

const hasStepsLeft = ({ start, trial }: Greedy): boolean =>
  trial.hero().steps - start.situation.hero.steps < start.stepsLeft &&
  trial.actions.length < start.actionsMax;

const goToNearest = ({ start, trial }: Greedy, places: readonly Place[]): boolean => {
  const far = (place: Place): number =>
    stepsBetween(start.world, trial.hero(), place) ?? Number.POSITIVE_INFINITY;
  const [nearest] = places.toSorted((one, other) => far(one) - far(other));
  return nearest !== undefined && trial.goTo(nearest);
};

const has = ({ trial }: Greedy, item: string, units: number): boolean =>
  unitsOf(trial.hero().inventory, item) >= units;

const isHolding = (greedy: Greedy, item: string): boolean =>
  has(greedy, item, 1) || Object.values(greedy.trial.hero().equipment).some((worn) => worn.item === item);

/** So many runs, with what they take made just before; whether it pays is not asked. */
const run = (greedy: Greedy, activity: Activity, runs: number, depth: number): boolean => {
  const { trial } = greedy;
  const { inputs, kind, places, target, tools } = activity;
  if (
    tools.length > 0 &&
    !tools.some((tool) => isHolding(greedy, tool)) &&
    !obtain(greedy, tools[0]!, 1, depth + 1)
  )
    return false;
  for (const { item, quantity } of inputs)
    if (!obtain(greedy, item, quantity * runs, depth + 1)) return false;
  if (!goToNearest(greedy, places)) return false;
  if (kind === 'fight') return fight(greedy, monsterOf(greedy.start.world, target));
  if (kind === 'gather') return trial.attempt({ do: 'gather' });
  return trial.attempt({ do: kind, item: target, quantity: runs });
};

/** Units of an item from the first source that the world lists. */
const obtain = (greedy: Greedy, item: string, units: number, depth: number): boolean => {
  const source = greedy.activities.find(
    ({ gold, kind, outputs }) =>
      kind !== 'sell' && (kind !== 'buy' || gold === 0) && outputs.some((output) => output.item === item),
  );
  if (depth > depthMax) return false;
  while (!has(greedy, item, units)) {
    if (source === undefined || !hasStepsLeft(greedy) || greedy.trial.isOver()) return false;
    const lacking = units - unitsOf(greedy.trial.hero().inventory, item);
    if (!run(greedy, source, lacking, depth)) return false;
  }
  return true;
};

/** One piece after the other, always the one that helps most at this moment, made and put on, until the fight would be won. */
const dressUp = (greedy: Greedy, monster: Monster): void => {
  const { start, trial } = greedy;
  const { rules, world } = start;
  const failed = new Set<string>();
  while (!trial.isOver() && hasStepsLeft(greedy) && !winsWell(world, rules, trial.hero(), monster)) {
    const hero = trial.hero();
    const piece = bestPiece(world, hero, monster, failed);
    if (piece === undefined) return;
    const { item, slot } = piece;
    if (!obtain(greedy, item, 1, 0)) {
      failed.add(item);
      continue;
    }
    if (hero.equipment[slot] !== undefined) trial.attempt({ do: 'unequip', quantity: 1, slot });
    if (!trial.attempt({ do: 'equip', item, quantity: 1, slot })) return;
  }
};

/** Fights, after a rest where it would be lost as the hero is. */
const fight = ({ start: { rules, world }, trial }: Greedy, monster: Monster): boolean => {
  const hero = trial.hero();
  const isTired = hero.hp < hpFull(world, hero) && !fightOf(world, rules, hero, monster).isWon;
  if (isTired) trial.attempt({ do: 'rest' });
  return trial.attempt({ do: 'fight' });
};

const pursue = (greedy: Greedy, goal: SingleGoal): void => {
  const { activities, trial } = greedy;
  const runWhileLeft = (activity: Activity | undefined, times: number): void => {
    for (let time = 0; time < times && activity !== undefined; time++)
      if (trial.isOver() || !hasStepsLeft(greedy) || !run(greedy, activity, 1, 0)) return;
  };
  const activityFor = (kind: Activity['kind'], target: string): Activity | undefined =>
    activities.find((activity) => activity.kind === kind && activity.target === target);
  switch (goal.kind) {
    case 'craft': {
      const activity = activityFor('craft', goal.item);
      if (activity !== undefined && !run(greedy, activity, goal.quantity, 0))
        runWhileLeft(activity, goal.quantity);
      return;
    }
    case 'defeat': {
      const monster = monsterOf(greedy.start.world, goal.monster);
      dressUp(greedy, monster);
      return runWhileLeft(activityFor('fight', goal.monster), goal.quantity);
    }
    case 'earn': {
      const dearest = activities
        .filter(({ kind }) => kind === 'sell')
        .toSorted((one, other) => other.gold - one.gold);
      return runWhileLeft(dearest[0], goal.gold);
    }
  }
};

/** What looks best at each moment: first sources, the piece that helps most, the dearest goods; no common batches, no bank, no route. */
export const greedyCraftingPlan = (turn: BotTurn, seat: BotSeat): Plan => {
  const looks = lookUp(turn);
  if (looks !== undefined) return looks;
  const start = craftingTurn(turn, seat);
  const { goal, rules, situation, world } = start;
  const trial = createTrial(start, worstLuck(situation.hero.tries));
  const greedy: Greedy = { activities: activitiesOf(world, rules, situation.hero), start, trial };
  for (const part of partsOf(goal)) pursue(greedy, part);
  return trial.actions.length === 0 ? stopWith('done') : planOf(trial.actions.slice(0, start.actionsMax));
};
