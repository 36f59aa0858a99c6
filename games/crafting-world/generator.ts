import type { Rng } from '../rng.ts';
import type { ChallengeConfig } from './config.ts';
import { type Chance, chanceOf } from './generator-chance.ts';
import { baseHpOf, createHero, drawGoal, drawGoalKind, shownFor, targetPieces } from './generator-task.ts';
import { withDecoys, withImpossibleGoal } from './generator-variants.ts';
import { generateWorld } from './generator-world.ts';
import { emptyTally } from './goal.ts';
import { type Hero, emptyLand } from './hero.ts';
import { type LevelSettings, settingsOf } from './levels.ts';
import { milestonesOf } from './milestones.ts';
import { type Verdict, consultOracle } from './oracle.ts';
import { isProvenImpossible } from './oracle-reach.ts';
import { rulesFor } from './rule-sets.ts';
import { sliceOf } from './slice.ts';
import type { Challenge, Goal } from './task.ts';
import type { World } from './world.ts';

/** A world with a hero and a goal, before the oracle has judged it. */
interface Draft {
  readonly goal: Goal;
  readonly hero: Hero;
  readonly shown: readonly string[];
  readonly world: World;
}

type Plan = Extract<Verdict, { kind: 'plan' }>;

/** A challenge that can be met, and how the oracle does. */
interface Solved {
  readonly challenge: Challenge;
  readonly plan: Plan;
}

/** Draws of a task at most. */
const drawsMax = 24;
/** And where none of them has a plan. */
const thoroughDrawsMax = 96;
/** Tries to bring the length of the plan into the level's range; the nearest is taken. */
const fitsMax = 5;
/** Steps that a hero may spend beyond those by the oracle's. */
const stepsExtra = 50;

const stepsMaxFor = ({ stepsPercent }: LevelSettings, steps: number): number =>
  Math.ceil((stepsPercent * steps) / 100) + stepsExtra;

const hasNoise = ({ variant }: ChallengeConfig): boolean =>
  variant === 'noise' || variant === 'leveling-noise';

const draftOf = (config: ChallengeConfig, settings: LevelSettings, scale: number, chance: Chance): Draft => {
  const { size, tier } = settings;
  const kind = drawGoalKind(config, scale, chance('kind'));
  const pieces = targetPieces({ kind, scale });
  const generated = generateWorld(
    { baseHp: baseHpOf(tier), pieces, rules: config.rules, size, tier },
    (...labels) => chance('world', ...labels),
  );
  const goal = drawGoal({ kind, rules: config.rules, scale, tier }, generated, chance('goal'));
  const hero = createHero(settings, generated, config.variant);
  const shown = shownFor(generated.world, goal, hero, generated, tier, chance('shown'));
  if (!hasNoise(config)) return { goal, hero, shown, world: generated.world };
  const models = generated.gear.filter(({ level }) => level <= hero.mastery.level);
  const decoys = withDecoys(generated.world, models, chance('decoys'));
  return { goal, hero, shown: [...shown, ...decoys.ids].sort(), world: decoys.world };
};

const judge = ({ goal, hero, shown, world }: Draft, config: ChallengeConfig, isThorough: boolean): Verdict =>
  consultOracle(
    {
      goal,
      rules: rulesFor(config.rules, goal),
      situation: { hero, land: emptyLand },
      tally: emptyTally,
      world: sliceOf(world, shown),
    },
    isThorough,
  );

/** Steps that a plan takes for each action, roughly. */
const stepsAnAction = 2;

/** Steps of a plan that might be: the budget of an impossible task must not give it away. */
const likelySteps = ({ planActions: [from, to] }: LevelSettings, rng: Rng): number =>
  stepsAnAction * (from + rng.int(to - from + 1));

const challengeOf = (
  { goal, hero, shown, world }: Draft,
  plan: Plan,
  settings: LevelSettings,
): Challenge => ({
  task: {
    goal,
    hero,
    isPossible: true,
    milestones: milestonesOf(world, hero, goal, plan.gear),
    oracleSteps: plan.steps,
    shown,
    stepsMax: stepsMaxFor(settings, plan.steps),
  },
  world,
});

