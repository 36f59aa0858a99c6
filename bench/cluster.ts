import { availableParallelism } from 'node:os';
import { untilStopped } from '../test/cluster/until-stopped.ts';
import type { Course } from './cluster-round.ts';
import { createClusterBenchmark } from './cluster-run.ts';
import { coresMin, findQuotaProblem } from './cpu-quota.ts';
import type { Benchmark } from './figure.ts';
import { createRefuse, readOptions, runBenchmarks } from './program.ts';

const coresDefault = 0.2;

const usage = `npm run bench:cluster -- [--only whole|share]… [--cores N] [--json FILE] [--quick]
Throughput and cost of one process and of two on PostgreSQL and Redis, and of one on SQLite. Targets are marked; missing
one is no failure. It brings its own servers, and wants PostgreSQL and Redis installed.
  whole    all processes, clients and databases share the machine's cores
  share    each process of an arena is held to a share of a core (--cores, ${coresDefault}), by a control group: needs root`;

const courses: readonly Course[] = [
  { game: 'tic-tac-toe', inFlight: 400, matches: 900, moves: 4_000, warmUps: 3, rounds: 3 },
  { game: 'chess', inFlight: 100, matches: 100, moves: 3_000, warmUps: 3, rounds: 3 },
];
const quickCourses: readonly Course[] = [
  { game: 'tic-tac-toe', inFlight: 200, matches: 500, moves: 2_000, warmUps: 1, rounds: 1 },
];

const options = readOptions(usage, { cores: { type: 'string', default: String(coresDefault) } });
const refuse = createRefuse(usage);

const readCores = (): number => {
  const cores = Number(options.cores);
  return cores >= coresMin && cores <= 1
    ? cores
    : refuse(`--cores takes a share of one core, from ${coresMin} to 1.`);
};

const cores = readCores();

const quotaProblem = findQuotaProblem();
if (quotaProblem !== undefined && options.only?.includes('share') === true) refuse(`share: ${quotaProblem}.`);

const planned = { courses: options.quick ? quickCourses : courses, stopped: untilStopped() };
const whole = createClusterBenchmark(
  { name: 'whole', about: `one process and two on the ${availableParallelism()} cores of this machine` },
  planned,
);
const share = createClusterBenchmark(
  { name: 'share', about: `the same, each process of an arena held to ${cores} of a core` },
  { ...planned, cores },
);
const benchmarks: Benchmark[] = quotaProblem === undefined ? [whole, share] : [whole];

await runBenchmarks(benchmarks, options, refuse);
if (quotaProblem !== undefined) console.error(`share is left out: ${quotaProblem}`);
