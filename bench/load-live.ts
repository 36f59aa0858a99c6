import { setTimeout as delay } from 'node:timers/promises';
import type { Benchmark, BenchmarkOptions, Figure } from './figure.ts';
import type { CrowdReport, Spread } from './load-client.ts';
import { withCrowd, type Crowd, type CrowdServer, type ServerSample } from './load-crowd.ts';
import { growthPerMinute } from './trend.ts';

export interface LivePlan {
  readonly matches: number;
  readonly seconds: number;
}

/** A stretch of a run: what the clients saw, and the server at its end. */
export interface Stretch {
  readonly atSeconds: number;
  readonly seconds: number;
  readonly cpuPercent: number;
  readonly clientCpuPercent: number;
  readonly crowd: CrowdReport;
  readonly server: ServerSample;
}

/** Everyone moves once a second. */
export const moveMs = 1_000;
/** The code is compiled and the pages are touched before anything is counted. */
const warmUpMs = 10_000;
/** Percentiles are those of a stretch; a run has its worst. */
const stretchSeconds = 10;
const echoSecondsMax = 60;

const ackMsMax = 250;
/** Memory counts as flat when it grows no faster over the second half of the run; its own noise is about this. */
const growthPercentMax = 1;
const judgedSecondsMin = 300;

/** Measures stretch after stretch, on an absolute schedule. */
export async function* stretchesOf(
  crowd: Crowd,
  seconds: number,
  every: number,
): AsyncGenerator<Stretch, void> {
  await crowd.restart();
  let before = await crowd.sample();
  const start = performance.now();
  let last = start;
  for (let at = every; at <= seconds; at += every) {
    await delay(Math.max(0, start + at * 1_000 - performance.now()));
    const report = await crowd.report();
    const server = await crowd.sample();
    const now = performance.now();
    const micros = (now - last) * 1_000;
    yield {
      atSeconds: (now - start) / 1_000,
      seconds: micros / 1e6,
      cpuPercent: (100 * (server.cpuMicros - before.cpuMicros)) / micros,
      clientCpuPercent: (100 * report.cpuMicros) / micros,
      crowd: report,
      server,
    };
    [before, last] = [server, now];
  }
}

const mib = 2 ** 20;

/** A stretch in a line. */
const formatStretch = ({ atSeconds, seconds, crowd, server, ...cpu }: Stretch): string => {
  const ms = ({ p50Ms, p95Ms, p99Ms }: Spread): string =>
    [p50Ms, p95Ms, p99Ms].map((value) => value.toFixed(1)).join('/');
  return [
    `${Math.round(atSeconds)} s`,
    `${crowd.playing} playing`,
    `${Math.round(crowd.moves / seconds)} moves/s`,
    `ack ${ms(crowd.ack)} ms`,
    `due ${ms(crowd.due)} ms`,
    `late ${crowd.late.p99Ms.toFixed(1)} ms`,
    `server ${cpu.cpuPercent.toFixed(0)} %`,
    `client ${cpu.clientCpuPercent.toFixed(0)} %`,
    `RSS ${Math.round(server.rss / mib)} MiB`,
    `heap ${Math.round(server.heap / mib)} MiB`,
    `${server.handles} handles, ${server.sockets} sockets`,
    `log ${Math.round(server.logBytes / mib)} MiB`,
    `drops ${crowd.drops} forfeits ${crowd.forfeits} errors ${crowd.errors}`,
  ].join(' | ');
};

/** Plays with one kind of server and measures it. */
export const measureLive = (
  server: CrowdServer,
  { matches, seconds }: LivePlan,
  { progress, keep }: BenchmarkOptions,
): Promise<Stretch[]> =>
  withCrowd({ server, places: matches, moveMs }, async (crowd) => {
    progress(`${matches} matches, ${server}: all seated`);
    await delay(warmUpMs);
    const stretches: Stretch[] = [];
    for await (const stretch of stretchesOf(crowd, seconds, Math.min(stretchSeconds, seconds / 2))) {
      stretches.push(stretch);
      keep?.({ of: server, matches, ...stretch });
      progress(formatStretch(stretch));
    }
    return stretches;
  });

const total = (run: readonly Stretch[], pick: (stretch: Stretch) => number): number =>
  run.reduce((sum, stretch) => sum + pick(stretch), 0);
const worst = (run: readonly Stretch[], pick: (stretch: Stretch) => number): number =>
  Math.max(...run.map(pick));

/** CPU of the server in microseconds a move, endings and new matches included. */
export const cpuPerMove = (run: readonly Stretch[]): number =>
  total(run, ({ cpuPercent, seconds }) => cpuPercent * seconds * 1e4) /
  total(run, ({ crowd }) => crowd.moves);

const mean = (run: readonly Stretch[], pick: (stretch: Stretch) => number): number =>
  total(run, pick) / run.length;

const timed = [
  { by: 'ack', name: 'act to ack' },
  { by: 'due', name: 'due time to ack' },
] as const;

