import { Client, type Room, type SeatReservation } from '@colyseus/sdk';
import { closeCodes, protocolVersion } from '../../server/protocol/constants.ts';
import { createBriefMemory } from './brief.ts';
import { createJsonDial } from './connect.ts';
import type { EndMessage, ErrorMessage, ServerMessage } from './messages.ts';
import { type Dial, type Link, type PlayOptions, playOver } from './play.ts';

export interface RoomOptions extends PlayOptions {
  /** The arena's base address. */
  readonly url: string;
  /** The match's id, which is also its room's. */
  readonly match: string;
  readonly ticket: string;
}

/** What a socket says that was never opened. */
const notJoined = 1006;

/** HTTP statuses that say `later` and not `no`. */
const laterStatuses: readonly unknown[] = [408, 429];

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The arena's refusal of a seat, which its answer holds as `code: message`; undefined when it may go better later. */
const finalRefusal = (error: unknown): ErrorMessage | undefined => {
  const { code: status } = error as { code?: unknown };
  if (typeof status !== 'number' || status < 400 || status >= 500 || laterStatuses.includes(status))
    return undefined;
  const [, code = 'bad-ticket', message = messageOf(error)] =
    /^([a-z-]+): (.*)$/s.exec(messageOf(error)) ?? [];
  return { type: 'error', code, message, hint: '' };
};

/** The base address of the arena that `movedUrl` belongs to. */
const baseOf = (movedUrl: string): string => new URL('/', movedUrl).href.replace(/^ws/, 'http');

/** What is used of the SDK's HTTP client, whose own type knows the routes of Colyseus' own server only. */
interface Poster {
  post(path: string, options: { readonly body: object }): Promise<{ readonly data: unknown }>;
}

/** A seat's reservation, apart from its socket: one that comes too late must not take the seat from its successor. */
const reserve = async (client: Client, { match, ticket }: RoomOptions): Promise<SeatReservation> => {
  const body = { protocol: protocolVersion, ticket };
  const { data } = await (client.http as Poster).post(`/matchmake/joinById/${match}`, { body });
  return data as SeatReservation;
};

const createDial = (options: RoomOptions): Dial => {
  const dialJson = createJsonDial(options);
  return (movedUrl, events) => {
    const client = new Client(movedUrl === undefined ? options.url : baseOf(movedUrl));
    const withBrief = createBriefMemory();
    let room: Room | undefined;
    let json: Link | undefined;
    let isLeft = false;
    const join = async (): Promise<void> => {
      const reservation = await reserve(client, options);
      if (isLeft) return;
      room = await client.consumeSeatReservation(reservation);
      // A lost seat is taken again with the ticket, which works however long the room was up.
      room.reconnection.enabled = false;
      room.onMessage('*', (type: string | number, message: object) =>
        events.message(withBrief({ ...message, type } as ServerMessage)),
      );
      room.onLeave((code, reason) => events.closed(code, reason ?? ''));
      room.onError(() => {});
      if (isLeft) void room.leave();
    };
    const fail = (error: unknown): void => {
      const refusal = finalRefusal(error);
      // The room is gone with its match. The other door still tells how it ended.
      if (refusal?.code === 'match-over' && !isLeft) return void (json = dialJson(undefined, events));
      if (refusal !== undefined) events.message(refusal);
      events.closed(refusal === undefined ? notJoined : closeCodes.badTicket, messageOf(error));
    };
    join().catch(fail);
    return {
      // A message goes under the name of its type, and keeps it: it is the same object on both doors.
      send: (message) => (json === undefined ? room?.send(message.type, message) : json.send(message)),
      close: () => {
        isLeft = true;
        json?.close();
        void room?.leave();
      },
    };
  };
};

/** Plays the seat that `ticket` opens over the Colyseus door, until the match is over; see `playOver`. */
export const playRoom = (options: RoomOptions): Promise<EndMessage> => playOver(createDial(options), options);
