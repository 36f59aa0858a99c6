import type { ClientMessage } from '../../clients/sdk/messages.ts';
import { gameById } from '../../games/registry.ts';
import { labelledRng, type Rng } from '../../games/rng.ts';
import { sha256Hex } from '../../games/sha256.ts';
import { type ClockSettings, type Group, headerSchema } from '../../replays/format.ts';
import type { Store } from '../../replays/store.ts';
import { createMemoryStore } from '../../replays/stores/memory.ts';
import type { CreatedMatch } from '../../server/arena/arena.ts';
import type { MatchPlan, PlannedSeat } from '../../server/arena/plan.ts';
import { closeCodes } from '../../server/protocol/constants.ts';
import type { ServerMessage } from '../../server/protocol/messages.ts';
import { createDisasters, type Disasters } from './cluster-disasters.ts';
import { type ClusterFaults, drawClusterFaults } from './cluster-faults.ts';
import { type InviteWatch, newsMs, watchInvites } from './cluster-lobby.ts';
import {
  type ClusterServer,
  type ClusterWorld,
  placeOf,
  realCluster,
  startClusterServer,
} from './cluster-process.ts';
import { type CreateConnect, seatAll } from './guests.ts';
import type { History, PlayedMatch } from './history.ts';
import { createHostedSeats, hostedAddress } from './hosted.ts';
import { createLobbyAgents, type LobbyAgents } from './lobby.ts';
import { greetSeat, openSocket, type Socket, type SocketEvents } from './network.ts';
import { createNewsNetwork } from './news-network.ts';
import { hex } from './parts.ts';
import { drawPlan } from './plans.ts';
import { watchReleases } from './release-watch.ts';
import { createSimulatedTime } from './time.ts';
import { watchWriters } from './writers.ts';

const matchesMax = 4;
const windDownMs = 30_000;
const historyMsMax = 3_600_000;

/** What a history of several processes is made of; a test replaces one part by a broken one. */
export type ClusterParts = Pick<
  ClusterWorld,
  'breakStore' | 'createCluster' | 'createLobby' | 'listenForPulse'
>;

interface ClusterBasics extends Pick<ClusterWorld, 'time' | 'rng' | 'faults' | 'isCalm'> {
  /** By place; undefined where no process is up. */
  readonly servers: (ClusterServer | undefined)[];
  readonly disasters: Disasters;
}

/** Everything of one history. */
interface World extends ClusterWorld, ClusterBasics {
  readonly disk: Store;
  readonly lobbyAgents: LobbyAgents;
  readonly invites: InviteWatch['invites'];
  readonly watchSeated: InviteWatch['seated'];
  /** When each match was made. */
  readonly madeAtMs: Map<string, number>;
  /** Whether an agent has room for all matches of the history. */
  readonly isRoomy: boolean;
}

/** One event and all that promises make of it. */
const runOne = async (world: World): Promise<boolean> => {
  const ran = world.time.runNext();
  for (let turn = 0; turn < 12; turn++) await Promise.resolve();
  return ran;
};

const withoutFailure = ({ entry, address }: PlannedSeat): PlannedSeat =>
  address === undefined ? { entry } : { entry, address: hostedAddress };

/** Much shorter without a socket than a process may stand still: its agents must not wait for it. */
const clock: ClockSettings = {
  preset: 'custom',
  moveMs: 180_000,
  bankMs: 5_000,
  incrementMs: 0,
  disconnectMs: 45_000,
  joinMs: 300_000,
};

/** Failing players void games by an allowance that each process counts for itself; these histories are of other things. */
const drawClusterPlan = ({ rng }: World, facts: Parameters<typeof drawPlan>[2]): MatchPlan => {
  const plan = drawPlan(rng, gameById, facts);
  return { ...plan, clock, seats: plan.seats.map(withoutFailure) };
};

