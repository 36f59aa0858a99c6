import { Client, type Room } from '@colyseus/sdk';
import { closeCodes, protocolVersion } from '../../server/protocol/constants.ts';
import { createBriefMemory } from './brief.ts';
import type { EndMessage, ErrorMessage, ServerMessage } from './messages.ts';
import { type Dial, type PlayOptions, playOver } from './play.ts';

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

const createDial =
  (options: RoomOptions): Dial =>
  (movedUrl, events) => {
    const client = new Client(movedUrl === undefined ? options.url : baseOf(movedUrl));
    const withBrief = createBriefMemory();
    let room: Room | undefined;
    let isLeft = false;
    const joined = (made: Room): void => {
      room = made;
      // A lost seat is taken again with the ticket, which works however long the room was up.
      made.reconnection.enabled = false;
      made.onMessage('*', (type: string | number, message: object) =>
        events.message(withBrief({ ...message, type } as ServerMessage)),
      );
      made.onLeave((code, reason) => events.closed(code, reason ?? ''));
      made.onError(() => {});
      if (isLeft) void made.leave();
    };
    client
      .joinById(options.match, { protocol: protocolVersion, ticket: options.ticket })
      .then(joined, (error: unknown) => {
        const refusal = finalRefusal(error);
        if (refusal !== undefined) events.message(refusal);
        events.closed(refusal === undefined ? notJoined : closeCodes.badTicket, messageOf(error));
      });
    return {
      // A message goes under the name of its type, and keeps it: it is the same object on both doors.
      send: (message) => room?.send(message.type, message),
      close: () => {
        isLeft = true;
        void room?.leave();
      },
    };
  };

/** Plays the seat that `ticket` opens over the Colyseus door, until the match is over; see `playOver`. */
export const playRoom = (options: RoomOptions): Promise<EndMessage> => playOver(createDial(options), options);
