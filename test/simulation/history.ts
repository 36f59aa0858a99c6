import type { AnyGame } from '../../games/game.ts';
import { labelledRng, type Rng } from '../../games/rng.ts';
import { sha256Hex } from '../../games/sha256.ts';
import { gameById, games } from '../../games/registry.ts';
import type { Group } from '../../replays/format.ts';
import { createMemoryStore } from '../../replays/stores/memory.ts';
import type { Store } from '../../replays/store.ts';
import { createArena, type Arena, type CreatedMatch } from '../../server/arena/arena.ts';
import { createTickets } from '../../server/arena/tickets.ts';
import { createLobby, type Lobby } from '../../server/lobby/lobby.ts';
import type { LobbyDeps } from '../../server/lobby/guest.ts';
import { createArenaClock, type TimeSource } from '../../server/match/arena-clock.ts';
import type { Clock } from '../../server/match/ports.ts';
import type { ServerMessage } from '../../server/protocol/messages.ts';
import type { SimulatedAgent } from './agent.ts';
import { planCancellation, planDisasters, windDownMs } from './disasters.ts';
import { type ClockJump, drawClockJumps, drawFaults, type Faults } from './faults.ts';
import { type CreateConnect, seatAll } from './guests.ts';
import { createHostedSeats, createSimulatedHost, type HostedSeats } from './hosted.ts';
import { createLobbyAgents, simulatedInviteMs, type LobbyAgents } from './lobby.ts';
import { greetSeat, openSocket, type NetworkWorld, type LobbyServer } from './network.ts';
import { drawPlan } from './plans.ts';
import { createProcessLife } from './process.ts';
import { createFaultyStore, type Promised } from './store.ts';
import { hex, sign, simulatedKey, thinkMsMax } from './parts.ts';
import { watchReleases } from './release-watch.ts';
import { createSimulatedTime, type SimulatedTime } from './time.ts';
import { watchLobby } from './watch-lobby.ts';

const matchesMax = 3;
const historyMsMax = 3_600_000;

/** One match of a history, as its agents saw it. */
export interface PlayedMatch {
  readonly id: string;
  readonly seed: string;
  readonly group: Group | null;
  readonly canaries: readonly string[];
  readonly agents: readonly SimulatedAgent[];
  /** Seats whose agents stand by in the lobby, want to play, and have room for all their matches. */
  readonly invited: readonly number[];
  /** What left the server for each seat. */
  readonly sent: readonly (readonly ServerMessage[])[];
}

/** What is left after a history, for the invariants. */
export interface History {
  readonly seed: string;
  readonly faults: Faults;
  readonly clockJumps: readonly ClockJump[];
  readonly disk: Store;
  readonly matches: readonly PlayedMatch[];
  readonly promised: readonly Promised[];
  readonly reports: readonly string[];
  /** What was done wrong, as it was done. */
  readonly violations: readonly string[];
  readonly isFinished: boolean;
  readonly simulatedMs: number;
}

/** What a history is made of; a test replaces one part by a broken one and sees the invariants notice. */
export interface Parts {
  readonly createTime: () => SimulatedTime;
  readonly createClock: (source: TimeSource) => Clock;
  readonly createStore: typeof createFaultyStore;
  readonly gameOf: (id: string) => AnyGame | undefined;
  readonly createLobby: (deps: LobbyDeps) => Lobby;
}

const realParts: Parts = {
  createTime: createSimulatedTime,
  createClock: createArenaClock,
  createStore: createFaultyStore,
  gameOf: gameById,
  createLobby,
};

/** Everything of one history that the parts share. */
interface World extends Parts {
  readonly seed: string;
  readonly rng: Rng;
  readonly faults: Faults;
  readonly time: SimulatedTime;
  readonly disk: Store;
  readonly promised: Promised[];
  readonly reports: string[];
  readonly hosted: HostedSeats;
  readonly lobbyAgents: LobbyAgents;
  readonly concurrency: number;
  readonly group: Group;
  server: LobbyServer | undefined;
}

const isCalm = (world: Pick<World, 'time'>): boolean => world.time.monotonicMs() > windDownMs;

