import { setTimeout as delay } from 'node:timers/promises';
import { positionalBoards } from '../games/positional/boards.ts';
import { startChild, type Child } from './child.ts';
import type { LoadPlan } from './door-load.ts';
import type { CrowdPlan, CrowdReport, Seating } from './load-client.ts';
import { folderBytes, handlesMax, processUsed, type ProcessUsed } from './process-used.ts';
import { withScratch } from './scratch.ts';
import { turnShapeOf } from './turn-shape.ts';

/** The arena with its safest log, or a bare `ws` server that repeats each frame. */
export type CrowdServer = 'arena' | 'echo';

/** A server and its clients, each a process of its own, with a match in every place. */
export interface Crowd {
  /** Forgets what the clients saw so far. */
  restart(): Promise<void>;
  /** What the clients saw since the last report. */
  report(): Promise<CrowdReport>;
  sample(): Promise<ServerSample>;
  /** Live memory of the server; needs `isCollecting`. */
  memory(): Promise<{ readonly heap: number; readonly rss: number }>;
}

/** The state of the server at one time. */
export interface ServerSample extends ProcessUsed {
  readonly heap: number;
  readonly cpuMicros: number;
  readonly logBytes: number;
}

export interface CrowdOptions {
  readonly server: CrowdServer;
  readonly places: number;
  /** Without it the matches are idle. */
  readonly moveMs?: number;
  /** Whether the server can be told to collect garbage. */
  readonly isCollecting?: boolean;
}

const placesPerTen = 10;
const kuhnPlace = 8;
const chessPlace = 9;

/** Of ten places one plays chess, one Kuhn poker and eight the games of the positional family in turn. */
const gameOfPlace = (place: number): string => {
  const kind = place % placesPerTen;
  if (kind === chessPlace) return 'chess';
  if (kind === kuhnPlace) return 'kuhn-poker';
  return positionalBoards[place % positionalBoards.length]!.id;
};

/** As long as the positional games are on average, when played at random. */
const movesPerEchoMatch = 10;
const seatEveryMs = 50;
/** Besides its sockets a server has files, pipes and the sockets that are closing. */
const handlesSpare = 500;

const openServer = (server: CrowdServer, directory: string, child: Child): Promise<string> =>
  server === 'arena'
    ? child.ask('open', { log: 'sqlite full', directory })
    : child.ask('open', {
        kind: 'echo',
        turn: turnShapeOf('tic-tac-toe'),
        movesPerMatch: movesPerEchoMatch,
      });

const createFor = async (server: Child, places: readonly number[]): Promise<Seating[]> => {
  const byGame = Map.groupBy(places, gameOfPlace);
  const created = await Promise.all(
    [...byGame].map(async ([game, wanting]): Promise<Seating[]> => {
      const tickets = await server.ask<LoadPlan['tickets']>('create', { game, count: wanting.length });
      return wanting.map((place, at) => ({ place, tickets: tickets[at]! }));
    }),
  );
  return created.flat();
};

/** Seats a new match in each place that has none, for as long as the crowd lives. */
const keepFull = async (server: Child, load: Child, isOver: () => boolean): Promise<void> => {
  while (!isOver()) {
    const places = await load.ask<number[]>('wanted');
    if (places.length > 0) await load.ask('seat', await createFor(server, places));
    await delay(seatEveryMs);
  }
};

const untilFull = async (load: Child, places: number): Promise<void> => {
  const most = 0.99;
  for (;;) {
    const { playing } = await load.ask<CrowdReport>('report');
    if (playing >= places * most) return;
    await delay(seatEveryMs);
  }
};

const refuseFewHandles = (places: number): void => {
  const needed = places * 2 + handlesSpare;
  if (handlesMax() < needed)
    throw new Error(`${places} matches need ${needed} open files: ulimit -Hn is ${handlesMax()}`);
};

/** Runs `work` once every place has its match. */
export const withCrowd = <T>(options: CrowdOptions, work: (crowd: Crowd) => Promise<T>): Promise<T> =>
  withScratch(async (directory) => {
    const { places, moveMs } = options;
    refuseFewHandles(places);
    const file = options.server === 'arena' ? './door-server.ts' : './floor-server.ts';
    const server = startChild(new URL(file, import.meta.url), {
      output: 'ignore',
      nodeOptions: options.isCollecting === true ? ['--expose-gc'] : [],
    });
    const load = startChild(new URL('./load-client.ts', import.meta.url));
    let isOver = false;
    try {
      const url = await openServer(options.server, directory, server);
      const plan: CrowdPlan = { url, places, ...(moveMs !== undefined && { moveMs }) };
      await load.ask('gather', plan);
      const filling = keepFull(server, load, () => isOver);
      // A failure to seat is a failure of whatever is measured meanwhile.
      const failed = filling.then(() => new Promise<never>(() => {}));
      const crowd: Crowd = {
        restart: () => load.ask('restart'),
        report: () => load.ask('report'),
        memory: () => server.ask('memory'),
        sample: async () => ({
          ...processUsed(server.pid),
          heap: await server.ask('heap'),
          cpuMicros: await server.ask('cpu'),
          logBytes: folderBytes(directory),
        }),
      };
      const worked = await Promise.race([untilFull(load, places).then(() => work(crowd)), failed]);
      isOver = true;
      await filling;
      await load.ask('stop');
      return worked;
    } finally {
      isOver = true;
      await Promise.all([server.end(), load.end()]);
    }
  });
