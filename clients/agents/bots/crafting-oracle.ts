import { z } from 'zod';
import { consultOracle } from '../../../games/crafting-world/oracle.ts';
import type { Plan } from '../../../games/crafting-world/plan.ts';
import type { Json } from '../../../games/game.ts';
import { type BotSeat, type BotTurn, defineBot } from './bot.ts';
import { craftingIds, craftingTurn, lookUp, planOf, stopWith } from './crafting-start.ts';

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
  version: '1',
  about: 'plans the whole run from the view: exact gear search, recipes expanded backwards, short routes',
  games: craftingIds,
  isCheap: false,
  options: z.strictObject({}),
  decider: () => (turn, seat) => ({
    action: (lookUp(turn) ?? planWithOracle(turn, seat)) as unknown as Json,
  }),
});