/** Starts the server process over what is on the disk. */
const startServer = async (world: World): Promise<void> => {
  const life = createProcessLife(world.time);
  const arenaClock = world.createClock(life.source);
  const { rng, faults, time, promised } = world;
  const store = world.createStore(
    world.disk,
    { time, rng, faults, isCalm: () => isCalm(world), promised },
    life,
  );
  const tickets = createTickets('simulation');
  const arena: Arena = createArena({
    clock: arenaClock,
    store,
    sign: (digest, done) =>
      void time.schedule(
        rng.int(3),
        life.whileAlive(() => sign(digest, done)),
      ),
    salt: () => hex(rng, 32),
    report: (match, what, cause) =>
      world.reports.push(`${match}: ${what} ${cause instanceof Error ? cause.stack : ''}`),
    gameOf: world.gameOf,
    tickets,
    key: simulatedKey,
    version: 'simulated',
    finishedKeptMax: 2,
    host: createSimulatedHost({ time, rng, hosted: world.hosted, thinkMsMax }, life),
    randomHex: (digits) => hex(rng, digits),
  });
  await arena.adopt();
  const lobby = world.createLobby({
    arena,
    tickets,
    clock: arenaClock,
    games,
    limits: { inviteMs: simulatedInviteMs, lobbySocketsPerAgentMax: 4 },
    isInviting: () => true,
    playUrl: () => 'simulated',
  });
  world.server = { arena, lobby, life, nowMs: () => arenaClock.now() };
};

/** Runs events until the promise is settled; nothing else moves a simulation. */
const pump = async <T>(world: World, promise: Promise<T>): Promise<T> => {
  let settled = false;
  const mark = (): void => {
    settled = true;
  };
  promise.then(mark, mark);
  while (!settled) await runOne(world);
  return promise;
};

/** One event and all that promises make of it. */
const runOne = async (world: World): Promise<boolean> => {
  const ran = world.time.runNext();
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
  return ran;
};

const networkOf = (
  world: Pick<World, 'time' | 'rng' | 'faults'> & { readonly server: () => LobbyServer | undefined },
): NetworkWorld => ({
  time: world.time,
  rng: world.rng,
  faults: world.faults,
  isCalm: () => isCalm(world),
  server: world.server,
});

/** Connections of one seat to the process that is up. */
const createConnect =
  (world: World): CreateConnect =>
  (ticketOf, onSent) =>
  (events) =>
    openSocket(networkOf({ ...world, server: () => world.server }), greetSeat(ticketOf(), onSent), events);

const createOne = async (world: World): Promise<PlayedMatch | undefined> => {
  const { rng } = world;
  const seed = hex(rng, 32);
  const plan = drawPlan(rng, world.gameOf, { seed, group: world.group });
  let created: CreatedMatch;
  try {
    created = await pump(world, world.server!.arena.create(plan));
  } catch {
    // A store that fails refuses the match; nobody was promised anything.
    return undefined;
  }
  return {
    id: created.match.id,
    seed,
    group: plan.group ?? null,
    ...seatAll(world, createConnect(world), plan, created, world.concurrency >= matchesMax),
  };
};

/** Plays a few matches at once under the faults of this seed, until all are over. */
export const runHistory = async (seed: string, parts: Partial<Parts> = {}): Promise<History> => {
  const rng = labelledRng(sha256Hex(seed).slice(0, 32), 'history');
  const faults = drawFaults(rng);
  const clockJumps = drawClockJumps(labelledRng(sha256Hex(seed).slice(0, 32), 'wall clock'), windDownMs);
  const violations: string[] = [];
  const { createTime } = { ...realParts, ...parts };
  const time = createTime();
  const concurrency = rng.pick([1, matchesMax]);
  const world: World = {
    ...realParts,
    ...parts,
    seed,
    rng,
    faults,
    time,
    disk: createMemoryStore(),
    promised: [],
    reports: [],
    hosted: createHostedSeats(),
    lobbyAgents: createLobbyAgents({
      ...networkOf({ time, rng, faults, server: () => world.server }),
      workers: [''],
      concurrency,
      violations,
      watch: watchLobby(concurrency, violations),
    }),
    concurrency,
    group: { pair: `p${hex(rng, 8)}` },
    server: undefined,
  };
  await startServer(world);
  const matches: PlayedMatch[] = [];
  for (let at = 1 + rng.int(matchesMax); at > 0; at--) {
    const match = await createOne(world);
    if (match !== undefined) matches.push(match);
  }
  planDisasters(world, () => void startServer(world));
  watchReleases({ time, disk: world.disk, violations, servers: () => [world.server] }, matches);
  for (const { atMs, byMs } of clockJumps) time.schedule(atMs, () => time.setWall(byMs));
  for (const match of matches) {
    planCancellation(world, match.id);
    for (const agent of match.agents) agent.start();
  }
  const isOver = (): boolean =>
    world.server !== undefined && isCalm(world) && world.server.arena.matchesCount() === 0;
  while (!isOver() && world.time.monotonicMs() < historyMsMax) if (!(await runOne(world))) break;
  const { disk, promised, reports } = world;
  return {
    seed,
    faults,
    clockJumps,
    disk,
    matches,
    promised,
    reports,
    violations,
    isFinished: world.server?.arena.matchesCount() === 0,
    simulatedMs: time.monotonicMs(),
  };
};
