import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Decide } from '../clients/agents/bots/bot.ts';
import { greedyCraftingPlan } from '../clients/agents/bots/crafting-greedy.ts';
import { oracle } from '../clients/agents/bots/crafting-oracle.ts';
import { randomCraftingPlan } from '../clients/agents/bots/crafting-random.ts';
import { turnRng } from '../clients/agents/bots/bot.ts';
import { type Column as TableColumn, formatTable } from '../clients/cli/table.ts';
import { craftingWorld } from '../games/crafting-world/game.ts';
import { emptyTally } from '../games/crafting-world/goal.ts';
import { emptyLand } from '../games/crafting-world/hero.ts';
import { lowerBound } from '../games/crafting-world/lower-bound.ts';
import { sizeOf } from '../games/crafting-world/plan.ts';
import { rulesFor } from '../games/crafting-world/rule-sets.ts';
import type { Json } from '../games/game.ts';
import { stepRng } from '../games/rng.ts';
import { sha256Hex } from '../games/sha256.ts';

const usage = `npm run bench:crafting -- [--per-level N] [--levels A-B] [--variant V] [--goal G] [--rules R] [--bounds N] [--json FILE]
Plays tasks of every level with the house bots, and prints who reaches the goal and what the oracle's plans are like.
  --per-level  tasks a level (200)      --bounds  of those, with a proven lower bound, which takes longest (20)`;

const bots = ['oracle', 'greedy', 'random'] as const;
type BotName = (typeof bots)[number];

const deciders: Readonly<Record<BotName, Decide>> = {
  oracle: oracle.open({}),
  greedy: (turn, seat) => ({ action: greedyCraftingPlan(turn, seat) as unknown as Json }),
  random: (turn, seat) => ({
    action: randomCraftingPlan(turn, seat, turnRng(turn, seat)) as unknown as Json,
  }),
};

type Config = typeof craftingWorld.defaults;
type State = ReturnType<typeof craftingWorld.setup>;

/** One task, and how it went. */
interface Sample {
  readonly actions: number;
  readonly boundShare: number | undefined;
  readonly generateMs: number;
  readonly planMs: number;
  readonly reached: Readonly<Record<BotName, boolean>>;
  readonly steps: number;
}

const timed = <T>(work: () => T): { readonly ms: number; readonly value: T } => {
  const start = performance.now();
  const value = work();
  return { ms: performance.now() - start, value };
};

const playOne = (state: State, seed: string, name: BotName) => {
  const seat = { chance: sha256Hex(`${seed}|${name}`), game: craftingWorld.id, seat: 0 };
  const view = craftingWorld.view(state, 0) as unknown as Json;
  const decision = deciders[name]({ turn: 1, view }, seat);
  if (!('action' in decision)) throw new Error(`${name} answered with a text`);
  const plan = craftingWorld.schemas.action.parse(decision.action);
  const refusal = craftingWorld.check(state, 0, plan);
  if (refusal !== undefined) throw new Error(`${name}: ${refusal.message}`);
  const after = craftingWorld.step(state, new Map([[0, plan]]), stepRng(seed, 1));
  const isReached = after.end === 'goal-reached' || after.end === 'impossible-confirmed';
  return { actions: sizeOf(plan.actions), isReached, steps: after.run.hero.steps };
};

const boundOf = ({ challenge: { task, world } }: State, config: Config): number =>
  lowerBound({
    goal: task.goal,
    rules: rulesFor(config.rules, task.goal),
    situation: { hero: task.hero, land: emptyLand },
    tally: emptyTally,
    world,
  });

const sampleOf = (config: Config, seed: string, isBounded: boolean): Sample => {
  const { ms: generateMs, value: state } = timed(() => craftingWorld.setup(config, stepRng(seed, 0)));
  const { ms: planMs, value: best } = timed(() => playOne(state, seed, 'oracle'));
  const isPossible = state.challenge.task.isPossible;
  return {
    actions: best.actions,
    boundShare: isBounded && isPossible ? boundOf(state, config) / best.steps : undefined,
    generateMs,
    planMs,
    reached: {
      oracle: best.isReached,
      greedy: playOne(state, seed, 'greedy').isReached,
      random: playOne(state, seed, 'random').isReached,
    },
    steps: best.steps,
  };
};

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[
    Math.min(values.length - 1, Math.floor(values.length * share))
  ] ?? 0;

