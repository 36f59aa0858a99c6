import { z } from 'zod';
import { ruleSetIds } from './rule-sets.ts';

/** What is asked: one kind of goal, or whichever the seed draws. */
const goalKinds = ['any', 'craft', 'defeat', 'earn', 'mixed'] as const;
/**
 * `leveling`: skills start at 1. `noise`: plausible items are shown that cannot be made. `impossible`: the goal cannot be
 * reached, and the right answer is to stop with `impossible`. `doubtful`: the seed decides whether it can, so that the
 * configuration does not tell.
 */
const variants = ['plain', 'leveling', 'noise', 'leveling-noise', 'impossible', 'doubtful'] as const;
/** `plan`: one plan, executed without feedback. `step`: a few actions a turn with feedback. */
const modes = ['plan', 'step'] as const;
/** What a failed action does to the rest of a plan. */
const failurePolicies = ['continue', 'halt'] as const;

/**
 * What of the world there is and is seen. `slice`: what the task touches, and no more. `whole`: everything. `lookup`:
 * everything, but listed by name alone until it is looked up.
 */
const sights = ['slice', 'whole', 'lookup'] as const;

export const levelMax = 10;

/** The solo game's configuration. */
export const configSchema = z
  .strictObject({
    goal: z.enum(goalKinds).default('any'),
    level: z.int().min(1).max(levelMax).default(1),
    mode: z.enum(modes).default('plan'),
    onFailure: z.enum(failurePolicies).default('halt'),
    rules: z.enum(ruleSetIds).exclude(['rivals']).default('expedition'),
    sight: z.enum(sights).default('slice'),
    variant: z.enum(variants).default('plain'),
  })
  .refine(({ rules, variant }) => rules !== 'herobench' || !['doubtful', 'impossible'].includes(variant), {
    path: ['variant'],
    message: 'The rules of herobench have no impossible tasks; take expedition.',
  });
export type Config = Readonly<z.output<typeof configSchema>>;

/** Rounds of a match of rivals, at most. */
export const roundsMax = 200;

/** The configuration of the game for two. */
export const rivalsConfigSchema = z.strictObject({
  goal: z.enum(goalKinds).default('any'),
  level: z.int().min(1).max(levelMax).default(3),
  rounds: z.int().min(1).max(roundsMax).default(60),
  variant: z.enum(variants).exclude(['doubtful', 'impossible']).default('plain'),
});
export type RivalsConfig = Readonly<z.output<typeof rivalsConfigSchema>>;

/** What a world and a task are generated from; both games' configurations hold it. */
export type ChallengeConfig = Pick<Config, 'goal' | 'level' | 'variant'> & {
  readonly rules: (typeof ruleSetIds)[number];
};
