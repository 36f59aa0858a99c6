import { protocolVersion, subprotocol } from '../../server/protocol/constants.js';
import { playOver } from './play.js';
const doorPath = '/v1/play';
const socketOpen = 1;
/** Frames that cannot be read close the socket with this code of our own. */
const unreadableClose = 4000;
/** The address of the JSON door of the arena at `url`. Throws a `TypeError` on what is no address. */
export const doorUrl = (url) => {
    const door = new URL(url);
    if (door.protocol === 'http:')
        door.protocol = 'ws:';
    if (door.protocol === 'https:')
        door.protocol = 'wss:';
    if (!door.protocol.startsWith('ws'))
        throw new TypeError(`${url}: http(s) or ws(s) expected`);
    if (!door.pathname.endsWith(doorPath))
        door.pathname = door.pathname.replace(/\/$/, '') + doorPath;
    door.hash = '';
    return door.href;
};
/** Where to dial: what the arena named, unless it is unfit or would take a ticket off an encrypted wire. */
const target = (baseUrl, movedUrl) => {
    if (movedUrl === undefined || !URL.canParse(movedUrl))
        return baseUrl;
    const isDowngrade = baseUrl.startsWith('wss:') && !movedUrl.startsWith('wss:') && !movedUrl.startsWith('https:');
    return isDowngrade ? baseUrl : doorUrl(movedUrl);
};
const platformSocket = (url, protocol) => new WebSocket(url, protocol);
const readFrame = (socket, data, events) => {
    let message;
    try {
        message = JSON.parse(String(data));
    }
    catch {
        socket.close(unreadableClose, 'a frame is not JSON');
        return;
    }
    events.message(message);
};
const createDial = (options) => {
    const baseUrl = doorUrl(options.url);
    const createSocket = options.createSocket ?? platformSocket;
    return (movedUrl, events) => {
        const socket = createSocket(target(baseUrl, movedUrl), subprotocol);
        const send = (message) => {
            if (socket.readyState === socketOpen)
                socket.send(JSON.stringify(message));
        };
        socket.addEventListener('open', () => send({ type: 'hello', protocol: protocolVersion, ticket: options.ticket }));
        socket.addEventListener('message', (event) => readFrame(socket, event.data, events));
        // An error is always followed by a close, which says all that is needed; `ws` throws when none listens.
        socket.addEventListener('error', () => { });
        socket.addEventListener('close', (event) => events.closed(event.code, event.reason));
        return { send, close: () => socket.close(1000, 'done') };
    };
};
/** Plays the seat that `ticket` opens over the JSON door, until the match is over; see `playOver`. */
export const playMatch = async (options) => playOver(createDial(options), options);
