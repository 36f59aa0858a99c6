import { startChild, type Child } from './child.ts';
import { median } from './cpu.ts';
import type { Load, LoadPlan, PlayPlan } from './door-load.ts';
import type { Benchmark, BenchmarkOptions, Figure } from './figure.ts';
import type { FloorKind } from './floor-server.ts';
import type { LogKind } from './logs.ts';
import { withScratch } from './scratch.ts';
import { turnShapeOf } from './turn-shape.ts';

/** What serves the moves: the arena with its log in this form, or a floor that knows no rules. */
type Server = { readonly log: LogKind } | { readonly floor: FloorKind };

interface Cell {
  readonly game: string;
  /** Matches with a move under way at any moment. */
  readonly inFlight: number;
  /** Matches that are connected before the moves are counted; as many as it takes to keep `inFlight` busy. */
  readonly matches: number;
  readonly movesMax: number;
  readonly rounds: number;
}

interface Measured {
  readonly cpuMicrosPerMove: number;
  readonly movesPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Random tic-tac-toe takes 7.6 moves on average. */
const movesPerFloorMatch = 8;

const nameOf = (server: Server): string =>
  'floor' in server ? `bare ws ${server.floor}` : server.log === 'off' ? 'log off' : server.log;

const openServer = async (server: Server, game: string, directory: string) => {
  const isFloor = 'floor' in server;
  const file = isFloor ? './floor-server.ts' : './door-server.ts';
  const child = startChild(new URL(file, import.meta.url), { output: 'ignore' });
  const plan = isFloor
    ? { kind: server.floor, turn: turnShapeOf(game), movesPerMatch: movesPerFloorMatch }
    : { log: server.log, directory };
  return { child, url: await child.ask<string>('open', plan) };
};

/** Connects matches that nobody counts, then measures the moves alone: connecting is no part of a move. */
const measureRound = async (server: Child, load: Child, url: string, cell: Cell): Promise<Measured> => {
  const { game, matches: count, inFlight, movesMax } = cell;
  const tickets = await server.ask<LoadPlan['tickets']>('create', { game, count });
  await load.ask('connect', { url, tickets } satisfies LoadPlan);
  const before = await server.ask<number>('cpu');
  const played = await load.ask<Load>('play', { inFlight, movesMax } satisfies PlayPlan);
  const cpu = (await server.ask<number>('cpu')) - before;
  return {
    cpuMicrosPerMove: cpu / played.moves,
    movesPerSecond: played.moves / played.seconds,
    p50Ms: played.p50Ms,
    p99Ms: played.p99Ms,
  };
};

const measure = (server: Server, cell: Cell): Promise<Measured> =>
  withScratch(async (directory) => {
    const { child, url } = await openServer(server, cell.game, directory);
    const load = startChild(new URL('./door-load.ts', import.meta.url));
    try {
      // The first round warms up.
      await measureRound(child, load, url, cell);
      const rounds: Measured[] = [];
      for (let round = 0; round < cell.rounds; round++)
        rounds.push(await measureRound(child, load, url, cell));
      const middle = (pick: (one: Measured) => number): number => median(rounds.map(pick));
      return {
        cpuMicrosPerMove: middle((one) => one.cpuMicrosPerMove),
        movesPerSecond: middle((one) => one.movesPerSecond),
        p50Ms: middle((one) => one.p50Ms),
        p99Ms: middle((one) => one.p99Ms),
      };
    } finally {
      await Promise.all([child.end(), load.end()]);
    }
  });

/** What a saturated server may cost with the safest log, as times the floors. */
const ratiosMax = { echo: 3.5, relay: 2 } as const;
const judgedInFlight = 1_000;

const floors: readonly FloorKind[] = ['echo', 'relay'];
const logs: readonly LogKind[] = ['off', 'sqlite normal', 'sqlite full'];

const measureCell = async (cell: Cell, { progress }: BenchmarkOptions): Promise<Figure[]> => {
  const title = (server: Server): string => `${cell.game}, ${cell.inFlight} in flight, ${nameOf(server)}`;
  const run = async (server: Server): Promise<Measured> => {
    progress(title(server));
    return measure(server, cell);
  };
  const floor = new Map<FloorKind, Measured>();
  for (const kind of floors) floor.set(kind, await run({ floor: kind }));
  const figures: Figure[] = floors.map((kind) => ({
    name: `${title({ floor: kind })}: CPU`,
    value: floor.get(kind)!.cpuMicrosPerMove,
    unit: 'us/move',
  }));
  for (const log of logs) {
    const measured = await run({ log });
    const isJudged = log === 'sqlite full' && cell.inFlight === judgedInFlight && cell.game === 'tic-tac-toe';
    for (const kind of floors)
      figures.push({
        name: `${title({ log })}: CPU`,
        value: measured.cpuMicrosPerMove,
        unit: 'us/move',
        baseline: { name: kind, value: floor.get(kind)!.cpuMicrosPerMove },
        ...(isJudged && { target: { of: 'ratio', is: 'at most', bound: ratiosMax[kind] } }),
      });
    figures.push(
      {
        name: `${title({ log })}: throughput`,
        value: measured.movesPerSecond,
        unit: 'moves/s',
        baseline: { name: 'relay', value: floor.get('relay')!.movesPerSecond },
      },
      { name: `${title({ log })}: act to ack, p50`, value: measured.p50Ms, unit: 'ms' },
      { name: `${title({ log })}: act to ack, p99`, value: measured.p99Ms, unit: 'ms' },
    );
  }
  return figures;
};

const everyMove = Number.MAX_SAFE_INTEGER;

const cells: readonly Cell[] = [
  { game: 'tic-tac-toe', inFlight: 10, matches: 300, movesMax: everyMove, rounds: 3 },
  { game: 'tic-tac-toe', inFlight: 100, matches: 600, movesMax: everyMove, rounds: 3 },
  { game: 'tic-tac-toe', inFlight: 1_000, matches: 1_500, movesMax: everyMove, rounds: 3 },
  // Long games: a round stops in the middle of them.
  { game: 'chess', inFlight: 100, matches: 100, movesMax: 6_000, rounds: 2 },
];

const quickCells: readonly Cell[] = [
  { game: 'tic-tac-toe', inFlight: 1_000, matches: 1_000, movesMax: everyMove, rounds: 1 },
];

/** A move over the JSON door, in a closed loop: server and load are processes of their own. */
export const door: Benchmark = {
  name: 'door',
  about: 'CPU of a move over the JSON door against bare sockets',
  run: async (options) => {
    const figures: Figure[] = [];
    for (const cell of options.quick ? quickCells : cells)
      figures.push(...(await measureCell(cell, options)));
    return figures;
  },
};
