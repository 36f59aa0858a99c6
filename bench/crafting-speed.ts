import { planOf } from '../clients/agents/bots/crafting-start.ts';
import { act } from '../games/crafting-world/act.ts';
import type { Action } from '../games/crafting-world/actions.ts';
import { type ChallengeConfig, configSchema } from '../games/crafting-world/config.ts';
import { generateSolved } from '../games/crafting-world/generator.ts';
import { type Situation, emptyLand } from '../games/crafting-world/hero.ts';
import { ruleSets } from '../games/crafting-world/rule-sets.ts';
import { createCraftingWorld } from '../games/crafting-world/solo-game.ts';
import type { Challenge } from '../games/crafting-world/task.ts';
import { gameStateHash, stateHash } from '../games/canonical.ts';
import type { Json } from '../games/game.ts';
import { drawPuzzles } from '../games/positional-puzzles/draw-puzzles.ts';
import { quotaSize } from '../games/positional-puzzles/quota.ts';
import { stepRng } from '../games/rng.ts';
import { sha256Hex } from '../games/sha256.ts';
import { createRecorder } from '../replays/record.ts';
import { cpuUsed, median } from './cpu.ts';
import type { Figure } from './figure.ts';

/** Primitive actions of the long plan, and steps that its detours may take. */
const longPlan = 700;
const stepsSpare = 10 * longPlan;
const level9: ChallengeConfig = { goal: 'any', level: 9, rules: 'expedition', variant: 'plain' };

/** CPU milliseconds of one call, the median of several after some to warm up: wall time would tell of other programs. */
const medianMs = (times: number, work: (at: number) => void): number => {
  for (let at = 0; at < Math.ceil(times / 4); at++) work(at);
  return median(
    Array.from({ length: times }, (_, at) => {
      const begun = cpuUsed();
      work(at);
      return (cpuUsed() - begun) / 1000;
    }),
  );
};

/** A plan of exactly so many actions: a walk to and fro, and then what the oracle does. */
const stretched = ({ task, world }: Challenge, actions: readonly Action[]): readonly Action[] => {
  const { x, y } = task.hero;
  const next = world.tiles.find((tile) => Math.abs(tile.x - x) + Math.abs(tile.y - y) === 1);
  if (next === undefined) throw new Error('the hero cannot walk');
  const spare = Math.floor((longPlan - actions.length) / 2);
  const walk: readonly Action[] = Array.from({ length: spare }, (): readonly Action[] => [
    { do: 'move', x: next.x, y: next.y },
    { do: 'move', x, y },
  ]).flat();
  return [...walk, ...actions];
};

const situationsAlong = (
  { task, world }: Challenge,
  actions: readonly Action[],
  seed: string,
): Situation[] => {
  const situations: Situation[] = [{ hero: task.hero, land: emptyLand }];
  for (const action of actions) {
    const acted = act(world, ruleSets.expedition, situations.at(-1)!, action, stepRng(seed, 1));
    if ('code' in acted) throw new Error(acted.message);
    situations.push(acted.situation);
  }
  return situations;
};

const kernelFigure = (challenge: Challenge, actions: readonly Action[], seed: string): Figure => {
  const { world } = challenge;
  const situations = situationsAlong(challenge, actions, seed);
  const rng = stepRng(seed, 1);
  const runMs = medianMs(40, () => {
    for (const [at, action] of actions.entries())
      act(world, ruleSets.expedition, situations[at]!, action, rng);
  });
  const copyMs = medianMs(40, () => {
    for (const { hero } of situations) JSON.parse(JSON.stringify(hero));
  });
  return {
    name: 'kernel step',
    value: (1000 * runMs) / actions.length,
    unit: 'us',
    baseline: { name: 'a hero through JSON and back', value: (1000 * copyMs) / situations.length },
    target: { of: 'value', is: 'at most', bound: 5 },
  };
};

