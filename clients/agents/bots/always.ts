import { z } from 'zod';
import { limits } from '../../../server/protocol/limits.ts';
import { defineBot } from './bot.ts';

/**
 * The same text at every turn, whatever is asked: the null agent. A game, judge or parser in which it does
 * better than the floor can be gamed (Zheng et al., "Cheating automatic LLM benchmarks", 2024).
 */
export const always = defineBot({
  name: 'always',
  version: '1',
  about: 'sends the same text at every turn: always?text=…',
  games: 'all',
  isCheap: true,
  options: z.strictObject({ text: z.string().max(limits.actionTextUnitsMax) }),
  decider:
    ({ text }) =>
    () => ({ text }),
});
