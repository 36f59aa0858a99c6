import { fightOf } from '../../../games/crafting-world/combat.ts';
import { unitsOf } from '../../../games/crafting-world/goods.ts';
import { type Activity, activitiesOf } from '../../../games/crafting-world/oracle-activities.ts';
import { type Trial, createTrial, monsterOf, worstLuck } from '../../../games/crafting-world/oracle-trial.ts';
import type { Plan } from '../../../games/crafting-world/plan.ts';
import { bestPayments } from '../../../games/crafting-world/prices.ts';
import { stepsBetween } from '../../../games/crafting-world/travel.ts';
import { placeKey, tilesWith } from '../../../games/crafting-world/world-index.ts';
import type { Place } from '../../../games/crafting-world/world.ts';
import { type CraftingTurn, planOf } from './crafting-start.ts';
import { winsWell } from './crafting-dress.ts';

/** Steps of a round to come, for which a place to work at is chosen. */
const stepsAhead = 40;

/** What one run adds to the hero's value, on average. */
const gainOf = ({ world }: CraftingTurn, { gold, inputs, outputs }: Activity): number => {
  const priceOf = (item: string): number => bestPayments(world).get(item) ?? 0;
  const given = outputs.reduce(
    (sum, { item, oneIn, quantity }) => sum + (quantity * priceOf(item)) / oneIn,
    gold,
  );
  return inputs.reduce((sum, { item, quantity }) => sum - quantity * priceOf(item), given);
};

/** Places where an activity still gives something. */
const openPlaces = ({ rules, situation }: CraftingTurn, { kind, places }: Activity): readonly Place[] => {
  const most = rules.gathersATileMax;
  if (kind !== 'gather' || most === null) return places;
  return places.filter((place) => unitsOf(situation.land.taken, placeKey(place)) < most);
};

/** Whether the hero can do it again and again with what it has. */
const isOpen = ({ rules, situation: { hero }, world }: CraftingTurn, activity: Activity): boolean => {
  const { kind, level, skill, target, tools } = activity;
  if (kind === 'fight') return winsWell(world, rules, hero, monsterOf(world, target));
  if (kind !== 'gather' || (hero.skills[skill!]?.level ?? 0) < level) return false;
  return tools.length === 0 || tools.some((tool) => unitsOf(hero.inventory, tool) > 0);
};

/** What to do again and again, and where. */
interface Work {
  readonly activity: Activity;
  readonly place: Place;
}

/** The gathering or hunting that brings the most value in the steps ahead, the way included. */
const bestWork = (start: CraftingTurn): Work | undefined => {
  const { rules, situation, world } = start;
  let best: Work | undefined;
  let most = 0;
  for (const activity of activitiesOf(world, rules, situation.hero)) {
    if (!isOpen(start, activity)) continue;
    const gain = gainOf(start, activity);
    for (const place of openPlaces(start, activity)) {
      const way = stepsBetween(world, situation.hero, place) ?? Number.POSITIVE_INFINITY;
      const value = Math.max(0, stepsAhead - way) * gain;
      if (value > most) [best, most] = [{ activity, place }, value];
    }
  }
  return best;
};

/** Puts all into the bank, where it is worth as much and in nobody's way. */
const emptyPack = ({ world }: CraftingTurn, trial: Trial): void => {
  const [bank] = tilesWith(world, 'bank');
  if (bank === undefined || !trial.goTo(bank)) return;
  for (const [item, quantity] of Object.entries(trial.hero().inventory))
    trial.attempt({ do: 'deposit', item, quantity });
};

/** An answer that adds to what the hero owns, for when the goal is out of reach; undefined where nothing does. */
export const wealthPlan = (start: CraftingTurn): Plan | undefined => {
  const { rules, situation, world } = start;
  const trial = createTrial(start, worstLuck(situation.hero.tries));
  const work = bestWork(start);
  if (work === undefined) return undefined;
  if (trial.room() <= 0) emptyPack(start, trial);
  trial.goTo(work.place);
  const { kind, target } = work.activity;
  const attempt = (): boolean => {
    if (kind !== 'fight') return trial.attempt({ do: 'gather' });
    const isFit = fightOf(world, rules, trial.hero(), monsterOf(world, target)).isWon;
    return trial.attempt({ do: isFit ? 'fight' : 'rest' });
  };
  while (trial.actions.length < start.actionsMax && attempt());
  return trial.actions.length === 0 ? undefined : planOf(trial.actions.slice(0, start.actionsMax));
};
