import type { Action } from './actions.ts';
import type { Event, RefusalCode } from './events.ts';
import { unitsOf, withUnits } from './goods.ts';
import type { Goods, Hero } from './hero.ts';
import type { Goal, SingleGoal } from './task.ts';

/** What counts towards goals and what went wrong, since the start of the run. */
export interface Tally {
  /** Primitive actions that worked. */
  readonly actions: number;
  /** Units crafted less units taken apart. */
  readonly crafted: Goods;
  readonly defeated: Goods;
  /** Refused crafts by item. */
  readonly failedCrafts: Goods;
  /** Fights lost by monster. */
  readonly lostFights: Goods;
  /** Refused actions, but for crafts, because of where the hero was or wanted to go. */
  readonly misplaced: number;
  /** Refused actions by code. */
  readonly refused: Goods;
}

export const emptyTally: Tally = {
  actions: 0,
  crafted: {},
  defeated: {},
  failedCrafts: {},
  lostFights: {},
  misplaced: 0,
  refused: {},
};

/** The tally after one action that worked. */
export const withEvents = (tally: Tally, events: readonly Event[]): Tally => {
  let { crafted, defeated, lostFights } = tally;
  for (const event of events)
    if (event.kind === 'crafted') {
      const made = event.gained.find(({ item }) => item === event.item)?.quantity ?? 0;
      crafted = withUnits(crafted, event.item, made);
    } else if (event.kind === 'recycled') {
      // Else one set of ingredients would be crafted and taken apart again and again.
      crafted = withUnits(crafted, event.item, -Math.min(event.quantity, unitsOf(crafted, event.item)));
    } else if (event.kind === 'fought') {
      if (event.isWon) defeated = withUnits(defeated, event.monster, 1);
      else lostFights = withUnits(lostFights, event.monster, 1);
    }
  return { ...tally, actions: tally.actions + 1, crafted, defeated, lostFights };
};

const placeCodes: ReadonlySet<RefusalCode> = new Set(['not-here', 'no-such-place', 'unreachable']);

/** The tally after one action that was refused. */
export const withRefusal = (
  tally: Tally,
  action: Action,
  code: RefusalCode,
  isKnownItem: boolean,
): Tally => ({
  ...tally,
  failedCrafts:
    action.do === 'craft' && isKnownItem ? withUnits(tally.failedCrafts, action.item, 1) : tally.failedCrafts,
  misplaced: tally.misplaced + (action.do !== 'craft' && placeCodes.has(code) ? 1 : 0),
  refused: withUnits(tally.refused, code, 1),
});

const isSingleReached = (goal: SingleGoal, tally: Tally, hero: Hero): boolean => {
  switch (goal.kind) {
    case 'craft':
      return unitsOf(tally.crafted, goal.item) >= goal.quantity;
    case 'defeat':
      return unitsOf(tally.defeated, goal.monster) >= goal.quantity;
    case 'earn':
      return hero.gold >= goal.gold;
  }
};

/** The parts of a goal. */
export const partsOf = (goal: Goal): readonly SingleGoal[] => (goal.kind === 'mixed' ? goal.goals : [goal]);

export const isReached = (goal: Goal, tally: Tally, hero: Hero): boolean =>
  partsOf(goal).every((part) => isSingleReached(part, tally, hero));

/** `Craft 2 iron-sword`, for a part; parts of a mixed goal are joined by `and`. */
export const formatGoal = (goal: Goal): string =>
  partsOf(goal)
    .map((part) => {
      switch (part.kind) {
        case 'craft':
          return `craft ${part.quantity} ${part.item}`;
        case 'defeat':
          return `defeat ${part.quantity} ${part.monster}`;
        case 'earn':
          return `hold ${part.gold} gold`;
      }
    })
    .join(' and ');
