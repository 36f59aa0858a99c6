import type { Viewer } from '../game.ts';
import { type Tally, partsOf } from './goal.ts';
import type { Hero, Land } from './hero.ts';
import type { End, Report } from './report.ts';
import { valueOf } from './prices.ts';
import type { Rules, RuleSetId } from './rule-sets.ts';
import type { Note, Run } from './run.ts';
import { knownOf } from './slice.ts';
import { hpFull, roomOf } from './stats.ts';
import { indexOf } from './world-index.ts';
import { type Challenge, type Goal, belongingsOf } from './task.ts';
import type { Item, World } from './world.ts';

/** Limits that an answer and a match are under. Members are in sorted order. */
export interface Limits {
  readonly actionsMax: number;
  readonly onFailure: 'continue' | 'halt';
  readonly stepsMax: number;
  readonly turnsMax: number;
}

/** All that there is, by name: what can be looked up. Members are in sorted order. */
export interface Index {
  readonly items: readonly Pick<Item, 'id' | 'kind' | 'level'>[];
  readonly monsters: readonly string[];
  readonly resources: readonly string[];
  readonly shops: readonly string[];
}

/** The large part of a view: one object for all views of a match, or until more of the world is known. */
export interface Brief {
  readonly goal: Goal;
  /** Null where the world is listed as it is; otherwise `world` holds what is known of it. */
  readonly index: Index | null;
  readonly limits: Limits;
  readonly rules: RuleSetId;
  readonly world: World;
}

/** A hero as everybody sees it. */
export interface HeroSeen extends Hero {
  readonly hpFull: number;
  readonly notes: readonly Note[];
  /** Units that it can still take up; null where the rules set no limit. */
  readonly room: number | null;
  readonly tally: Tally;
  /** Gold, and what the best-paying shops list for all that the hero owns. */
  readonly value: number;
}

/** What leaves the server. Members are in sorted order. */
export interface View<Ending = End> {
  readonly brief: Brief;
  readonly end: Ending | null;
  /** In a match of two, the step at which each hero reached the goal, or null. */
  readonly finished: readonly (number | null)[] | null;
  /** One a player, by seat. */
  readonly heroes: readonly HeroSeen[];
  readonly land: Land;
  /** The figures, once the match is over. */
  readonly reports: readonly Report[] | null;
  readonly turn: number;
  readonly viewer: Viewer;
}

const indexIn = (world: World): Index => {
  const idsOf = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);
  return {
    items: world.items.map(({ id, kind, level }) => ({ id, kind, level })),
    monsters: idsOf(world.monsters),
    resources: idsOf(world.resources),
    shops: idsOf(world.shops),
  };
};

/** What is known before anything was looked up: what the goal names and what the hero has. */
const knownAtStart = ({ task: { goal, hero } }: Challenge): readonly string[] => [
  ...partsOf(goal).flatMap((part) =>
    part.kind === 'earn' ? [] : [part.kind === 'craft' ? part.item : part.monster],
  ),
  ...belongingsOf(hero),
];

const briefs = new WeakMap<Challenge, Map<string, Brief>>();

/** The brief of a challenge under these limits, made once; of all that is known when things must be looked up. */
export const briefOf = (
  challenge: Challenge,
  rules: Rules,
  limits: Limits,
  known: readonly string[] | null = null,
): Brief => {
  let made = briefs.get(challenge);
  if (made === undefined) briefs.set(challenge, (made = new Map()));
  const key = JSON.stringify([rules.id, limits, known]);
  let brief = made.get(key);
  if (brief === undefined) {
    const { task, world } = challenge;
    const shown = known === null ? undefined : new Set([...known, ...knownAtStart(challenge)]);
    brief = {
      goal: task.goal,
      index: shown === undefined ? null : indexIn(world),
      limits,
      rules: rules.id,
      world: shown === undefined ? world : knownOf(world, shown),
    };
    made.set(key, brief);
  }
  return brief;
};

/** Ids that can be looked up. */
export const unknownIn = ({ index, world }: Brief): readonly string[] => {
  if (index === null) return [];
  const { items, monsters, resources, shops } = indexOf(world);
  const isUnknown = (id: string): boolean =>
    !items.has(id) && !monsters.has(id) && !resources.has(id) && !shops.has(id);
  return [...index.items.map(({ id }) => id), ...index.monsters, ...index.resources, ...index.shops].filter(
    isUnknown,
  );
};

export const heroSeen = (world: World, rules: Rules, { hero, notes, tally }: Run): HeroSeen => ({
  bank: hero.bank,
  base: hero.base,
  equipment: hero.equipment,
  gold: hero.gold,
  hp: hero.hp,
  hpFull: hpFull(world, hero),
  inventory: hero.inventory,
  mastery: hero.mastery,
  notes,
  room: rules.hasCapacity ? roomOf(world, hero) : null,
  skills: hero.skills,
  steps: hero.steps,
  tally,
  tries: hero.tries,
  value: valueOf(world, hero),
  x: hero.x,
  y: hero.y,
});