/** One answer of so many actions as the arena takes it in: executed, hashed and written as a line of the log. */
const planFigure = (challenge: Challenge, actions: readonly Action[], seed: string): Figure => {
  // The steps by which the plan is longer are given, so that all of it is executed.
  const task = { ...challenge.task, stepsMax: challenge.task.stepsMax + stepsSpare };
  const long = stretched(challenge, actions);
  const game = createCraftingWorld(() => ({ task, world: challenge.world }));
  const start = game.setup(configSchema.parse({ level: level9.level, sight: 'whole' }), stepRng(seed, 0));
  // The digest of the world is made once a match, when it starts.
  gameStateHash(start as unknown as Json);
  const action = planOf(long);
  const moves = new Map([[0, action]]);
  const played = [{ seat: 0, action: action as unknown as Json, by: { ms: 0, attempts: 1 } }];
  let line = '';
  const logMs = medianMs(60, () => {
    const after = game.step(start, moves, stepRng(seed, 1));
    if (after.end !== 'goal-reached') throw new Error(`the long plan ends with ${after.end}`);
    line = createRecorder().step(1, played, gameStateHash(after as unknown as Json), '');
  });
  const readMs = medianMs(60, () => {
    if (sha256Hex(line).length > 0) JSON.parse(line);
  });
  return {
    name: `${long.length} actions, log and hashes`,
    value: logMs,
    unit: 'ms',
    baseline: { name: 'parsing and hashing its line', value: readMs },
    target: { of: 'value', is: 'at most', bound: 10 },
  };
};

const generationFigure = (): Figure => {
  const seeds = Array.from({ length: 20 }, (_, at) => sha256Hex(`speed|${at}`).slice(0, 32));
  let made: Challenge | undefined;
  const generateMs = medianMs(seeds.length, (at) => {
    made = generateSolved(level9, stepRng(seeds[at]!, 0)).challenge;
  });
  const hashMs = medianMs(20, () => void stateHash(JSON.parse(JSON.stringify(made)) as Json));
  return {
    name: 'level 9: world, task and oracle',
    value: generateMs,
    unit: 'ms',
    baseline: { name: 'parsing and hashing it', value: hashMs },
    target: { of: 'value', is: 'at most', bound: 1000 },
  };
};

const thousand = {
  'tic-tac-toe': { win: 100, blocked: 90, fork: 20 },
  'double-tic-tac-toe': { win: 100, blocked: 60, fork: 100 },
  'cube-tic-tac-toe': { win: 60, blocked: 80, fork: 100 },
  'square-tic-tac-toe': { win: 80, blocked: 80, fork: 130 },
} as const;

const puzzleFigure = (): Figure => {
  let puzzles = 0;
  const drawMs = medianMs(8, (at) => {
    puzzles = drawPuzzles(thousand, stepRng(sha256Hex(`puzzles|${at}`).slice(0, 32), 0)).length;
  });
  const cells = Array.from({ length: 25 }, (_, cell) => cell);
  const shuffleMs = medianMs(8, (at) => {
    const rng = stepRng(sha256Hex(`puzzles|${at}`).slice(0, 32), 0);
    for (let n = 0; n < puzzles; n++) rng.shuffle(cells);
  });
  return {
    name: `${quotaSize(thousand)} puzzles`,
    value: drawMs,
    unit: 'ms',
    baseline: { name: 'as many shuffled boards', value: shuffleMs },
    target: { of: 'value', is: 'at most', bound: 2000 },
  };
};

/** The speed of the crafting world and of the puzzles. */
export const craftingFigures = (progress: (line: string) => void): readonly Figure[] => {
  const seed = sha256Hex('speed').slice(0, 32);
  const { challenge, plan } = generateSolved(level9, stepRng(seed, 0));
  const actions = plan.actions;
  const measured = <T>(name: string, work: () => T): T => {
    progress(`measuring ${name}`);
    return work();
  };
  return [
    measured('the kernel', () => kernelFigure(challenge, actions, seed)),
    measured('a long plan', () => planFigure(challenge, actions, seed)),
    measured('generation', generationFigure),
    measured('puzzles', puzzleFigure),
  ];
};
