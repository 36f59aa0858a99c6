import type { Viewer } from '../game.ts';
import type { Config } from './config.ts';
import type { Tally } from './goal.ts';
import type { Hero, Land } from './hero.ts';
import type { End, Report } from './report.ts';
import { valueOf } from './prices.ts';
import type { Rules, RuleSetId } from './rule-sets.ts';
import type { Note, Run } from './run.ts';
import { sliceOf } from './slice.ts';
import { hpFull, roomOf } from './stats.ts';
import type { Challenge, Goal } from './task.ts';
import type { World } from './world.ts';

/** Limits that an answer and a match are under. Members are in sorted order. */
export interface Limits {
  readonly actionsMax: number;
  readonly onFailure: 'continue' | 'halt';
  readonly stepsMax: number;
  readonly turnsMax: number;
}

/** The large constant part of a view, one object for all views of a match. */
export interface Brief {
  readonly goal: Goal;
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
  /** One a player, by seat. */
  readonly heroes: readonly HeroSeen[];
  readonly land: Land;
  /** The figures, once the match is over. */
  readonly reports: readonly Report[] | null;
  readonly turn: number;
  readonly viewer: Viewer;
}

/** Ids of the items that a hero has; a view tells what they do, whatever the task shows. */
const belongingsOf = ({ bank, equipment, inventory }: Hero): readonly string[] => [
  ...Object.keys(bank),
  ...Object.keys(inventory),
  ...Object.values(equipment).map(({ item }) => item),
];

const briefs = new WeakMap<Challenge, Map<string, Brief>>();

/** The brief of a challenge under these limits, made once. */
export const briefOf = (
  challenge: Challenge,
  rules: Rules,
  limits: Limits,
  sight: Config['sight'],
): Brief => {
  let known = briefs.get(challenge);
  if (known === undefined) briefs.set(challenge, (known = new Map()));
  const key = JSON.stringify([rules.id, limits, sight]);
  let brief = known.get(key);
  if (brief === undefined) {
    const { task, world } = challenge;
    const seen = sight === 'whole' ? world : sliceOf(world, [...task.shown, ...belongingsOf(task.hero)]);
    brief = { goal: task.goal, limits, rules: rules.id, world: seen };
    known.set(key, brief);
  }
  return brief;
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
