import { startChild, type Child } from './child.ts';
import { median, threadKinds, type CpuByThread } from './cpu.ts';
import type { Load, LoadPlan, PlayPlan } from './door-load.ts';
import type { Benchmark, BenchmarkOptions, Figure } from './figure.ts';
import type { FloorKind } from './floor-server.ts';
import type { LogKind } from './logs.ts';
import { withScratch } from './scratch.ts';
import { turnShapeOf } from './turn-shape.ts';

/** What serves the moves: the arena with its log in this form, or a floor that knows no rules. */
type Server = { readonly log: LogKind } | { readonly floor: FloorKind };

interface Cell {
  /** Matches with a move under way at any moment. */
  readonly inFlight: number;
  /** Matches that are connected before the moves are counted; as many as it takes to keep `inFlight` busy. */
  readonly matches: number;
  readonly rounds: number;
}

interface Course {
  readonly game: string;
  /** What is measured, where it is not the whole matches. */
  readonly part?: {
    readonly name: string;
    /** Moves of a match that are counted; it is played to its end afterwards. */
    readonly movesPerMatch: number;
  };
  /** Moves of a round, after which it stops in the middle of its games. */
  readonly movesMax: number;
  /** As long as the game's own matches. */
  readonly movesPerFloorMatch: number;
  readonly logs: readonly LogKind[];
  readonly warmUp: Cell;
  readonly cells: readonly Cell[];
}

