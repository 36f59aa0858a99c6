import { Client } from '@colyseus/sdk';
import { closeCodes, protocolVersion } from '../../server/protocol/constants.js';
import { playOver } from './play.js';
/** What a socket says that was never opened. */
const notJoined = 1006;
/** Refusals after which asking for the seat again is of no use. */
const finalRefusals = [
    'bad-ticket',
    'match-over',
    'unknown-match',
    'bad-body',
    'not-found',
];
/** The arena's own refusal in a failed request for a seat; undefined when it may go better later. */
const finalRefusal = (error) => {
    const { code } = error;
    return finalRefusals.includes(code) ? String(code) : undefined;
};
const messageOf = (error) => (error instanceof Error ? error.message : String(error));
/** The base address of the arena that `movedUrl` belongs to. */
const baseOf = (movedUrl) => new URL('/', movedUrl).href.replace(/^ws/, 'http');
const createDial = (options) => (movedUrl, events) => {
    const client = new Client(movedUrl === undefined ? options.url : baseOf(movedUrl));
    let room;
    let isLeft = false;
    const joined = (made) => {
        room = made;
        // A lost seat is taken again with the ticket, which works however long the room was up.
        made.reconnection.enabled = false;
        made.onMessage('*', (type, message) => events.message({ ...message, type }));
        made.onLeave((code, reason) => events.closed(code, reason ?? ''));
        made.onError(() => { });
        if (isLeft)
            void made.leave();
    };
    client
        .joinById(options.match, { protocol: protocolVersion, ticket: options.ticket })
        .then(joined, (error) => {
        const code = finalRefusal(error);
        if (code !== undefined)
            events.message({ type: 'error', code, message: messageOf(error), hint: '' });
        events.closed(code === undefined ? notJoined : closeCodes.badTicket, messageOf(error));
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
export const playRoom = (options) => playOver(createDial(options), options);
