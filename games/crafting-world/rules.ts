import { type Config, levelMax } from './config.ts';
import { hpALevel, masteryLevelMax } from './mastery.ts';
import { answerUnitsMax } from './parse.ts';
import { nestingMax, repeatsMax } from './plan.ts';
import { ruleSets, type RuleSetId } from './rule-sets.ts';

const answersText = `An answer is JSON alone: a plan with a list of actions, and blocks that repeat a list.
Examples of answers:
\`{"actions":[{"do":"move","x":2,"y":1},{"repeat":8,"actions":[{"do":"gather"}]}]}\`
\`{"actions":[{"do":"craft","item":"some-item","quantity":2},{"do":"equip","item":"some-item","slot":"weapon"}]}\`
Blocks may lie within each other ${nestingMax} deep and repeat up to ${repeatsMax} times. An answer has at most ${answerUnitsMax} characters.
Nothing in an answer is run as code.

Actions:
- move {x, y}: go to a tile of the map.
- gather: take once from the resource where you stand; needs its skill level. 50 experience in the skill.
- craft {item, quantity}: make an item at a workshop of its skill, so many runs of the recipe. 150 experience a run.
- fight: fight the monster where you stand. 50 experience for a victory; each level brings ${hpALevel} hit points.
- equip {item, slot, quantity}, unequip {slot, quantity}: the slot must be free and take the item's kind, and your level must
  reach the item's. Only consumables stack in a slot.
- buy {item, quantity}: at a shop that sells it.
A quantity that is left out is 1. Work more than 10 levels below your own teaches nothing; no level goes beyond ${masteryLevelMax}.
From level n of a skill to the next take 150 + 10 x (n - 1) points of experience; what is over carries on.`;

const walkingText = `- use {item, quantity}: eat or drink what restores hit points, up to the full. rest: restore all of them, in 10 steps
  from nothing and in proportion, rounded up.
- recycle {item, quantity}: take apart, where it is made, what is crafted one at a time and without by-products; half of each
  ingredient, rounded down, comes back.
- deposit, withdraw {item, quantity}: at a bank, which holds anything. sell {item, quantity}: at a shop that buys it.

Steps: moving costs the cheapest way, each tile entered costing its terrain's steps; gather, fight, equip, unequip, use, deposit,
withdraw, buy and sell cost 1 step each; craft and recycle 1 for each run. A refused action costs nothing. What you take apart
no longer counts as crafted.
You carry a limited number of units; gathered or dropped units that do not fit are lost. Some resources need a tool, carried or
worn. A drop "1 in n tries" comes exactly once in each n tries in a row that you make at that kind of source.`;

const teleportText = `Moving takes one step to any tile, and so does each other action; craft takes one for each run. Every drop is certain.
Nothing limits what you carry. When the goal is to craft, the shop gives any item for nothing; with any other goal there is no buy.`;

/** How a fight goes, in the words of the rule set. */
const fightText = (id: RuleSetId): string =>
  `Fights: you strike first in each round. Your blow does, for each element in which you attack, attack x (100 + damage bonus -
the monster's resistance) / 100; its blow does attack x (100 - your resistance) / 100. Gear adds up, and fractions
of a point count. A fight that is not decided
after ${ruleSets[id].roundsMax} rounds is lost. In a round that you begin with less than half of your hit points, one unit of each restoring
consumable in a slot is used; a boosting consumable is used up, one a slot, before the fight. ` +
  (ruleSets[id].health === 'reset'
    ? 'Hit points are full at the start of every fight. If you fall you wake at the start.'
    : 'Hit points stay as a fight leaves them. If you fall you are carried to the start, which takes the steps of that way, and wake with 1 hit point.');

/** What all rule sets share, and what the given one adds. */
export const worldRules = (id: RuleSetId): string =>
  [answersText, ruleSets[id].travel === 'walk' ? walkingText : teleportText, fightText(id)].join('\n');

const modeText = (
  { mode, onFailure }: Config,
  limits: { readonly actionsMax: number; readonly turnsMax: number },
): string =>
  (mode === 'plan'
    ? `You answer once, with a whole plan of at most ${limits.actionsMax} actions, which is executed without further questions.`
    : `You answer up to ${limits.turnsMax} times, with at most ${limits.actionsMax} actions each, and see after each what happened.`) +
  (onFailure === 'halt'
    ? ' When an action fails, the rest of that answer is dropped.'
    : ' When an action fails, the next one follows.');

const lookText = ({ mode, sight }: Config, { turnsMax }: { readonly turnsMax: number }): string =>
  sight === 'lookup'
    ? `
You see the map, the goal and what you have; everything else is listed by its name alone.
- look {id}: learn all about an item, a monster, a resource or a shop, and of an item also who gives, sells and buys it; a shop
  lists what it pays for the things you know. It takes no step. Example: \`{"actions":[{"do":"look","id":"some-item"}]}\`` +
      (mode === 'plan'
        ? `\nUp to ${turnsMax - 1} answers that do nothing but look may come before the one with your plan.`
        : '')
    : '';

/** The rules of the solo game. */
export const rulesText = (
  config: Config,
  limits: { readonly actionsMax: number; readonly turnsMax: number },
): string => `A crafting world, for one player, the hero. Levels 1 to ${levelMax} are harder by the length and depth of a good plan; this is level ${config.level}.
Reach the goal: craft items, defeat monsters, hold gold, or several of these. What you have at the start does not count as
crafted. ${modeText(config, limits)}

${worldRules(config.rules)}${lookText(config, limits)}
To end the run: \`{"actions":[{"do":"stop","reason":"done"}]}\`, or, if you can show that the goal cannot be reached,
\`{"actions":[{"do":"stop","reason":"impossible"}]}\`.

The match ends with one of these:
- goal-reached: success.
- impossible-confirmed: you stopped with "impossible" and no plan reaches the goal: success.
- false-impossible: you stopped with "impossible" though the goal can be reached.
- stopped: you stopped with "done" before the goal.
- plan-ended: the one plan of plan mode is over and the goal is not reached.
- plan-failed: in plan mode an action failed, and plans do not go on after failures.
- steps-spent: the steps that the task allows are spent, or an action would take more than are left.
- turns-spent: all answers are given, in step mode or with looking alone.
The score is the progress: 100 with success, otherwise 100 x milestones reached / milestones of a good run, at most 99. A milestone
is a first craft, find, victory or equipping of something that a good run needs, or a quarter of the gold. A match that is broken
off keeps its progress.`;