interface Measured {
  readonly cpuMicrosPerMove: number;
  /** Of it, by thread; undefined where the system does not tell. */
  readonly threads: CpuByThread | undefined;
  readonly movesPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Running {
  readonly server: Child;
  readonly load: Child;
  readonly url: string;
}

const nameOf = (server: Server): string =>
  'floor' in server ? `bare ws ${server.floor}` : server.log === 'off' ? 'log off' : server.log;

const openServer = (server: Server, course: Course, directory: string, child: Child): Promise<string> =>
  'floor' in server
    ? child.ask('open', {
        kind: server.floor,
        turn: turnShapeOf(course.game),
        movesPerMatch: course.movesPerFloorMatch,
      })
    : child.ask('open', { log: server.log, directory });

const sharesOf = (after: CpuByThread, before: CpuByThread, moves: number): CpuByThread => {
  const share = (kind: keyof CpuByThread): number => (after[kind] - before[kind]) / moves;
  return { loop: share('loop'), store: share('store'), signing: share('signing'), node: share('node') };
};

/** Connects matches that nobody counts, then measures the moves alone: connecting is no part of a move, nor is its garbage. */
const measureRound = async (
  { server, load, url }: Running,
  course: Course,
  cell: Cell,
): Promise<Measured> => {
  const { game, movesMax, part } = course;
  const { inFlight, matches: count } = cell;
  const tickets = await server.ask<LoadPlan['tickets']>('create', { game, count });
  await load.ask('connect', { urls: [url], tickets } satisfies LoadPlan);
  await server.ask('age');
  const threadsBefore = await server.ask<CpuByThread | undefined>('threads');
  const before = await server.ask<number>('cpu');
  const plan: PlayPlan = { inFlight, movesMax };
  const counted: PlayPlan = part === undefined ? plan : { ...plan, movesPerMatchMax: part.movesPerMatch };
  const played = await load.ask<Load>('play', counted);
  const cpu = (await server.ask<number>('cpu')) - before;
  const threads = await server.ask<CpuByThread | undefined>('threads');
  if (part !== undefined) await load.ask<Load>('play', plan);
  return {
    cpuMicrosPerMove: cpu / played.moves,
    threads: threads && threadsBefore && sharesOf(threads, threadsBefore, played.moves),
    movesPerSecond: played.moves / played.seconds,
    p50Ms: played.p50Ms,
    p99Ms: played.p99Ms,
  };
};

/** The middle of some rounds. */
const summarize = (rounds: readonly Measured[]): Measured => {
  const middle = (pick: (one: Measured) => number): number => median(rounds.map(pick));
  const cpuMicrosPerMove = middle((one) => one.cpuMicrosPerMove);
  return {
    cpuMicrosPerMove,
    // Those of one round, so that they make up the figure.
    threads: rounds.find((one) => one.cpuMicrosPerMove === cpuMicrosPerMove)?.threads,
    movesPerSecond: middle((one) => one.movesPerSecond),
    p50Ms: middle((one) => one.p50Ms),
    p99Ms: middle((one) => one.p99Ms),
  };
};

/** Runs `work` with a server and a load for it, warm. */
const withServer = <T>(server: Server, course: Course, work: (running: Running) => Promise<T>): Promise<T> =>
  withScratch(async (directory) => {
    const file =
      'floor' in server
        ? new URL('./floor-server.ts', import.meta.url)
        : new URL('./door-server.ts', import.meta.url);
    const child = startChild(file, { output: 'ignore', nodeOptions: ['--expose-gc'] });
    const load = startChild(new URL('./door-load.ts', import.meta.url));
    try {
      const running = { server: child, load, url: await openServer(server, course, directory, child) };
      for (let round = 0; round < course.warmUp.rounds; round++)
        await measureRound(running, course, course.warmUp);
      return await work(running);
    } finally {
      await Promise.all([child.end(), load.end()]);
    }
  });

/** Runs `work` with all of the servers, one of which works at a time. */
const withServers = <T>(
  [server, ...others]: readonly Server[],
  course: Course,
  work: (running: readonly Running[]) => Promise<T>,
): Promise<T> =>
  server === undefined
    ? work([])
    : withServer(server, course, (one) => withServers(others, course, (rest) => work([one, ...rest])));

/**
 * A cell on each of the servers. They take turns round by round: a machine whose speed drifts is as slow for one as for
 * the other.
 */
const measureCell = async (
  running: readonly Running[],
  course: Course,
  cell: Cell,
): Promise<readonly Measured[]> => {
  const rounds = running.map((): Measured[] => []);
  for (let round = 0; round < cell.rounds; round++)
    for (const [at, one] of running.entries()) rounds[at]!.push(await measureRound(one, course, cell));
  return rounds.map(summarize);
};

/** What a saturated server may cost with the safest log, as times the floors. */
const ratiosMax = { echo: 3.5, relay: 2 } as const;
const judgedInFlight = 1_000;

const floors: readonly FloorKind[] = ['echo', 'relay'];

const threadNames: { readonly [Kind in keyof CpuByThread]: string } = {
  loop: 'event loop',
  store: 'store',
  signing: 'signing',
  node: 'garbage and compiling',
};

type Floors = { readonly [Kind in FloorKind]: Measured };

const figuresOf = (title: string, measured: Measured, floor: Floors, isJudged: boolean): Figure[] => [
  ...floors.map((kind): Figure => ({
    name: `${title}: CPU`,
    value: measured.cpuMicrosPerMove,
    unit: 'us/move',
    baseline: { name: kind, value: floor[kind].cpuMicrosPerMove },
    ...(isJudged && { target: { of: 'ratio', is: 'at most', bound: ratiosMax[kind] } }),
  })),
  ...threadKinds.flatMap((kind): Figure[] => {
    const [own, relay] = [measured.threads?.[kind], floor.relay.threads?.[kind]];
    if (own === undefined || relay === undefined || own === 0) return [];
    const share = { name: `${title}: of it ${threadNames[kind]}`, value: own, unit: 'us/move' };
    return [relay > 0 ? { ...share, baseline: { name: 'relay', value: relay } } : share];
  }),
  {
    name: `${title}: throughput`,
    value: measured.movesPerSecond,
    unit: 'moves/s',
    baseline: { name: 'relay', value: floor.relay.movesPerSecond },
  },
  ...(['p50Ms', 'p99Ms'] as const).map((key): Figure => ({
    name: `${title}: act to ack, ${key.slice(0, 3)}`,
    value: measured[key],
    unit: 'ms',
    baseline: { name: 'relay', value: floor.relay[key] },
  })),
];

const nameOfCourse = ({ game, part }: Course): string =>
  part === undefined ? game : `${game}, ${part.name}`;

const runCourse = async (course: Course, { progress }: BenchmarkOptions): Promise<Figure[]> => {
  const servers: readonly Server[] = [
    ...floors.map((floor) => ({ floor })),
    ...course.logs.map((log) => ({ log })),
  ];
  progress(`${nameOfCourse(course)}: ${servers.map(nameOf).join(', ')}`);
  return withServers(servers, course, async (running) => {
    const figures: Figure[][] = course.logs.map(() => []);
    for (const cell of course.cells) {
      progress(`${nameOfCourse(course)}, ${cell.inFlight} in flight`);
      const [echo, relay, ...arenas] = await measureCell(running, course, cell);
      for (const [at, log] of course.logs.entries()) {
        const isJudged =
          log === 'sqlite full' && cell.inFlight === judgedInFlight && course.game === 'tic-tac-toe';
        const title = `${nameOfCourse(course)}, ${cell.inFlight} in flight, ${nameOf({ log })}`;
        figures[at]!.push(...figuresOf(title, arenas[at]!, { echo: echo!, relay: relay! }, isJudged));
      }
    }
    return figures.flat();
  });
};

const allLogs: readonly LogKind[] = ['off', 'sqlite normal', 'sqlite full'];

const ticTacToe = {
  game: 'tic-tac-toe',
  movesMax: Number.MAX_SAFE_INTEGER,
  // Random play takes 7.6 on average.
  movesPerFloorMatch: 8,
  // V8 is still compiling the arena's code after ten rounds.
  warmUp: { inFlight: 200, matches: 1_500, rounds: 12 },
};

const courses: readonly Course[] = [
  {
    ...ticTacToe,
    logs: allLogs,
    cells: [
      { inFlight: 10, matches: 200, rounds: 3 },
      { inFlight: 100, matches: 500, rounds: 3 },
      // More than elsewhere, since this cell is judged and one round differs from the next by a quarter.
      { inFlight: 1_000, matches: 1_500, rounds: 15 },
    ],
  },
  {
    ...ticTacToe,
    // No game of it is over before its fifth move.
    part: { name: 'moves that end no match', movesPerMatch: 4 },
    logs: ['sqlite full'],
    cells: [{ inFlight: 1_000, matches: 1_500, rounds: 30 }],
  },
  {
    game: 'chess',
    logs: allLogs,
    movesMax: 5_000,
    movesPerFloorMatch: Number.MAX_SAFE_INTEGER,
    warmUp: { inFlight: 100, matches: 100, rounds: 1 },
    cells: [{ inFlight: 100, matches: 100, rounds: 2 }],
  },
];

const quickCourse: Course = {
  ...ticTacToe,
  logs: ['off', 'sqlite full'],
  warmUp: { inFlight: 200, matches: 300, rounds: 1 },
  cells: [{ inFlight: 1_000, matches: 1_000, rounds: 1 }],
};

/** A move over the JSON door, in a closed loop: server and load are processes of their own. */
export const door: Benchmark = {
  name: 'door',
  about: 'CPU of a move over the JSON door against bare sockets',
  run: async (options) => {
    const figures: Figure[] = [];
    for (const course of options.quick ? [quickCourse] : courses)
      figures.push(...(await runCourse(course, options)));
    return figures;
  },
};
