import { gameById } from '../../games/registry.ts';
import { labelledRng } from '../../games/rng.ts';
import { sha256Hex } from '../../games/sha256.ts';
import type { ClockSettings, Group } from '../../replays/format.ts';
import type { Store } from '../../replays/store.ts';
import { createMemoryStore } from '../../replays/stores/memory.ts';
import type { CreatedMatch } from '../../server/arena/arena.ts';
import type { MatchPlan, PlannedSeat } from '../../server/arena/plan.ts';
import { closeCodes } from '../../server/protocol/constants.ts';
import type { ServerMessage } from '../../server/protocol/messages.ts';
import { characters, createAgent } from './agent.ts';
import { drawClusterFaults } from './cluster-faults.ts';
import {
  type ClusterServer,
  type ClusterWorld,
  placeOf,
  realCluster,
  startClusterServer,
} from './cluster-process.ts';
import type { History, PlayedMatch } from './history.ts';
import { createHostedSeats, hostedAddress } from './hosted.ts';
import { greetSeat, openSocket, type Socket, type SocketEvents } from './network.ts';
import { hex, thinkMsMax } from './parts.ts';
import { drawPlan } from './plans.ts';
import { createSimulatedTime } from './time.ts';
import { watchWriters } from './writers.ts';

const matchesMax = 4;
const windDownMs = 30_000;
const historyMsMax = 3_600_000;

/** What a history of several processes is made of; a test replaces one part by a broken one. */
export type ClusterParts = Pick<ClusterWorld, 'breakStore' | 'createCluster'>;

/** Everything of one history. */
interface World extends ClusterWorld {
  readonly disk: Store;
  readonly group: Group;
  /** By place; undefined where no process is up. */
  readonly servers: (ClusterServer | undefined)[];
}

/** One event and all that promises make of it. */
const runOne = async (world: World): Promise<boolean> => {
  const ran = world.time.runNext();
  for (let turn = 0; turn < 12; turn++) await Promise.resolve();
  return ran;
};

/** Runs events until the promise is settled; nothing else moves a simulation. */
const pump = async <T>(world: World, promise: Promise<T>): Promise<T | undefined> => {
  let settled: { readonly value: T | undefined } | undefined;
  promise.then(
    (value) => {
      settled = { value };
    },
    () => {
      settled = { value: undefined };
    },
  );
  while (settled === undefined) await runOne(world);
  return settled.value;
};

const withoutFailure = ({ entry, address }: PlannedSeat): PlannedSeat =>
  address === undefined ? { entry } : { entry, address: hostedAddress };

/** Long against a process that stands still for a minute while its agents wait for it. */
const clock: ClockSettings = {
  preset: 'custom',
  moveMs: 180_000,
  bankMs: 5_000,
  incrementMs: 0,
  disconnectMs: 600_000,
  joinMs: 300_000,
};

/** Failing players void games by an allowance that each process counts for itself; these histories are of other things. */
const drawClusterPlan = (world: World, seed: string): MatchPlan => {
  const plan = drawPlan(world.rng, gameById, { seed, group: world.group });
  return { ...plan, clock, seats: plan.seats.map(withoutFailure) };
};

/** An agent does not wait longer for the answer to its hello, as the SDKs do not. */
const welcomeMs = 10_000;

/** Connections of one seat: to one process after the other, as a proxy gives it, or where it is told. */
const createConnect = (world: World, ticket: string, onSent: (message: ServerMessage) => void) => {
  const { rng, servers, time } = world;
  let next = rng.int(servers.length);
  let movedTo: number | undefined;
  return (events: SocketEvents): Socket => {
    const place = movedTo ?? next++ % servers.length;
    movedTo = undefined;
    const socket = openSocket({ ...world, server: () => servers[place] }, greetSeat(ticket, onSent), {
      onFrame: (message) => {
        giveUp();
        if (message.type === 'moved') movedTo = placeOf(message.url);
        events.onFrame(message);
      },
      onClose: (code) => {
        giveUp();
        if (code !== closeCodes.moved) movedTo = undefined;
        events.onClose(code);
      },
    });
    const giveUp = time.schedule(welcomeMs, () => socket.close());
    return socket;
  };
};

