import { canonical } from '../canonical.ts';
import type { Json } from '../game.ts';
import type { Rng } from '../rng.ts';
import type { ChallengeConfig } from './config.ts';
import type { Hero } from './hero.ts';
import { sliceOf } from './slice.ts';
import type { World } from './world.ts';

/** One thing to reach: units crafted in the run and not taken apart, victories in the run, or gold held at one moment. */
export type SingleGoal =
  | { readonly item: string; readonly kind: 'craft'; readonly quantity: number }
  | { readonly kind: 'defeat'; readonly monster: string; readonly quantity: number }
  | { readonly gold: number; readonly kind: 'earn' };

/** What the player is asked to do; of a mixed goal, all parts, in any order. */
export type Goal = SingleGoal | { readonly goals: readonly SingleGoal[]; readonly kind: 'mixed' };

/** A goal with the hero that starts and the limits. Members are in sorted order. */
export interface Task {
  readonly goal: Goal;
  readonly hero: Hero;
  /** Whether the goal can be reached at all; never shown. */
  readonly isPossible: boolean;
  /** The distinct milestones of a good run (see milestones.ts), in a fixed order; progress is counted by them. */
  readonly milestones: readonly string[];
  /** Steps of the oracle's plan, and what efficiency is measured by; null where there is none. Never shown. */
  readonly oracleSteps: number | null;
  /** Ids of the items, monsters, resources and shops that a view lists; see slice.ts. */
  readonly shown: readonly string[];
  /** Steps that the hero may spend. */
  readonly stepsMax: number;
}

/** What a match starts from. */
export interface Challenge {
  readonly task: Task;
  readonly world: World;
}

/** Makes the world and the task of a match; a function of the configuration and of `rng` alone. */
export type GenerateTask = (config: ChallengeConfig, rng: Rng) => Challenge;

/** A challenge whose members are in sorted order through and through, as states must be. */
export const inOrder = (challenge: Challenge): Challenge =>
  JSON.parse(canonical(challenge as unknown as Json)) as Challenge;

/** Ids of what a hero owns. */
export const belongingsOf = ({ bank, equipment, inventory }: Hero): readonly string[] => [
  ...Object.keys(bank),
  ...Object.keys(inventory),
  ...Object.values(equipment).map(({ item }) => item),
];

/** The challenge in no more of the world than the task shows and the hero has: nothing else exists then. */
export const sliced = ({ task, world }: Challenge): Challenge => ({
  task,
  world: sliceOf(world, [...task.shown, ...belongingsOf(task.hero)]),
});
