import type { EndMessage } from './messages.ts';
import { type PlayOptions } from './play.ts';
/** What is used of a WebSocket: the platform's own, or the `ws` package's. */
export interface SocketLike {
    readonly readyState: number;
    send(data: string): void;
    close(code?: number, reason?: string): void;
    addEventListener(type: 'open' | 'error', listener: () => void): void;
    addEventListener(type: 'message', listener: (event: {
        readonly data: unknown;
    }) => void): void;
    addEventListener(type: 'close', listener: (event: {
        readonly code: number;
        readonly reason: string;
    }) => void): void;
}
export interface MatchOptions extends PlayOptions {
    /** The arena's base address (`http:`, `https:`, `ws:` or `wss:`), or the full address of its JSON door. */
    readonly url: string;
    /** The ticket of the seat. It travels in a frame, never in an address. */
    readonly ticket: string;
    /** Opens a socket; the platform's `WebSocket` by default. */
    readonly createSocket?: (url: string, protocol: string) => SocketLike;
}
/** The address of the JSON door of the arena at `url`. Throws a `TypeError` on what is no address. */
export declare const doorUrl: (url: string) => string;
/** Plays the seat that `ticket` opens over the JSON door, until the match is over; see `playOver`. */
export declare const playMatch: (options: MatchOptions) => Promise<EndMessage>;
