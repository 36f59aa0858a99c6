import { listenForPulse } from '../../clients/sdk/pulse.ts';
import { gameById, games } from '../../games/registry.ts';
import type { Rng } from '../../games/rng.ts';
import type { Store } from '../../replays/store.ts';
import { type Arena, createArena } from '../../server/arena/arena.ts';
import { createTickets } from '../../server/arena/tickets.ts';
import { createCluster, type Cluster, type ClusterDeps } from '../../server/cluster/cluster.ts';
import { createLobby, type Lobby } from '../../server/lobby/lobby.ts';
import type { LobbyDeps } from '../../server/lobby/guest.ts';
import type { LobbyExchange } from '../../server/lobby/news.ts';
import { createArenaClock } from '../../server/match/arena-clock.ts';
import type { ClusterFaults } from './cluster-faults.ts';
import { createSimulatedHost, type HostedSeats } from './hosted.ts';
import { simulatedInviteMs } from './lobby.ts';
import type { LobbyServer } from './network.ts';
import type { NewsNetwork } from './news-network.ts';
import { hex, sign, simulatedKey, thinkMsMax } from './parts.ts';
import { createProcessLife, type ProcessLife, type Skew } from './process.ts';
import { createRemoteStore } from './remote-store.ts';
import type { Promised } from './store.ts';
import type { SimulatedTime } from './time.ts';
import type { Writers } from './writers.ts';

/** Short against the clocks of the matches, as it is in earnest. */
const leaseMs = 3_000;

/** What the processes of a history share. */
export interface ClusterWorld {
  readonly time: SimulatedTime;
  readonly rng: Rng;
  readonly faults: ClusterFaults;
  readonly writers: Writers;
  readonly promised: Promised[];
  readonly reports: string[];
  readonly hosted: HostedSeats;
  readonly isCalm: () => boolean;
  readonly isCut: (place: number) => boolean;
  /** Replaced by a test that breaks a part and sees the invariants notice. */
  readonly breakStore: (store: Store) => Store;
  readonly createCluster: (deps: ClusterDeps) => Cluster;
  readonly createLobby: (deps: LobbyDeps) => Lobby;
  /** How agents tell a connection that waits from one whose process stands still. */
  readonly listenForPulse: typeof listenForPulse;
  readonly news: NewsNetwork;
  readonly watchMatches: (arena: Pick<Arena, 'onCreated'>) => void;
  readonly watchNews: (exchange: LobbyExchange) => LobbyExchange;
}

/** One process of several, up at one of the places where there can be one. */
export interface ClusterServer extends LobbyServer {
  readonly cluster: Cluster;
  /** Of this life of the process. */
  readonly processId: string;
}

/** The address of a place, the same for every process that comes up there. */
const urlOf = (place: number): string => `http://place-${place}`;
export const placeOf = (url: string): number => Number(/place-(\d+)/.exec(url)![1]);

const drawSkew = ({ rng, faults }: ClusterWorld): Skew => ({
  offsetMs: rng.int(faults.skewMsMax + 1),
  pace: 1 + (rng.int(2 * faults.paceMax + 1) - faults.paceMax) / 1_000,
});

let lives = 0;

/** The lobby of a process that is up. */
const openLobby = (
  world: ClusterWorld,
  {
    place,
    life,
    ...parts
  }: Pick<LobbyDeps, 'arena' | 'clock' | 'tickets'> & {
    readonly place: number;
    readonly life: ProcessLife;
  },
): { readonly lobby: Lobby; readonly processId: string } => {
  const processId = hex(world.rng, 8);
  const exchange = world.watchNews(world.news.join(processId, place, life));
  const lobby = world.createLobby({
    ...parts,
    games,
    limits: { inviteMs: simulatedInviteMs, lobbySocketsPerAgentMax: 4 },
    isInviting: () => true,
    playUrl: () => urlOf(place),
    exchange,
  });
  return { lobby, processId };
};

/** Starts a process; it takes part once the store has answered. */
export const startClusterServer = (world: ClusterWorld, place: number): ClusterServer => {
  const { time, rng, faults, promised, isCalm, reports } = world;
  const life = createProcessLife(time, drawSkew(world));
  const clock = createArenaClock(life.source);
  const disk = world.breakStore(world.writers.of(`life ${lives++}`));
  const isCut = (): boolean => world.isCut(place);
  const store = createRemoteStore(disk, { time, rng, faults, isCalm, promised, life, isCut });
  const report = (what: string, cause?: unknown): void =>
    void reports.push(
      `${time.monotonicMs()} ${urlOf(place)} ${what} ${cause instanceof Error ? cause.stack : ''}`,
    );
  const cluster = world.createCluster({
    leases: store.leases!,
    time: life.source,
    key: simulatedKey,
    url: urlOf(place),
    leaseMs,
    newId: () => hex(rng, 16),
    report,
  });
  const tickets = createTickets('simulation');
  const arena = createArena({
    clock,
    store,
    sign: (digest, done) =>
      void time.schedule(
        rng.int(3),
        life.whileAlive(() => sign(digest, done)),
      ),
    salt: () => hex(rng, 32),
    report: (match, what, cause) => report(`${match}: ${what}`, cause),
    gameOf: gameById,
    tickets,
    key: simulatedKey,
    version: 'simulated',
    finishedKeptMax: 2,
    host: createSimulatedHost({ time, rng, hosted: world.hosted, thinkMsMax }, life),
    randomHex: (digits) => hex(rng, digits),
    cluster,
  });
  world.watchMatches(arena);
  void cluster.start(arena.holdings);
  const { lobby, processId } = openLobby(world, { place, life, arena, clock, tickets });
  return { arena, cluster, lobby, processId, life, nowMs: () => clock.now() };
};

export const realCluster = {
  createCluster,
  createLobby,
  listenForPulse,
  breakStore: (store: Store): Store => store,
};
