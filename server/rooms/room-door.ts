import type { IncomingMessage, Server } from 'node:http';
import { LocalDriver, LocalPresence, matchMaker } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { z } from 'zod';
import type { Arena } from '../arena/arena.ts';
import { formatIssues, isRefusal, refuse, type Refusal } from '../errors.ts';
import type { Match } from '../match/match.ts';
import { helloSchema } from '../protocol/messages.ts';
import { drawSecret } from './client-wire.ts';
import { hallId, HallRoom } from './hall-room.ts';
import { MatchRoom, type RoomAuth, type RoomDeps } from './match-room.ts';

const pingMs = 30_000;

/** A join is the hello of this door. */
const joinOptionsSchema = helloSchema.pick({ ticket: true, protocol: true }).partial();
const reconnectOptionsSchema = z.strictObject({ reconnectionToken: z.string().max(200) });

/** What a client needs to open its socket to a room. */
export type SeatReservation = matchMaker.ISeatReservation;

interface RoomDoorDeps extends RoomDeps {
  readonly arena: Pick<Arena, 'live' | 'matches' | 'seating' | 'onCreated' | 'onEnded'>;
}

/**
 * The Colyseus door. Seats are reserved by this server after its own checks; Colyseus' matchmaking, with its
 * open `create` and its unlimited bodies, is never bound to a route.
 */
export interface RoomDoor {
  /** From here on clients may come. A match gets its room with the first of them: most are never watched. */
  open(server: Server, isAllowed: (request: IncomingMessage) => boolean): Promise<void>;
  /** Whether an upgrade of this path is for this door. */
  owns(path: string): boolean;
  join(roomId: string, options: unknown): Promise<SeatReservation | Refusal>;
  reconnect(roomId: string, options: unknown): Promise<SeatReservation | Refusal>;
  close(): Promise<void>;
}

const pathPattern = /^\/[A-Za-z0-9_-]+\/[A-Za-z0-9_-]+$/;

const setUp = async (deps: RoomDoorDeps): Promise<void> => {
  matchMaker.setHealthChecksEnabled(false);
  // A match lives in this process, and so does its room.
  await matchMaker.setup(new LocalPresence(), new LocalDriver(), undefined, () =>
    Promise.resolve(matchMaker.processId),
  );
  matchMaker.defineRoomType(
    'match',
    class extends MatchRoom {
      override readonly deps = deps;
    },
  );
  matchMaker.defineRoomType(
    hallId,
    class extends HallRoom {
      override readonly deps = deps;
    },
  );
  await matchMaker.accept();
  await matchMaker.createRoom(hallId, {});
};

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

/** The seat that the options ask for: null to watch. */
const readSeat = async (
  arena: RoomDoorDeps['arena'],
  roomId: string,
  options: unknown,
): Promise<RoomAuth | Refusal> => {
  const parsed = joinOptionsSchema.safeParse(options);
  if (!parsed.success) return refuse('bad-body', `options: ${formatIssues(parsed.error.issues)}`);
  const sessionId = drawSecret();
  const { ticket } = parsed.data;
  if (ticket === undefined) return { sessionId, seat: null };
  const seating = await arena.seating(ticket);
  if (seating.kind === 'over') return refuse('match-over');
  const isHere = seating.kind === 'live' && seating.match.id === roomId;
  return isHere ? { sessionId, seat: seating.seat } : refuse('bad-ticket');
};

export const createRoomDoor = (deps: RoomDoorDeps): RoomDoor => {
  const { arena, limits } = deps;
  const transport = new WebSocketTransport({
    noServer: true,
    maxPayload: limits.frameBytesMax,
    pingInterval: pingMs,
    // Pings keep address translation alive; a missed pong drops nobody.
    pingMaxRetries: Number.POSITIVE_INFINITY,
  });
  const hosting = createHosting(deps);
  const owns = (path: string): boolean => pathPattern.test(path) && !path.startsWith('/v1/');
  let stopRetiring = (): void => {};
  return {
    owns,
    open: async (server, isAllowed) => {
      await setUp(deps);
      transport.attachToServer(server, {
        filter: (request) => owns((request.url ?? '/').split('?', 1)[0]!) && isAllowed(request),
      });
      stopRetiring = arena.onEnded(({ id }) => retire(id));
    },
    join: async (roomId, options) => {
      const auth = await readSeat(arena, roomId, options);
      if (isRefusal(auth)) return auth;
      if (roomId !== hallId && !(await hosting.ensure(roomId)))
        return refuse('unknown-match', 'No match of this id is live.');
      // A room whose match is over may go at any moment.
      const listing: Awaited<ReturnType<typeof matchMaker.getRoomById>> | undefined =
        await matchMaker.getRoomById(roomId);
      if (listing === undefined) return refuse('unknown-match', 'No match of this id is live.');
      if (listing.clients >= limits.roomClientsMax && auth.seat === null)
        return refuse('too-many-spectators');
      return matchMaker.reserveSeatFor(listing, {}, auth);
    },
    reconnect: async (roomId, options) => {
      const parsed = reconnectOptionsSchema.safeParse(options);
      if (!parsed.success) return refuse('bad-body', `options: ${formatIssues(parsed.error.issues)}`);
      const sessionId = matchMaker
        .getLocalRoomById(roomId)
        ?.checkReconnectionToken(parsed.data.reconnectionToken);
      if (sessionId === undefined) return refuse('bad-ticket', 'The reconnection token is not valid.');
      return matchMaker.buildSeatReservation(await matchMaker.getRoomById(roomId), sessionId);
    },
    close: async () => {
      stopRetiring();
      await matchMaker.gracefullyShutdown();
      transport.shutdown();
    },
  };
};
