import { cpus } from 'node:os';
import type { Child } from './child.ts';
import { median } from './cpu.ts';
import type { CpuQuota } from './cpu-quota.ts';
import type { Load, LoadPlan, PlayPlan } from './door-load.ts';
import { createMatches } from './match-maker.ts';
import type { MeasuredArena } from './measured-arena.ts';
import { cpuMicrosBetween, cpuOf } from './process-cpu.ts';

/** How a game is played in a round. */
export interface Course {
  readonly game: string;
  /** Matches that have a move under way at any moment, on all processes together. */
  readonly inFlight: number;
  /** Matches that are connected before the moves are counted; as many as it takes to keep `inFlight` busy. */
  readonly matches: number;
  /** Moves of a round. */
  readonly moves: number;
  /** Rounds before those that are measured, for each process of an arena. */
  readonly warmUps: number;
  readonly rounds: number;
}

/** An arena in use: who plays on it, and what its processes may be held to. */
export interface Playing {
  readonly arena: MeasuredArena;
  readonly load: Child;
  readonly quotas: readonly CpuQuota[];
}

/** What a round came to. CPU in microseconds a move. */
export interface Round {
  readonly movesPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly arenas: number;
  readonly postgres: number;
  readonly redis: number;
  readonly clients: number;
  /** Cores in use on the machine, by whatever it runs. */
  readonly coresBusy: number;
}

const users = ['arenas', 'postgres', 'redis', 'clients'] as const;

/** Milliseconds that the cores of this machine have been idle so far. */
const idleMs = (): number => cpus().reduce((sum, { times }) => sum + times.idle, 0);

/** Connects new matches; with several processes one seat of each says hello at a process that does not play it. */
const seat = async ({ arena, load }: Playing, game: string, count: number): Promise<void> => {
  const { urls } = arena;
  const tickets = await createMatches(urls, game, count);
  const moved = await load.ask<number>('connect', { urls, tickets } satisfies LoadPlan);
  const expected = urls.length === 1 ? 0 : count;
  if (moved !== expected) throw new Error(`${moved} seats were sent on to another process, not ${expected}`);
};

/** Plays one round; only its moves are counted, and only while they are played are the processes held to `cores`. */
export const playRound = async (playing: Playing, course: Course, cores?: number): Promise<Round> => {
  const { arena, load, quotas } = playing;
  const { game, inFlight, matches, moves: movesMax } = course;
  const pids = { ...arena.pids, clients: [load.pid] };
  const sample = () => ({ cpu: users.map((user) => cpuOf(pids[user])), idle: idleMs() });
  await seat(playing, game, matches);
  for (const quota of quotas) quota.hold(cores);
  const before = sample();
  const { moves, seconds, p50Ms, p99Ms } = await load.ask<Load>('play', {
    inFlight,
    movesMax,
  } satisfies PlayPlan);
  const after = sample();
  for (const quota of quotas) quota.hold(undefined);
  await load.ask('clear');
  const [arenas, postgres, redis, clients] = users.map(
    (_, at) => cpuMicrosBetween(before.cpu[at]!, after.cpu[at]!) / moves,
  ) as [number, number, number, number];
  const coresBusy = cpus().length - (after.idle - before.idle) / (seconds * 1_000);
  return { movesPerSecond: moves / seconds, p50Ms, p99Ms, arenas, postgres, redis, clients, coresBusy };
};

/** The middle of each figure. */
export const middleOf = (rounds: readonly Round[]): Round => {
  const middle = (key: keyof Round): number => median(rounds.map((round) => round[key]));
  return {
    movesPerSecond: middle('movesPerSecond'),
    p50Ms: middle('p50Ms'),
    p99Ms: middle('p99Ms'),
    arenas: middle('arenas'),
    postgres: middle('postgres'),
    redis: middle('redis'),
    clients: middle('clients'),
    coresBusy: middle('coresBusy'),
  };
};
