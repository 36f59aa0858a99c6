import { z } from 'zod';
import { askMove, choiceOf } from './ask-move.ts';
import { defineStrategy } from './strategy.ts';

/** One call a turn; a refusal's reason goes back to the model (game_arena's rethink). */
export const direct = defineStrategy({
  name: 'direct',
  about: 'one call; a refusal goes back to the model',
  simulates: false,
  options: z.object({}),
  decider: () => async (turn) => choiceOf(turn, await askMove(turn)),
});