/** How far a plan's length is from the level's range, in actions. */
const missOf = ({ planActions: [from, to] }: LevelSettings, { length }: Plan['actions']): number =>
  Math.max(0, from - length, length - to);

/** The part of a miss that the next scale makes up for: lengths vary from world to world, so that more would overshoot. */
const correction = 0.3;

const rescaled = (scale: number, { planActions: [from, to] }: LevelSettings, length: number): number => {
  const bound = length < from ? from : to;
  const change = Math.max(1, Math.round(correction * scale * Math.abs(bound / length - 1)));
  return Math.max(1, length < from ? scale + change : scale - change);
};

/** The task, of so many draws, whose plan is nearest to the level's range; undefined where the oracle finds no plan. */
const drawSolved = (
  config: ChallengeConfig,
  rng: Rng,
  draws: number,
  isThorough: boolean,
): Solved | undefined => {
  const settings = settingsOf(config);
  let { pieces: scale } = settings;
  let best: { readonly draft: Draft; readonly plan: Plan; readonly miss: number } | undefined;
  let fits = 0;
  for (let at = 0; at < draws && fits < fitsMax; at++) {
    const draft = draftOf(config, settings, scale, chanceOf(rng, 'draw', at));
    const plan = judge(draft, config, isThorough);
    if (plan.kind !== 'plan') continue;
    fits += 1;
    const miss = missOf(settings, plan.actions);
    if (best === undefined || miss < best.miss) best = { draft, miss, plan };
    if (miss === 0) break;
    scale = rescaled(scale, settings, plan.actions.length);
  }
  if (best === undefined) return undefined;
  return { challenge: challengeOf(best.draft, best.plan, settings), plan: best.plan };
};

/** A world with a task that can be done, and the oracle's plan for it. */
export const generateSolved = (config: ChallengeConfig, rng: Rng): Solved => {
  // The thorough search comes second: it would change the worlds of seeds that have one without it.
  const solved = drawSolved(config, rng, drawsMax, false) ?? drawSolved(config, rng, thoroughDrawsMax, true);
  if (solved === undefined)
    throw new Error(`no solvable task in ${thoroughDrawsMax} draws: ${JSON.stringify(config)}`);
  return solved;
};

const generateImpossible = (config: ChallengeConfig, rng: Rng): Challenge => {
  const settings = settingsOf(config);
  for (let at = 0; at < drawsMax; at++) {
    const chance = chanceOf(rng, 'draw', at);
    const draft = draftOf(config, settings, settings.pieces, chance);
    const { goal, hero, shown } = draft;
    const world = withImpossibleGoal(draft.world, goal, chance('impossible'));
    const rules = rulesFor(config.rules, goal);
    const startTile = world.tiles.some(({ x, y }) => x === hero.x && y === hero.y);
    if (!startTile || !isProvenImpossible(world, rules, hero, goal)) continue;
    const stepsMax = stepsMaxFor(settings, likelySteps(settings, chance('budget')));
    return {
      task: { goal, hero, isPossible: false, milestones: [], oracleSteps: null, shown, stepsMax },
      world,
    };
  }
  throw new Error(`no impossible task in ${drawsMax} draws: ${JSON.stringify(config)}`);
};

/** Of so many doubtful tasks one is impossible. */
const impossibleOneIn = 3;

const isImpossible = ({ variant }: ChallengeConfig, rng: Rng): boolean =>
  variant === 'impossible' || (variant === 'doubtful' && rng.stream('doubt').int(impossibleOneIn) === 0);

/** A world with a task from chance alone: equal generators and configurations make equal challenges. */
export const generateTask = (config: ChallengeConfig, rng: Rng): Challenge =>
  isImpossible(config, rng) ? generateImpossible(config, rng) : generateSolved(config, rng).challenge;
