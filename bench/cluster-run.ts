import { startChild, type Child } from './child.ts';
import { figuresOf } from './cluster-figures.ts';
import { middleOf, playRound, type Course, type Playing, type Round } from './cluster-round.ts';
import { createCpuQuota, type CpuQuota } from './cpu-quota.ts';
import type { Benchmark, BenchmarkOptions, Figure } from './figure.ts';
import { openOnPostgres, openOnSqlite, type MeasuredArena } from './measured-arena.ts';
import { withScratch } from './scratch.ts';

/** What is measured against what: each against the one before it. */
const opened = [openOnSqlite, openOnPostgres('one', 1), openOnPostgres('two', 2)] as const;

export interface ClusterPlan {
  readonly courses: readonly Course[];
  /** What each process of an arena may use of a core while it is measured; all that there is if undefined. */
  readonly cores?: number;
  /** Rejects when the run has to stop. */
  readonly stopped: Promise<never>;
}

/** Runs `work` with all arenas at once, so that their rounds alternate: what else the machine does hits all alike. */
const withArenas = <T>(
  isHeld: boolean,
  stopped: Promise<never>,
  work: (playing: readonly Playing[]) => Promise<T>,
): Promise<T> =>
  withScratch(async (directory) => {
    const arenas: MeasuredArena[] = [];
    const loads: Child[] = [];
    const quotas: CpuQuota[] = [];
    const play = (arena: MeasuredArena): Playing => {
      const load = startChild(new URL('./door-load.ts', import.meta.url));
      loads.push(load);
      const own: CpuQuota[] = [];
      for (const pid of isHeld ? arena.pids.arenas : []) {
        const quota = createCpuQuota(pid);
        quotas.push(quota);
        own.push(quota);
      }
      return { arena, load, quotas: own };
    };
    try {
      for (const open of opened) {
        // Throws where the signal came while the one before was being opened.
        await Promise.race([stopped, Promise.resolve()]);
        arenas.push(await open(directory));
      }
      return await Promise.race([work(arenas.map(play)), stopped]);
    } finally {
      await Promise.all(loads.map((load) => load.end()));
      await Promise.all(arenas.map((arena) => arena.close()));
      for (const quota of quotas) quota.remove();
    }
  });

/** Plays a course on all arenas in turn. Answers the rounds of each. */
const runCourse = async (
  playing: readonly Playing[],
  course: Course,
  { cores }: ClusterPlan,
  { progress, keep }: BenchmarkOptions,
): Promise<readonly Round[]> => {
  const rounds: Round[][] = playing.map(() => []);
  // Code is compiled by each process for itself: two of them take twice the moves to be as warm as one.
  for (const one of playing) {
    progress(`${course.game}: ${one.arena.name}, warming up`);
    for (let at = 0; at < course.warmUps * one.arena.urls.length; at++) await playRound(one, course);
  }
  for (let at = 1; at <= course.rounds; at++)
    for (const [which, one] of playing.entries()) {
      progress(`${course.game}: ${one.arena.name}, round ${at} of ${course.rounds}`);
      const round = await playRound(one, course, cores);
      keep?.({ of: one.arena.name, game: course.game, cores, ...round });
      rounds[which]!.push(round);
    }
  return rounds.map(middleOf);
};

/** Throughput and cost of one process and of two. */
export const createClusterBenchmark = (
  { name, about }: Pick<Benchmark, 'name' | 'about'>,
  plan: ClusterPlan,
): Benchmark => ({
  name,
  about,
  run: (options) =>
    withArenas(plan.cores !== undefined, plan.stopped, async (playing) => {
      const figures: Figure[] = [];
      for (const course of plan.courses) {
        const [sqlite, one, two] = await runCourse(playing, course, plan, options);
        figures.push(...figuresOf(course.game, { sqlite: sqlite!, one: one!, two: two! }, plan.cores));
      }
      return figures;
    }),
});
