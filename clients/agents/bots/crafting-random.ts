import { act } from '../../../games/crafting-world/act.ts';
import type { Action } from '../../../games/crafting-world/actions.ts';
import { choicesFor } from '../../../games/crafting-world/choices.ts';
import { type Plan, expand } from '../../../games/crafting-world/plan.ts';
import type { Rng } from '../../../games/rng.ts';
import { craftingTurn, lookUp, planOf, stopWith } from './crafting-start.ts';
import type { BotSeat, BotTurn } from './bot.ts';

/** Actions of one answer at most: a random plan is no better for being longer. */
const actionsMax = 400;

/** A plan of possible actions, each as likely as the others, as they would follow each other with the bot's own luck. */
export const randomCraftingPlan = (turn: BotTurn, seat: BotSeat, rng: Rng): Plan => {
  const looks = lookUp(turn);
  if (looks !== undefined) return looks;
  const start = craftingTurn(turn, seat);
  const { rules, world } = start;
  const actions: Action[] = [];
  let { situation } = start;
  const length = Math.min(actionsMax, start.actionsMax);
  while (actions.length < length && situation.hero.steps - start.situation.hero.steps < start.stepsLeft) {
    const possible = choicesFor(world, rules, situation).flatMap((plan) => [...expand(plan.actions)]);
    const going = possible.filter(({ do: verb }) => verb !== 'stop');
    if (going.length === 0) break;
    const action = rng.pick(going);
    const acted = act(world, rules, situation, action, rng);
    if ('code' in acted) break;
    situation = acted.situation;
    actions.push(action);
  }
  return actions.length === 0 ? stopWith('done') : planOf(actions);
};
