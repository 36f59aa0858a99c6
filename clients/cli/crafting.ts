import { craftingWorld } from '../../games/crafting-world/game.ts';
import { emptyTally, formatGoal } from '../../games/crafting-world/goal.ts';
import { emptyLand } from '../../games/crafting-world/hero.ts';
import { lowerBound } from '../../games/crafting-world/lower-bound.ts';
import { consultOracle } from '../../games/crafting-world/oracle.ts';
import type { TrialStart } from '../../games/crafting-world/oracle-trial.ts';
import type { Plan } from '../../games/crafting-world/plan.ts';
import { reportOf } from '../../games/crafting-world/report.ts';
import { rulesFor } from '../../games/crafting-world/rule-sets.ts';
import type { State } from '../../games/crafting-world/solo-game.ts';
import { sliceOf } from '../../games/crafting-world/slice.ts';
import { stepRng } from '../../games/rng.ts';
import { planOf, stopWith } from '../agents/bots/crafting-start.ts';
import { benchmarkTask } from './benchmark-plan.ts';
import { badInputError } from './cli-error.ts';
import { chooseConfig } from './game-choice.ts';
import type { CommonOptions } from './options.ts';
import { createOutput } from './output.ts';

export interface CraftingOptions extends CommonOptions {
  readonly seed: string;
  readonly level: number;
  readonly variant?: string;
  readonly number: number;
}

interface Setup {
  readonly seed: string;
  readonly config: typeof craftingWorld.defaults;
  readonly state: State;
}

/** The start of the match that `agon benchmark crafting-world` plays under these options. */
const setupOf = ({ seed: root, level, variant, number }: CraftingOptions, members: object = {}): Setup => {
  const given = { ...members, level, ...(variant !== undefined && { variant }) };
  chooseConfig(craftingWorld, given);
  const { seed, config: chosen } = benchmarkTask(craftingWorld, given, { root, level, number });
  const config = craftingWorld.schemas.config.parse(chosen);
  return { seed, config, state: craftingWorld.setup(config, stepRng(seed, 0)) };
};

/** `agon crafting world`: the whole world, whatever of it a task shows. */
export const showWorld = (options: CraftingOptions): void => {
  const output = createOutput(options.json === true);
  const { seed, state } = setupOf(options, { sight: 'whole' });
  output.data({ type: 'world', seed, ...state.challenge });
  output.text(craftingWorld.describe(craftingWorld.view(state, 'referee')));
};

/** `agon crafting task`: the rules and the first view, as an agent in the seat gets them. */
export const showTask = (options: CraftingOptions): void => {
  const output = createOutput(options.json === true);
  const { seed, config, state } = setupOf(options);
  const rules = craftingWorld.rules(config);
  const view = craftingWorld.view(state, 0);
  const text = craftingWorld.describe(view);
  output.data({ type: 'task', seed, config, rules, text, view });
  output.text(`${rules}\n\n${text}`);
};

const startOf = ({ challenge: { task, world }, config }: State): TrialStart => ({
  goal: task.goal,
  rules: rulesFor(config.rules, task.goal),
  situation: { hero: task.hero, land: emptyLand },
  tally: emptyTally,
  world,
});

/** The answer that the oracle would give, and how long its plan is before equal actions are drawn together. */
const answerOf = (start: TrialStart): { readonly plan: Plan; readonly length: number } => {
  const verdict = consultOracle(start);
  if (verdict.kind === 'plan') return { plan: planOf(verdict.actions), length: verdict.actions.length };
  return { plan: stopWith(verdict.kind === 'impossible' ? 'impossible' : 'done'), length: 1 };
};

/** `agon crafting oracle`: the oracle's answer, executed by the game; exit code 1 should it fail. */
export const showOracle = (options: CraftingOptions): void => {
  const output = createOutput(options.json === true);
  const { seed, state } = setupOf(options);
  const { task } = state.challenge;
  const start = startOf(state);
  const { plan, length } = answerOf({ ...start, world: sliceOf(start.world, task.shown) });
  const after = craftingWorld.step(state, new Map([[0, plan]]), stepRng(seed, 1));
  const report = reportOf(task, after.run, after.end);
  const leastSteps = task.isPossible ? lowerBound(start) : null;
  output.data({ type: 'oracle', seed, goal: task.goal, plan, leastSteps, end: after.end, report });
  output.text(`Goal: ${formatGoal(task.goal)}`);
  output.text(`Plan of ${length} ${length === 1 ? 'action' : 'actions'}:`);
  for (const item of plan.actions) output.text(`  ${JSON.stringify(item)}`);
  output.text(
    `Executed: ${after.end} after ${report.steps} steps of ${task.stepsMax}` +
      (leastSteps === null ? '.' : `; no plan takes fewer than ${leastSteps}.`),
  );
  if (!report.isSuccess)
    throw badInputError(
      'oracle-failed',
      `The oracle's plan ends with ${after.end}.`,
      'This is a fault of the program; please report the seed, the level and the variant.',
    );
};