/** The figures of one level. */
const summaryOf = (level: number, samples: readonly Sample[]) => {
  const of = (pick: (sample: Sample) => number): readonly number[] => samples.map(pick);
  const bounds = samples.flatMap(({ boundShare }) => boundShare ?? []);
  const percent = (name: BotName): number =>
    (100 * samples.filter(({ reached }) => reached[name]).length) / samples.length;
  return {
    level,
    tasks: samples.length,
    oraclePercent: percent('oracle'),
    greedyPercent: percent('greedy'),
    randomPercent: percent('random'),
    actionsMedian: quantile(
      of(({ actions }) => actions),
      0.5,
    ),
    actionsMost: Math.max(...of(({ actions }) => actions)),
    stepsMedian: quantile(
      of(({ steps }) => steps),
      0.5,
    ),
    boundShareMedian: bounds.length === 0 ? null : quantile(bounds, 0.5),
    boundShareMost: bounds.length === 0 ? null : Math.max(...bounds),
    setupAndPlanMsMedian: quantile(
      of(({ generateMs, planMs }) => generateMs + planMs),
      0.5,
    ),
    setupAndPlanMs95: quantile(
      of(({ generateMs, planMs }) => generateMs + planMs),
      0.95,
    ),
  };
};
type Summary = ReturnType<typeof summaryOf>;

const shown: readonly (readonly [string, (summary: Summary) => string])[] = [
  ['level', ({ level }) => String(level)],
  ['tasks', ({ tasks }) => String(tasks)],
  ['oracle %', ({ oraclePercent }) => oraclePercent.toFixed(1)],
  ['greedy %', ({ greedyPercent }) => greedyPercent.toFixed(1)],
  ['random %', ({ randomPercent }) => randomPercent.toFixed(1)],
  ['actions', ({ actionsMedian }) => String(actionsMedian)],
  ['most', ({ actionsMost }) => String(actionsMost)],
  ['steps', ({ stepsMedian }) => String(stepsMedian)],
  ['bound/steps', ({ boundShareMedian }) => boundShareMedian?.toFixed(2) ?? ''],
  ['at most', ({ boundShareMost }) => boundShareMost?.toFixed(2) ?? ''],
  ['setup+plan ms', ({ setupAndPlanMsMedian }) => setupAndPlanMsMedian.toFixed(0)],
  ['p95', ({ setupAndPlanMs95 }) => setupAndPlanMs95.toFixed(0)],
];

const columns: readonly TableColumn[] = shown.map(([title]) => ({ align: 'right', title }));

const main = (): void => {
  const { values } = parseArgs({
    options: {
      'per-level': { type: 'string', default: '200' },
      bounds: { type: 'string', default: '20' },
      goal: { type: 'string', default: 'any' },
      help: { type: 'boolean', default: false },
      json: { type: 'string' },
      levels: { type: 'string', default: '1-10' },
      rules: { type: 'string', default: 'expedition' },
      variant: { type: 'string', default: 'plain' },
    },
  });
  if (values.help) return console.log(usage);
  const { goal, rules, variant } = values;
  const [first = 1, last = first] = values.levels.split('-').map(Number);
  const summaries: Summary[] = [];
  for (let level = first; level <= last; level++) {
    const config = craftingWorld.schemas.config.parse({ goal, level, rules, variant });
    const samples = Array.from({ length: Number(values['per-level']) }, (_, at) =>
      sampleOf(config, sha256Hex(`bench|${level}|${at}`).slice(0, 32), at < Number(values.bounds)),
    );
    summaries.push(summaryOf(level, samples));
    process.stderr.write(`  level ${level} done\n`);
  }
  console.log(
    formatTable(
      columns,
      summaries.map((summary) => shown.map(([, format]) => format(summary))),
    ),
  );
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ goal, rules, summaries, variant }, undefined, 2)}\n`);
};

main();
