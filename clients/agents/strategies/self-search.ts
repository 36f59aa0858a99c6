import { z } from 'zod';
import { selfSearchQuestion } from '../prompt/questions.ts';
import { askMove, choiceOf } from './ask-move.ts';
import { defineStrategy } from './strategy.ts';

/** One call in which the model writes out the search itself (Autonomous Tree-search, arXiv 2310.10686). */
export const selfSearch = defineStrategy({
  name: 'self-search',
  about: 'one call in which the model writes out a search before it answers',
  simulates: false,
  options: z.object({}),
  decider: () => async (turn) =>
    choiceOf(turn, await askMove(turn, {}, selfSearchQuestion(turn.position, turn.facts))),
});
