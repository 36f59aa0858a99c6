import { turnRng } from '../clients/agents/bots/bot.ts';
import { greedyCraftingPlan } from '../clients/agents/bots/crafting-greedy.ts';
import { randomCraftingPlan } from '../clients/agents/bots/crafting-random.ts';
import { planOf } from '../clients/agents/bots/crafting-start.ts';
import type { Column } from '../clients/cli/table.ts';
import { type ChallengeConfig, type Config, configSchema } from '../games/crafting-world/config.ts';
import { generateSolved, generateTask } from '../games/crafting-world/generator.ts';
import { withDecoys } from '../games/crafting-world/generator-variants.ts';
import { emptyTally } from '../games/crafting-world/goal.ts';
import { emptyLand } from '../games/crafting-world/hero.ts';
import { lowerBound } from '../games/crafting-world/lower-bound.ts';
import { isProvenImpossible, prospectsOf } from '../games/crafting-world/oracle-reach.ts';
import type { Plan } from '../games/crafting-world/plan.ts';
import { ruleSets } from '../games/crafting-world/rule-sets.ts';
import { type State, createCraftingWorld } from '../games/crafting-world/solo-game.ts';
import type { Challenge } from '../games/crafting-world/task.ts';
import type { Json } from '../games/game.ts';
import { wilsonInterval } from '../games/positional-puzzles/wilson.ts';
import { stepRng } from '../games/rng.ts';
import { sha256Hex } from '../games/sha256.ts';
import { cpuUsed } from './cpu.ts';
import { percentile } from './percentile.ts';

const bots = ['greedy', 'random'] as const;
type BotName = (typeof bots)[number];

/** A part of the tasks of a level, in percent, with its 95 % interval. */
interface Rate {
  readonly percent: number;
  readonly interval: readonly [low: number, high: number];
}

/** The figures of one level. */
export interface LevelSummary {
  readonly level: number;
  readonly tasks: number;
  readonly oracle: Rate;
  readonly greedy: Rate;
  readonly random: Rate;
  readonly actionsMedian: number;
  readonly actionsMost: number;
  readonly stepsMedian: number;
  /** The proven bound to the oracle's steps. */
  readonly boundShareLeast: number;
  readonly boundShareMedian: number;
  readonly boundShareMost: number;
  /** Characters of what an agent is shown at first. */
  readonly textUnitsMedian: number;
  readonly textUnitsMost: number;
  readonly viewUnitsMedian: number;
  /** CPU time of world, task and the oracle's plan. */
  readonly generateMsMedian: number;
  readonly generateMs95: number;
  /** Tasks of which the proof of impossibility was checked. */
  readonly impossible: number;
  readonly faults: readonly string[];
}

/** One task, and how it went. */
interface Sample {
  readonly actions: number;
  readonly boundShare: number;
  readonly faults: readonly string[];
  readonly generateMs: number;
  readonly reached: Readonly<Record<BotName | 'oracle', boolean>>;
  readonly steps: number;
  readonly textUnits: number;
  readonly viewUnits: number;
}

const planBy = (bot: BotName, view: Json, seed: string): Plan => {
  const seat = { chance: sha256Hex(`${seed}|${bot}`), game: 'crafting-world', seat: 0 };
  const turn = { turn: 1, view };
  return bot === 'greedy'
    ? greedyCraftingPlan(turn, seat)
    : randomCraftingPlan(turn, seat, turnRng(turn, seat));
};

const startOf = ({ task, world }: Challenge) => ({
  goal: task.goal,
  rules: ruleSets.expedition,
  situation: { hero: task.hero, land: emptyLand },
  tally: emptyTally,
  world,
});

/** What is wrong with a task whose noise or whose impossible sister helps; empty when all is well. */
const variantFaults = (
  { task, world }: Challenge,
  config: ChallengeConfig,
  seed: string,
): readonly string[] => {
  const models = world.items.filter(
    ({ level, recipe }) => recipe !== null && level <= task.hero.mastery.level,
  );
  const decoys = withDecoys(world, models, stepRng(seed, 9).stream('decoys'));
  const { items } = prospectsOf(decoys.world, ruleSets.expedition, task.hero, task.goal);
  const helpful = decoys.ids.filter((id) => items.has(id));
  const sister = generateTask({ ...config, variant: 'impossible' }, stepRng(seed, 0));
  const { goal, hero } = sister.task;
  return [
    ...helpful.map((id) => `${seed}: the decoy ${id} can be had`),
    ...(isProvenImpossible(sister.world, ruleSets.expedition, hero, goal)
      ? []
      : [`${seed}: an impossible task is not proven to be`]),
  ];
};

const endOf = (
  challenge: Challenge,
  config: Config,
  seed: string,
  planFor: (start: State) => Plan,
): State => {
  const game = createCraftingWorld(() => challenge);
  const start = game.setup(config, stepRng(seed, 0));
  return game.step(start, new Map([[0, planFor(start)]]), stepRng(seed, 1));
};

