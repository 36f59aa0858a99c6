import type { IncomingMessage, Server } from 'node:http';
import { LocalDriver, LocalPresence, matchMaker, type Presence } from '@colyseus/core';
import { setLogger } from '@colyseus/core/Logger';
import { Encoder } from '@colyseus/schema';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { z } from 'zod';
import type { Arena } from '../arena/arena.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { formatIssues, isRefusal, refuse, type Refusal } from '../errors.ts';
import type { Log } from '../log/log.ts';
import type { Match } from '../match/match.ts';
import type { Cancel } from '../match/ports.ts';
import { closeCodes } from '../protocol/constants.ts';
import { helloSchema } from '../protocol/messages.ts';
import { drawSecret } from './client-wire.ts';
import { createColyseusLog } from './colyseus-log.ts';
import { createHallExchange, type HallExchange } from './hall-exchange.ts';
import { boardsMax, hallId, HallRoom } from './hall-room.ts';
import { MatchRoom, type RoomAuth, type RoomDeps } from './match-room.ts';
import { quietDecoder } from './quiet-decoder.ts';
import { shareRooms, type SharedRooms } from './redis-rooms.ts';

const pingMs = 30_000;

/** A join is the hello of this door. */
const joinOptionsSchema = helloSchema.pick({ ticket: true, protocol: true }).partial();
const reconnectOptionsSchema = z.strictObject({ reconnectionToken: z.string().max(200) });

/** What a client needs to open its socket to a room. */
export type SeatReservation = matchMaker.ISeatReservation;

/** Another process has the match, and with it the room. */
export interface RoomElsewhere {
  readonly url: string;
}

interface RoomDoorDeps extends RoomDeps {
  readonly log: Pick<Log, 'warn'>;
  readonly arena: Pick<Arena, 'live' | 'matches' | 'seating' | 'onCreated' | 'onEnded' | 'onLeft'>;
  /** Absent: there is no other process. */
  readonly cluster?: Pick<Cluster, 'locate' | 'memberId' | 'url'> | undefined;
  /** Where this process shares its rooms with the others; absent: it does not. */
  readonly redis?: string | undefined;
}

