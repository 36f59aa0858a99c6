import type { Action } from '../../../games/crafting-world/actions.ts';
import type { TrialStart } from '../../../games/crafting-world/oracle-trial.ts';
import type { Plan, PlanItem } from '../../../games/crafting-world/plan.ts';
import { rulesFor } from '../../../games/crafting-world/rule-sets.ts';
import { type View, unknownIn } from '../../../games/crafting-world/view.ts';
import type { Json } from '../../../games/game.ts';
import type { BotSeat, BotTurn } from './bot.ts';

/** The games about the crafting world. */
export const craftingIds: readonly string[] = ['crafting-world', 'crafting-rivals'];

/** What a bot of the crafting world knows: its view, as a start for the oracle. */
export interface CraftingTurn extends TrialStart {
  readonly actionsMax: number;
  readonly stepsLeft: number;
}

export const craftingTurn = ({ view }: BotTurn, { seat }: BotSeat): CraftingTurn => {
  const { brief, heroes, land } = view as unknown as View<Json>;
  const hero = heroes[seat];
  if (hero === undefined) throw new Error(`the view holds no hero of seat ${seat}`);
  const { goal, limits, rules, world } = brief;
  return {
    actionsMax: limits.actionsMax,
    goal,
    rules: rulesFor(rules, goal),
    situation: { hero, land },
    stepsLeft: limits.stepsMax - hero.steps,
    tally: hero.tally,
    world,
  };
};

/** An answer that looks up what is known by name alone, as much as one may hold; undefined where nothing is. */
export const lookUp = ({ view }: BotTurn): Plan | undefined => {
  const { brief } = view as unknown as View<Json>;
  const unknown = unknownIn(brief).slice(0, brief.limits.actionsMax);
  return unknown.length === 0 ? undefined : { actions: unknown.map((id) => ({ do: 'look', id }) as const) };
};

const isEqual = (one: Action, other: Action): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A plan of these actions, those that follow each other unchanged in a block. */
export const planOf = (actions: readonly Action[]): Plan => {
  const items: PlanItem[] = [];
  for (let at = 0; at < actions.length;) {
    const action = actions[at]!;
    let end = at + 1;
    while (end < actions.length && isEqual(actions[end]!, action)) end += 1;
    items.push(end - at > 1 ? { actions: [action], repeat: end - at } : action);
    at = end;
  }
  return { actions: items };
};

export const stopWith = (reason: 'done' | 'impossible'): Plan => ({ actions: [{ do: 'stop', reason }] });