/** Connections of one seat: to one process after the other, as a proxy gives it, or where it is told. */
const createConnect =
  (world: World): CreateConnect =>
  (ticketOf, onSent) => {
    const { rng, servers, time } = world;
    let next = rng.int(servers.length);
    let movedTo: number | undefined;
    const see = (message: ServerMessage): void => {
      if (message.type === 'welcome') world.watchSeated(message.match, message.seat);
      onSent(message);
    };
    return (events: SocketEvents): Socket => {
      const place = movedTo ?? next++ % servers.length;
      movedTo = undefined;
      const socket = openSocket({ ...world, server: () => servers[place] }, greetSeat(ticketOf(), see), {
        onFrame: (message) => {
          pulse.heard();
          if (message.type === 'moved') movedTo = placeOf(message.url);
          events.onFrame(message);
        },
        onClose: (code) => {
          pulse.stop();
          if (code !== closeCodes.moved) movedTo = undefined;
          events.onClose(code);
        },
      });
      // As the SDKs do it, and by the same code.
      const pulse = world.listenForPulse({
        after: (ms, callback) => time.schedule(ms, callback),
        ask: () => socket.send(JSON.stringify({ type: 'ping' } satisfies ClientMessage)),
        giveUp: () => socket.close(),
      });
      return socket;
    };
  };

const drawGroup = (rng: Rng): Group => ({ pair: `p${hex(rng, 8)}` });

/** Has a match made by a process that is up; its agents begin when it is. Answers whether it is still being made. */
const makeOne = (world: World, group: Group, matches: PlayedMatch[]): (() => boolean) => {
  const { rng, servers, time } = world;
  const server = rng.pick(servers.filter((one) => one !== undefined));
  const seed = hex(rng, 32);
  const plan = drawClusterPlan(world, { seed, group });
  let isSettled = false;
  const enter = (created: CreatedMatch): void => {
    isSettled = true;
    const { id } = created.match;
    world.madeAtMs.set(id, time.monotonicMs());
    const seated = seatAll(world, createConnect(world), plan, created, world.isRoomy);
    matches.push({ id, seed, group: plan.group ?? null, ...seated });
    for (const agent of seated.agents) agent.start();
  };
  // A store that fails refuses the match, and a process that dies says nothing of it; nobody was promised anything.
  const refused = (): void => {
    isSettled = true;
  };
  Promise.resolve()
    .then(() => server.arena.create(plan))
    .then(enter, refused);
  return () => !isSettled && server.life.isAlive();
};

/** Makes some matches at once, in one group, and some while others are under way. Answers whether more are to come. */
const makeMatches = (world: World, matches: PlayedMatch[]): (() => boolean) => {
  const { rng, time, servers } = world;
  const making: (() => boolean)[] = [];
  let later = 0;
  const makeLater = (): void => {
    later -= 1;
    // A group's matches are there before one of them can be over, so what comes later has another.
    if (servers.some((one) => one !== undefined)) making.push(makeOne(world, drawGroup(rng), matches));
  };
  const group = drawGroup(rng);
  for (let left = 1 + rng.int(matchesMax); left > 0; left--) {
    if (rng.int(2) === 0) making.push(makeOne(world, group, matches));
    else {
      later += 1;
      time.schedule(rng.int(windDownMs), makeLater);
    }
  }
  return () => later > 0 || making.some((isMaking) => isMaking());
};