const sampleOf = (level: number, seed: string): Sample => {
  const drawn: ChallengeConfig = { goal: 'any', level, rules: 'expedition', variant: 'plain' };
  const begun = cpuUsed();
  const { challenge, plan } = generateSolved(drawn, stepRng(seed, 0));
  const generateMs = (cpuUsed() - begun) / 1000;
  const whole = configSchema.parse({ level, sight: 'whole' });
  const best = endOf(challenge, whole, seed, () => planOf(plan.actions));
  const bound = lowerBound(startOf(challenge));
  const game = createCraftingWorld(() => challenge);
  const config = configSchema.parse({ level });
  const view = game.view(game.setup(config, stepRng(seed, 0)), 0);
  const isReached = (bot: BotName): boolean =>
    endOf(challenge, config, seed, () => planBy(bot, view as unknown as Json, seed)).end === 'goal-reached';
  const { steps } = best.run.hero;
  return {
    actions: plan.actions.length,
    boundShare: bound / plan.steps,
    faults: [
      ...(best.end === 'goal-reached' ? [] : [`${seed}, level ${level}: the oracle ends with ${best.end}`]),
      ...(bound <= steps ? [] : [`${seed}, level ${level}: bound ${bound}, but done in ${steps}`]),
      ...variantFaults(challenge, drawn, seed),
    ],
    generateMs,
    reached: {
      greedy: isReached('greedy'),
      oracle: best.end === 'goal-reached',
      random: isReached('random'),
    },
    steps,
    textUnits: game.describe(view).length,
    viewUnits: JSON.stringify(view).length,
  };
};

const rateOf = (wins: number, tasks: number): Rate => {
  const [low, high] = wilsonInterval(wins / tasks, tasks);
  return { interval: [100 * low, 100 * high], percent: (100 * wins) / tasks };
};

/** Plays and checks so many tasks of one level. */
export const measureLevel = (
  level: number,
  tasks: number,
  progress: (line: string) => void,
): LevelSummary => {
  const samples = Array.from({ length: tasks }, (_, at) =>
    sampleOf(level, sha256Hex(`bench|${level}|${at}`).slice(0, 32)),
  );
  progress(`level ${level} done`);
  const of = (pick: (sample: Sample) => number): readonly number[] => samples.map(pick);
  const rate = (name: BotName | 'oracle'): Rate =>
    rateOf(samples.filter(({ reached }) => reached[name]).length, tasks);
  const shares = of(({ boundShare }) => boundShare);
  const texts = of(({ textUnits }) => textUnits);
  const times = of(({ generateMs }) => generateMs);
  return {
    level,
    tasks,
    oracle: rate('oracle'),
    greedy: rate('greedy'),
    random: rate('random'),
    actionsMedian: percentile(
      of(({ actions }) => actions),
      0.5,
    ),
    actionsMost: Math.max(...of(({ actions }) => actions)),
    stepsMedian: percentile(
      of(({ steps }) => steps),
      0.5,
    ),
    boundShareLeast: Math.min(...shares),
    boundShareMedian: percentile(shares, 0.5),
    boundShareMost: Math.max(...shares),
    textUnitsMedian: percentile(texts, 0.5),
    textUnitsMost: Math.max(...texts),
    viewUnitsMedian: percentile(
      of(({ viewUnits }) => viewUnits),
      0.5,
    ),
    generateMsMedian: percentile(times, 0.5),
    generateMs95: percentile(times, 0.95),
    impossible: tasks,
    faults: samples.flatMap(({ faults }) => faults),
  };
};

const formatRate = ({ interval: [low, high], percent }: Rate): string =>
  `${percent.toFixed(1)} [${low.toFixed(1)}, ${high.toFixed(1)}]`;

const shown: readonly (readonly [string, (summary: LevelSummary) => string])[] = [
  ['level', ({ level }) => String(level)],
  ['tasks', ({ tasks }) => String(tasks)],
  ['oracle %', ({ oracle }) => formatRate(oracle)],
  ['greedy %', ({ greedy }) => formatRate(greedy)],
  ['random %', ({ random }) => formatRate(random)],
  ['actions', ({ actionsMedian }) => String(actionsMedian)],
  ['most', ({ actionsMost }) => String(actionsMost)],
  ['steps', ({ stepsMedian }) => String(stepsMedian)],
  ['bound/steps', ({ boundShareMedian }) => boundShareMedian.toFixed(2)],
  ['least', ({ boundShareLeast }) => boundShareLeast.toFixed(2)],
  ['most', ({ boundShareMost }) => boundShareMost.toFixed(2)],
  ['text', ({ textUnitsMedian }) => String(textUnitsMedian)],
  ['generate ms', ({ generateMsMedian }) => generateMsMedian.toFixed(0)],
  ['p95', ({ generateMs95 }) => generateMs95.toFixed(0)],
  ['faults', ({ faults }) => String(faults.length)],
];

export const levelColumns: readonly Column[] = shown.map(([title]) => ({ align: 'right', title }));

export const levelRow = (summary: LevelSummary): readonly string[] =>
  shown.map(([, format]) => format(summary));