const createOne = async (world: World): Promise<PlayedMatch | undefined> => {
  const { rng, hosted, time, faults, servers } = world;
  const seed = hex(rng, 32);
  const plan = drawClusterPlan(world, seed);
  // A store that fails refuses the match; nobody was promised anything.
  const created: CreatedMatch | undefined = await pump(
    world,
    Promise.resolve().then(() => servers[rng.int(servers.length)]!.arena.create(plan)),
  );
  if (created === undefined) return undefined;
  const { id } = created.match;
  const canaries = plan.seats.map(() => `canary-${hex(rng, 16)}`);
  const seats = created.tickets.map((ticket, seat) => {
    if (ticket === null) return hosted.of(id, seat);
    const sent: ServerMessage[] = [];
    const connect = createConnect(world, ticket, (message) => void sent.push(message));
    const canary = canaries[seat]!;
    return {
      agent: createAgent(rng.pick(characters), { time, rng, faults, thinkMsMax, canary, connect }),
      sent,
    };
  });
  return {
    id,
    seed,
    group: plan.group ?? null,
    canaries,
    agents: seats.map(({ agent }) => agent),
    invited: [],
    sent: seats.map(({ sent }) => sent),
  };
};

/** A process goes, by `end`, and another comes up in its place after a while. */
const replace = (world: World, end: (server: ClusterServer, gone: () => void) => void): void => {
  const place = world.rng.int(world.servers.length);
  const server = world.servers[place];
  if (server === undefined) return;
  end(server, () => {
    server.life.kill();
    if (world.servers[place] === server) world.servers[place] = undefined;
    world.time.schedule(world.rng.int(8_000), () => {
      world.servers[place] ??= startClusterServer(world, place);
    });
  });
};

const kill = (world: World): void => replace(world, (_, gone) => gone());
const leave = (world: World): void =>
  replace(world, ({ cluster }, gone) => void cluster.leave().finally(gone));
const freeze = (world: World): void => {
  const { rng, servers, faults } = world;
  servers[rng.int(servers.length)]?.life.freeze(rng.int(faults.freezeMsMax));
};

const planDisasters = (world: World, cutUntil: number[]): void => {
  const { rng, faults, time, servers } = world;
  const plan = (count: number, happen: () => void): void => {
    for (let at = 0; at < count; at++) time.schedule(1_000 + rng.int(windDownMs - 2_000), happen);
  };
  const cut = (place: number, ms: number): void => {
    cutUntil[place] = Math.min(windDownMs, time.monotonicMs() + rng.int(ms));
  };
  plan(faults.crashes, () => kill(world));
  plan(faults.leaves, () => leave(world));
  plan(faults.freezes, () => freeze(world));
  plan(faults.cuts, () => cut(rng.int(servers.length), faults.cutMsMax));
  plan(faults.outages, () => {
    for (const place of servers.keys()) cut(place, faults.outageMsMax);
  });
};

const createWorld = (seed: string, parts: Partial<ClusterParts>, violations: string[]) => {
  const rng = labelledRng(sha256Hex(seed).slice(0, 32), 'cluster');
  const time = createSimulatedTime();
  const disk = createMemoryStore(time.monotonicMs);
  const cutUntil: number[] = [];
  const world: World = {
    ...realCluster,
    ...parts,
    rng,
    time,
    disk,
    faults: drawClusterFaults(rng),
    writers: watchWriters(disk, violations),
    promised: [],
    reports: [],
    hosted: createHostedSeats(),
    isCalm: () => time.monotonicMs() > windDownMs,
    isCut: (place) => time.monotonicMs() < (cutUntil[place] ?? 0),
    group: { pair: `p${hex(rng, 8)}` },
    servers: [],
  };
  for (let place = 2 + rng.int(3); place > 0; place--) {
    const at = world.servers.length;
    world.servers.push(startClusterServer(world, at));
  }
  return { world, cutUntil };
};

const isOver = async ({ disk, servers }: World): Promise<boolean> =>
  servers.every((server) => server !== undefined && server.arena.matchesCount() === 0) &&
  (await disk.list({ status: 'running' }, 1)).items.length === 0;

/** Plays a few matches on several processes over one store, under the faults of this seed, until all are over. */
export const runClusterHistory = async (
  seed: string,
  parts: Partial<ClusterParts> = {},
): Promise<History> => {
  const violations: string[] = [];
  const { world, cutUntil } = createWorld(seed, parts, violations);
  const { time, rng, faults, disk, promised, reports } = world;
  while (world.servers.some((server) => server?.cluster.memberId() === undefined)) await runOne(world);
  const matches: PlayedMatch[] = [];
  for (let at = 1 + rng.int(matchesMax); at > 0; at--) {
    const match = await createOne(world);
    if (match !== undefined) matches.push(match);
  }
  planDisasters(world, cutUntil);
  for (const { agents } of matches) for (const agent of agents) agent.start();
  let isFinished = false;
  while (!isFinished && time.monotonicMs() < historyMsMax) {
    await runOne(world);
    isFinished = world.isCalm() && (await isOver(world));
  }
  const simulatedMs = time.monotonicMs();
  // Wall clocks are wrong by a skew of their own here.
  const clockJumps = [] as const;
  return { seed, faults, clockJumps, disk, matches, promised, reports, violations, isFinished, simulatedMs };
};