/** Agents that stand by in the lobby of any process, and what the lobbies do. */
const openLobbies = (world: ClusterBasics, violations: string[]) => {
  const { rng, time, faults, servers, disasters, isCalm } = world;
  const concurrency = rng.pick([1, matchesMax]);
  const workers = rng.pick([[''], ['one', 'two']]);
  const isUndisturbed = (): boolean =>
    disasters.isUndisturbed() && (isCalm() || faults.newsLostPercent === 0);
  const total = concurrency * workers.length;
  const madeAtMs = new Map<string, number>();
  const isKnown = (match: string): boolean => time.monotonicMs() - (madeAtMs.get(match) ?? Infinity) > newsMs;
  const watch = watchInvites({
    violations,
    nowMs: time.monotonicMs,
    concurrency: total,
    servers,
    isUndisturbed,
    isKnown,
  });
  const server = (): ClusterServer | undefined => servers[rng.int(servers.length)];
  const agents = { time, rng, faults, isCalm, server, workers, concurrency, violations, watch: watch.watch };
  return {
    lobbyAgents: createLobbyAgents<ClusterServer>(agents),
    watchSeated: watch.seated,
    watchMatches: watch.matches,
    watchNews: watch.grants,
    invites: watch.invites,
    madeAtMs,
    isRoomy: total >= matchesMax,
    news: createNewsNetwork({ time, rng, faults, isCalm, isNewsCut: disasters.isNewsCut }),
  };
};

const createWorld = (
  seed: string,
  parts: Partial<ClusterParts>,
  violations: string[],
  forced: Partial<ClusterFaults>,
): World => {
  const rng = labelledRng(sha256Hex(seed).slice(0, 32), 'cluster');
  const time = createSimulatedTime();
  const disk = createMemoryStore(time.monotonicMs);
  const isCalm = (): boolean => time.monotonicMs() > windDownMs;
  const servers: World['servers'] = [];
  const disasters = createDisasters(time, windDownMs);
  const faults = { ...drawClusterFaults(rng), ...forced };
  const basics = { rng, time, faults, servers, disasters, isCalm };
  const world: World = {
    ...realCluster,
    ...basics,
    ...openLobbies(basics, violations),
    ...parts,
    disk,
    writers: watchWriters(disk, violations),
    promised: [],
    reports: [],
    hosted: createHostedSeats(),
    isCut: disasters.isCut,
  };
  for (let place = 2 + rng.int(3); place > 0; place--)
    servers.push(startClusterServer(world, servers.length));
  return world;
};

const isOver = async ({ disk, servers }: World): Promise<boolean> =>
  servers.every((server) => server !== undefined && server.arena.matchesCount() === 0) &&
  (await disk.list({ status: 'running' }, 1)).items.length === 0;

/** Invitations to seats that there are not, or that are others'. */
const strayInvites = async ({ invites, disk }: World): Promise<readonly string[]> => {
  const strays: string[] = [];
  for (const { agent, match, seat } of invites) {
    const lines = await disk.read(match);
    const header = lines && headerSchema.parse(JSON.parse(lines[0]!));
    if (header?.seats[seat]?.agent !== agent)
      strays.push(`${agent} was invited to seat ${seat} of ${match}, which is not its own`);
  }
  return strays;
};

/**
 * Plays a few matches on several processes over one store, under the faults of this seed, until all are over. A test that
 * breaks a part may force those under which that shows.
 */
export const runClusterHistory = async (
  seed: string,
  parts: Partial<ClusterParts> = {},
  forced: Partial<ClusterFaults> = {},
): Promise<History> => {
  const violations: string[] = [];
  const world = createWorld(seed, parts, violations, forced);
  const { time, faults, disk, promised, reports } = world;
  while (world.servers.some((server) => server?.cluster.memberId() === undefined)) await runOne(world);
  const matches: PlayedMatch[] = [];
  const areMoreToCome = makeMatches(world, matches);
  watchReleases({ time, disk, violations, servers: () => world.servers }, matches);
  world.disasters.plan(world);
  let isFinished = false;
  while (!isFinished && time.monotonicMs() < historyMsMax) {
    await runOne(world);
    isFinished = world.isCalm() && !areMoreToCome() && (await isOver(world));
  }
  violations.push(...(await strayInvites(world)));
  const simulatedMs = time.monotonicMs();
  // Wall clocks are wrong by a skew of their own here.
  const clockJumps = [] as const;
  return { seed, faults, clockJumps, disk, matches, promised, reports, violations, isFinished, simulatedMs };
};
