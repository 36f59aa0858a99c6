import { z } from 'zod';
import { askMove, choiceOf } from './ask-move.ts';
import { defineStrategy } from './strategy.ts';

/**
 * One call a turn with a memory of earlier games in front of it (Dynamic Cheatsheet, arXiv 2504.07952). The memory is
 * kept by the player: it is curated after each game, from the result that the arena states.
 */
export const cheatsheet = defineStrategy({
  name: 'cheatsheet',
  about:
    'one call, with a sheet of notes that is rewritten after each game from its result; `learn=off` freezes it',
  simulates: false,
  options: z.object({ learn: z.enum(['on', 'off']).default('on') }),
  decider: () => async (turn) => choiceOf(turn, await askMove(turn)),
});