/** How clients address a process in a reservation. */
const publicAddressOf = ({ url }: Pick<Cluster, 'url'>): string => url.replace(/^https?:\/\//, '');

const share = ({ cluster, redis, faults }: RoomDoorDeps): SharedRooms | undefined =>
  cluster === undefined || redis === undefined
    ? undefined
    : shareRooms(
        redis,
        { publicAddress: publicAddressOf(cluster), processId: () => matchMaker.processId },
        faults,
      );

const exchangeOver = (presence: Presence, { arena }: RoomDoorDeps): Promise<HallExchange> =>
  createHallExchange(presence, matchMaker.processId, { arena, boardsMax });

/**
 * The Colyseus door. Seats are reserved by this server after its own checks; Colyseus' matchmaking, with its
 * open `create` and its unlimited bodies, is never bound to a route.
 */
export interface RoomDoor {
  /** From here on clients may come. A match gets its room with the first of them: most are never watched. */
  open(server: Server, isAllowed: (request: IncomingMessage) => boolean): Promise<void>;
  /** Whether an upgrade of this path is for this door. */
  owns(path: string): boolean;
  join(roomId: string, options: unknown): Promise<SeatReservation | RoomElsewhere | Refusal>;
  reconnect(roomId: string, options: unknown): Promise<SeatReservation | Refusal>;
  close(): Promise<void>;
}

const pathPattern = /^\/[A-Za-z0-9_-]+\/[A-Za-z0-9_-]+$/;

/** A wall of fifty boards and their briefs. What does not fit is encoded twice, and Colyseus tells the terminal of it each time. */
const encodedBytes = 512 * 1024;

const setUp = async (deps: RoomDoorDeps, shared: SharedRooms | undefined): Promise<void> => {
  Encoder.BUFFER_SIZE = encodedBytes;
  setLogger(createColyseusLog(deps.log));
  quietDecoder();
  matchMaker.setHealthChecksEnabled(false);
  // A match lives in this process, and so does its room.
  const { presence = new LocalPresence(), driver = new LocalDriver() } = shared ?? {};
  const address = deps.cluster && publicAddressOf(deps.cluster);
  await matchMaker.setup(presence, driver, address, () => Promise.resolve(matchMaker.processId));
  const exchange = shared && (await exchangeOver(shared.presence, deps));
  matchMaker.defineRoomType(
    'match',
    class extends MatchRoom {
      override readonly deps = deps;
    },
  );
  matchMaker.defineRoomType(
    hallId,
    class extends HallRoom {
      override readonly deps = { ...deps, exchange };
    },
  );
  await matchMaker.accept();
  await matchMaker.createRoom(hallId, {});
};

/** Clients of a room whose match this process does not have any more find it elsewhere. */
const clear = (id: string): void =>
  void (matchMaker.getLocalRoomById(id) as MatchRoom | undefined)?.disconnect(closeCodes.moved);

const retire = (id: string): void => (matchMaker.getLocalRoomById(id) as MatchRoom | undefined)?.retire();

/** The room of a match: made for the first client, gone with the last, made again for the next. */
const createHosting = ({ arena, faults }: RoomDoorDeps) => {
  const underWay = new Map<string, Promise<unknown>>();
  const host = (match: Match): void => {
    const made = matchMaker
      .createRoom('match', { match: match.id })
      // A match of fast players may end before its room is registered.
      .then(() => match.status() === 'over' && retire(match.id))
      .catch((error: unknown) => faults.report('room creation', error))
      .finally(() => underWay.delete(match.id));
    underWay.set(match.id, made);
  };
  return {
    /** Whether there is a room of this id now. */
    ensure: async (id: string): Promise<boolean> => {
      const match = arena.live(id);
      if (match !== undefined && matchMaker.getLocalRoomById(id) === undefined && !underWay.has(id))
        host(match);
      await underWay.get(id);
      return matchMaker.getLocalRoomById(id) !== undefined;
    },
  };
};

const noRoom = (): Refusal => refuse('unknown-match', 'No match of this id is live.');

/**
 * A seat whose ticket was good a moment ago has its match, which this process may just have lost; and a process without
 * a lease cannot know. Neither must be told that there is none: it would not come again.
 */
const noRoomFor = (cluster: RoomDoorDeps['cluster'], seat: number | null): Refusal =>
  cluster !== undefined && (seat !== null || cluster.memberId() === undefined)
    ? refuse('match-moving')
    : noRoom();

/** The seat that the options ask for: null to watch. */
const readSeat = async (
  arena: RoomDoorDeps['arena'],
  roomId: string,
  options: unknown,
): Promise<RoomAuth | RoomElsewhere | Refusal> => {
  const parsed = joinOptionsSchema.safeParse(options);
  if (!parsed.success) return refuse('bad-body', `options: ${formatIssues(parsed.error.issues)}`);
  const sessionId = drawSecret();
  const { ticket } = parsed.data;
  if (ticket === undefined) return { sessionId, seat: null };
  const seating = await arena.seating(ticket);
  if (seating.kind === 'over') return refuse('match-over');
  if (seating.kind === 'moved') return { url: seating.url };
  if (seating.kind === 'unsettled') return refuse('match-moving');
  const isHere = seating.kind === 'live' && seating.match.id === roomId;
  return isHere ? { sessionId, seat: seating.seat } : refuse('bad-ticket');
};

const createTransport = ({ frameBytesMax }: RoomDoorDeps['limits']): WebSocketTransport =>
  new WebSocketTransport({
    noServer: true,
    maxPayload: frameBytesMax,
    pingInterval: pingMs,
    // Pings keep address translation alive; a missed pong drops nobody.
    pingMaxRetries: Number.POSITIVE_INFINITY,
  });

export const createRoomDoor = (deps: RoomDoorDeps): RoomDoor => {
  const { arena, cluster, limits } = deps;
  const transport = createTransport(limits);
  const hosting = createHosting(deps);
  /** Undefined where the room is here. */
  const elsewhere = async (
    roomId: string,
    { seat }: RoomAuth,
  ): Promise<RoomElsewhere | Refusal | undefined> => {
    if (roomId === hallId || (await hosting.ensure(roomId))) return undefined;
    const place = await cluster?.locate(roomId);
    if (place?.kind === 'elsewhere') return { url: place.url };
    if (place?.kind === 'unsettled') return refuse('match-moving');
    return (await hosting.ensure(roomId)) ? undefined : noRoomFor(cluster, seat);
  };
  // A client that was sent here by a proxy dials this very process for its socket.
  const addressed = (reservation: SeatReservation): SeatReservation =>
    cluster === undefined ? reservation : { ...reservation, publicAddress: publicAddressOf(cluster) };
  const owns = (path: string): boolean => pathPattern.test(path) && !path.startsWith('/v1/');
  let stops: readonly Cancel[] = [];
  const shared = share(deps);
  return {
    owns,
    open: async (server, isAllowed) => {
      await setUp(deps, shared);
      transport.attachToServer(server, {
        filter: (request) => owns((request.url ?? '/').split('?', 1)[0]!) && isAllowed(request),
      });
      stops = [arena.onEnded(({ id }) => retire(id)), arena.onLeft(({ id }) => clear(id))];
    },
    join: async (roomId, options) => {
      const auth = await readSeat(arena, roomId, options);
      if (isRefusal(auth) || 'url' in auth) return auth;
      const other = await elsewhere(roomId, auth);
      if (other !== undefined) return other;
      // A room whose match is over may go at any moment.
      const listing: Awaited<ReturnType<typeof matchMaker.getRoomById>> | undefined =
        await matchMaker.getRoomById(roomId);
      if (listing === undefined) return noRoomFor(cluster, auth.seat);
      if (listing.clients >= limits.roomClientsMax && auth.seat === null)
        return refuse('too-many-spectators');
      return addressed(await matchMaker.reserveSeatFor(listing, {}, auth));
    },
    reconnect: async (roomId, options) => {
      const parsed = reconnectOptionsSchema.safeParse(options);
      if (!parsed.success) return refuse('bad-body', `options: ${formatIssues(parsed.error.issues)}`);
      const sessionId = matchMaker
        .getLocalRoomById(roomId)
        ?.checkReconnectionToken(parsed.data.reconnectionToken);
      if (sessionId === undefined) return refuse('bad-ticket', 'The reconnection token is not valid.');
      return addressed(matchMaker.buildSeatReservation(await matchMaker.getRoomById(roomId), sessionId));
    },
    close: async () => {
      for (const stop of stops) stop();
      await matchMaker.gracefullyShutdown();
      transport.shutdown();
      shared?.close();
    },
  };
};
