import { canonical } from '../../games/canonical.ts';
import type { AnyGame, Json } from '../../games/game.ts';
import { sha256Hex } from '../../games/sha256.ts';
import type { ClockSettings } from '../../replays/format.ts';
import type { MatchPlan } from '../../server/arena/plan.ts';
import type { Suite } from './benchmark-suite.ts';
import type { Entrant } from './entrant.ts';
import { mirroredSet } from '../../server/tournaments/mirror.ts';

/** One benchmark: every player does every task, `samples` times. */
export interface Benchmark {
  readonly game: AnyGame;
  readonly suite: Suite;
  readonly entrants: readonly Entrant[];
  readonly tasks: readonly BenchmarkTask[];
  readonly clock: ClockSettings;
  /** The seed of all tasks. */
  readonly root: string;
  /** Whether the seed was drawn and not somebody's choice. */
  readonly isRated: boolean;
  /** Runs of each player at each task. */
  readonly samples: number;
}

/** What is to be done, the same for all players. */
export interface BenchmarkTask {
  /** Null where the game has no levels. */
  readonly level: number | null;
  /** From 1 within the level. */
  readonly number: number;
  readonly config: unknown;
  /** 32 hexadecimal digits. */
  readonly seed: string;
  /** Names the task's seed without telling it. */
  readonly start: string;
}

/** One player at one task, once. */
export interface BenchmarkRun {
  /** The index of the player. */
  readonly player: number;
  readonly task: BenchmarkTask;
  /** From 0. */
  readonly sample: number;
}

/**
 * The task with this number, from 1. Its seed is that of the game with this number in `agon play` under the same
 * run's seed, so both commands show one and the same task.
 */
export const benchmarkTask = (
  game: AnyGame,
  given: unknown,
  { root, level, number }: { readonly root: string; readonly level: number | null; readonly number: number },
): BenchmarkTask => {
  const { seed, config, start } = mirroredSet(game, given, { root, set: number - 1 });
  return { level, number, config, seed, start };
};

/** All runs in the order in which they are begun: the players keep abreast, so that a table is fair long before the end. */
export const runsOf = ({ entrants, tasks, samples }: Benchmark): readonly BenchmarkRun[] =>
  tasks.flatMap((task) =>
    Array.from({ length: samples }, (_, sample) =>
      entrants.map((_, player) => ({ player, task, sample })),
    ).flat(),
  );

const idDigits = 20;

/** A match id that every benchmark with the same player, task and conditions arrives at. `again` counts void tries. */
export const runId = (
  { game, suite, entrants, clock, root }: Benchmark,
  { player, task, sample }: BenchmarkRun,
  again: number,
): string => {
  const what: Json = [
    ['agon-benchmark-v1', root, task.seed, sample, again],
    [game.id, game.version, task.config as Json],
    [entrants[player]!.entry.agent, clock, suite.attempts],
  ];
  return `b${sha256Hex(canonical(what)).slice(0, idDigits)}`;
};

/** The match of a run, ready to be played. A try after a void one has the same task: nobody was judged by it. */
export const planRun = (benchmark: Benchmark, run: BenchmarkRun, again: number): MatchPlan => {
  const { game, suite, entrants, clock, isRated } = benchmark;
  const { config, seed, start } = run.task;
  return {
    id: runId(benchmark, run, again),
    game,
    config,
    seats: [entrants[run.player]!],
    clock,
    attempts: suite.attempts,
    legalTold: true,
    rated: isRated,
    release: 'end',
    seed,
    group: { start },
  };
};
