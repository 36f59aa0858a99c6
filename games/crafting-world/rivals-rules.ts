import { type RivalsConfig, levelMax } from './config.ts';
import { worldRules } from './rules.ts';
import { ruleSets } from './rule-sets.ts';

/** The rules of the game for two. */
export const rivalsRulesText = (
  { level, rounds }: RivalsConfig,
  { actionsMax, stepsARound }: { readonly actionsMax: number; readonly stepsARound: number },
): string => `A crafting world for two heroes, the first and the second, who start alike and want the same goal. Levels 1 to ${levelMax} are
harder by the length and depth of a good plan; this is level ${level}. What you have at the start does not count as crafted.

A match has at most ${rounds} rounds. In each round both heroes have ${stepsARound} steps and answer at the same time with at most
${actionsMax} actions. Whoever has spent fewer steps acts next; where the clocks are equal, the first hero does in odd rounds and the
second in even ones. An action that was begun is finished, even beyond the round. What was not begun when the round's steps
are over is dropped, and so is the rest of an answer after a failed action. A hero with nothing to do waits.

The world is shared. A resource tile can be gathered ${ruleSets.rivals.gathersATileMax} times by both together and is then exhausted for good. Prices move:
each unit bought raises the price of that item by 5 percent of its list price, each unit sold lowers it, from half to three times
the list price; a unit sold is paid at the price after it.

${worldRules('rivals')}

The match ends with one of these:
- goal-reached: the hero that reached the goal at the lower step wins.
- both-at-once: both reached it at the same step: a draw.
- horizon: all rounds are played. The hero of more value wins: gold, and what the best-paying shop lists for all that it carries,
  banks and wears. Equal values are a draw.
An action that would take more steps than the match has left fails, and that hero waits for the end.
A win scores 1, a loss -1, a draw 0.`;
