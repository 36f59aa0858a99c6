import { z } from 'zod';
import { consultOracle } from '../../../games/crafting-world/oracle.ts';
import type { Plan } from '../../../games/crafting-world/plan.ts';
import type { Json } from '../../../games/game.ts';
import { type BotSeat, type BotTurn, defineBot } from './bot.ts';
import { wealthPlan } from './crafting-rival.ts';
import { craftingIds, craftingTurn, lookUp, planOf, stopWith } from './crafting-start.ts';

/** A round against a rival: towards the goal while it can be reached in time, else whatever makes the hero richer. */
const planRound = (turn: BotTurn, seat: BotSeat): Plan => {
  const start = craftingTurn(turn, seat);
  const verdict = consultOracle(start);
  if (verdict.kind === 'plan' && verdict.steps <= start.stepsLeft)
    return planOf(verdict.actions.slice(0, start.actionsMax));
  return wealthPlan(start) ?? { actions: [{ do: 'rest' }] };
};

/** The oracle's plan from the view alone, or as much of it as one answer may hold; planned anew at every turn. */
const planWithOracle = (turn: BotTurn, seat: BotSeat): Plan => {
  const start = craftingTurn(turn, seat);
  const verdict = consultOracle(start);
  switch (verdict.kind) {
    case 'plan':
      return planOf(verdict.actions.slice(0, start.actionsMax));
    case 'impossible':
      return stopWith('impossible');
    case 'unsolved':
      return stopWith('done');
  }
};

/** Plays the crafting world by exact gear search, backward expansion and route planning. */
export const oracle = defineBot({
  name: 'oracle',
  version: '2',
  about: 'plans the whole run from the view: exact gear search, recipes expanded backwards, short routes',
  games: craftingIds,
  isCheap: false,
  options: z.strictObject({}),
  decider: () => (turn, seat) => {
    const plan =
      seat.game === 'crafting-rivals' ? planRound(turn, seat) : (lookUp(turn) ?? planWithOracle(turn, seat));
    return { action: plan as unknown as Json };
  },
});
