import { z } from 'zod';
import type { Json } from '../../../games/game.ts';
import { defineBot, turnRng } from './bot.ts';
import { randomCraftingPlan } from './crafting-random.ts';
import { craftingIds } from './crafting-start.ts';
import { legalActions } from './legal.ts';

/** Any legal action, each as likely as the others. */
export const random = defineBot({
  name: 'random',
  version: '1',
  about: 'plays any legal action, each as likely as the others',
  games: 'all',
  isCheap: true,
  options: z.strictObject({}),
  decider: () => (turn, seat) => {
    const rng = turnRng(turn, seat);
    // A plan of one action would say nothing of chance play over a whole run.
    if (craftingIds.includes(seat.game))
      return { action: randomCraftingPlan(turn, seat, rng) as unknown as Json };
    return { action: rng.pick(legalActions(turn, seat)) };
  },
});
