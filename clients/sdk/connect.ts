import { protocolVersion, subprotocol } from '../../server/protocol/constants.ts';
import type { ClientMessage, EndMessage, ServerMessage } from './messages.ts';
import { createBriefMemory } from './brief.ts';
import { type Dial, type PlayOptions, playOver } from './play.ts';

/** What is used of a WebSocket: the platform's own, or the `ws` package's. */
export interface SocketLike {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'close',
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void;
}

export interface MatchOptions extends PlayOptions {
  /** The arena's base address (`http:`, `https:`, `ws:` or `wss:`), or the full address of its JSON door. */
  readonly url: string;
  /** The ticket of the seat. It travels in a frame, never in an address. */
  readonly ticket: string;
  /** Opens a socket; the platform's `WebSocket` by default. */
  readonly createSocket?: (url: string, protocol: string) => SocketLike;
}

const doorPath = '/v1/play';
/** The state of a socket that can be sent on. */
export const socketOpen = 1;

/** Frames that cannot be read close the socket with this code of our own. */
export const unreadableClose = 4000;

/** The address of the JSON door of the arena at `url`. Throws a `TypeError` on what is no address. */
export const doorUrl = (url: string): string => {
  const door = new URL(url);
  if (door.protocol === 'http:') door.protocol = 'ws:';
  if (door.protocol === 'https:') door.protocol = 'wss:';
  if (!door.protocol.startsWith('ws')) throw new TypeError(`${url}: http(s) or ws(s) expected`);
  if (!door.pathname.endsWith(doorPath)) door.pathname = door.pathname.replace(/\/$/, '') + doorPath;
  door.hash = '';
  return door.href;
};

/** Where to dial: what the arena named, unless it is unfit or would take a ticket off an encrypted wire. */
const target = (baseUrl: string, movedUrl: string | undefined): string => {
  if (movedUrl === undefined || !URL.canParse(movedUrl)) return baseUrl;
  const isDowngrade =
    baseUrl.startsWith('wss:') && !movedUrl.startsWith('wss:') && !movedUrl.startsWith('https:');
  return isDowngrade ? baseUrl : doorUrl(movedUrl);
};

/** A socket of the platform's own. */
export const platformSocket = (url: string, protocol: string): SocketLike => new WebSocket(url, protocol);

const readFrame = (socket: SocketLike, data: unknown, take: (message: ServerMessage) => void): void => {
  let message: ServerMessage;
  try {
    message = JSON.parse(String(data)) as ServerMessage;
  } catch {
    socket.close(unreadableClose, 'a frame is not JSON');
    return;
  }
  take(message);
};

/** Dials the JSON door. */
export const createJsonDial = (options: MatchOptions): Dial => {
  const baseUrl = doorUrl(options.url);
  const createSocket = options.createSocket ?? platformSocket;
  return (movedUrl, events) => {
    const socket = createSocket(target(baseUrl, movedUrl), subprotocol);
    const withBrief = createBriefMemory();
    const take = (message: ServerMessage): void => events.message(withBrief(message));
    const send = (message: ClientMessage): void => {
      if (socket.readyState === socketOpen) socket.send(JSON.stringify(message));
    };
    socket.addEventListener('open', () =>
      send({ type: 'hello', protocol: protocolVersion, ticket: options.ticket }),
    );
    socket.addEventListener('message', (event) => readFrame(socket, event.data, take));
    // An error is always followed by a close, which says all that is needed; `ws` throws when none listens.
    socket.addEventListener('error', () => {});
    socket.addEventListener('close', (event) => events.closed(event.code, event.reason));
    return { send, close: () => socket.close(1000, 'done') };
  };
};

/** Plays the seat that `ticket` opens over the JSON door, until the match is over; see `playOver`. */
export const playMatch = async (options: MatchOptions): Promise<EndMessage> =>
  playOver(createJsonDial(options), options);
