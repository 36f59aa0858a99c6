import { z } from 'zod';
import { defineBot, turnRng } from './bot.ts';
import { legalActions } from './legal.ts';

/** Any legal action, each as likely as the others. */
export const random = defineBot({
  name: 'random',
  version: '1',
  about: 'plays any legal action, each as likely as the others',
  games: 'all',
  isCheap: true,
  options: z.strictObject({}),
  decider: () => (turn, seat) => ({ action: turnRng(turn, seat).pick(legalActions(turn, seat)) }),
});