const latencyFigures = (title: string, arena: readonly Stretch[], echo: readonly Stretch[]): Figure[] =>
  timed.flatMap(({ by, name }): Figure[] => {
    const figure = (what: string, of: (run: readonly Stretch[]) => number): Figure => ({
      name: `${title}: ${name}, ${what}`,
      value: of(arena),
      unit: 'ms',
      baseline: { name: 'echo', value: of(echo) },
    });
    const whole = (share: keyof Spread) => (run: readonly Stretch[]) => run.at(-1)!.crowd.whole[by][share];
    return [
      figure('p50', whole('p50Ms')),
      figure('p95', whole('p95Ms')),
      { ...figure('p99', whole('p99Ms')), target: { of: 'value', is: 'at most', bound: ackMsMax } },
      // A run must not hide its bad minute.
      figure('p99 of the worst stretch', (run) => worst(run, ({ crowd }) => crowd[by].p99Ms)),
      figure('longest', whole('maxMs')),
    ];
  });

const faultFigures = (title: string, run: readonly Stretch[]): Figure[] =>
  (['drops', 'forfeits', 'errors'] as const).map((kind) => ({
    name: `${title}: ${kind}`,
    value: total(run, ({ crowd }) => crowd[kind]),
    unit: kind === 'forfeits' ? 'matches' : kind === 'drops' ? 'sockets' : 'messages',
    target: { of: 'value', is: 'at most', bound: 0 },
  }));

const memoryFigures = (title: string, run: readonly Stretch[]): Figure[] =>
  (['rss', 'heap'] as const).flatMap((what): Figure[] => {
    const isLong = run.at(-1)!.atSeconds >= judgedSecondsMin;
    const series = run.map(({ atSeconds, server }) => ({ x: atSeconds, y: server[what] }));
    const name = `${title}: ${what === 'rss' ? 'RSS' : 'heap, garbage included,'}`;
    return [
      { name: `${name} at most`, value: worst(run, ({ server }) => server[what]) / mib, unit: 'MiB' },
      {
        name: `${name} growth over the second half`,
        value: growthPerMinute(series),
        unit: '%/min',
        // What the heap holds between two collections says little of what stays, nor does a short run.
        ...(what === 'rss' && isLong && { target: { of: 'value', is: 'at most', bound: growthPercentMax } }),
      },
    ];
  });

const figuresOf = (title: string, arena: readonly Stretch[], echo: readonly Stretch[]): Figure[] => {
  const seconds = total(arena, (stretch) => stretch.seconds);
  const moves = total(arena, ({ crowd }) => crowd.moves);
  const logGrowth = arena.at(-1)!.server.logBytes - arena[0]!.server.logBytes;
  const loggedMoves = moves - arena[0]!.crowd.moves;
  return [
    {
      name: `${title}: playing at once, mean`,
      value: mean(arena, ({ crowd }) => crowd.playing),
      unit: 'matches',
    },
    { name: `${title}: moves`, value: moves / seconds, unit: 'moves/s' },
    {
      name: `${title}: matches ended`,
      value: total(arena, ({ crowd }) => crowd.ended) / seconds,
      unit: 'matches/s',
    },
    ...latencyFigures(title, arena, echo),
    {
      name: `${title}: sockets to first turn, p99 of the worst stretch`,
      value: worst(arena, ({ crowd }) => crowd.seated.p99Ms),
      unit: 'ms',
      baseline: { name: 'echo', value: worst(echo, ({ crowd }) => crowd.seated.p99Ms) },
    },
    ...faultFigures(title, arena),
    {
      name: `${title}: CPU, endings and new matches included`,
      value: cpuPerMove(arena),
      unit: 'us/move',
      baseline: { name: 'echo', value: cpuPerMove(echo) },
    },
    {
      name: `${title}: CPU of the server`,
      value: mean(arena, ({ cpuPercent }) => cpuPercent),
      unit: '% of a core',
    },
    ...memoryFigures(title, arena),
    { name: `${title}: log, endings included`, value: logGrowth / loggedMoves, unit: 'bytes/move' },
    { name: `${title}: handles at most`, value: worst(arena, ({ server }) => server.handles), unit: 'files' },
    {
      name: `${title}: clients' CPU`,
      value: mean(arena, (one) => one.clientCpuPercent),
      unit: '% of a core',
    },
    {
      name: `${title}: clients' loop lag, p99`,
      value: worst(arena, ({ crowd }) => crowd.loopLag.p99Ms),
      unit: 'ms',
    },
    {
      name: `${title}: clients' own lateness in sending, p99`,
      value: worst(arena, ({ crowd }) => crowd.late.p99Ms),
      unit: 'ms',
    },
  ];
};

/** Matches that all move once a second, for a while. */
export const live = (plan: LivePlan): Benchmark => ({
  name: 'live',
  about: `${plan.matches} matches at a move a second each, FULL log, over the JSON door, ${plan.seconds} s`,
  run: async (options) => {
    const echo = await measureLive(
      'echo',
      { ...plan, seconds: Math.min(plan.seconds, echoSecondsMax) },
      options,
    );
    const arena = await measureLive('arena', plan, options);
    return figuresOf(`${plan.matches} live`, arena, echo);
  },
});
