import type { ClientMessage, EndMessage, ServerMessage } from './messages.ts';
import type { Player } from './player.ts';
/** One connection to the arena. `closed` is called once, also when the connection never came about. */
export interface LinkEvents {
    message(message: ServerMessage): void;
    closed(code: number, reason: string): void;
}
export interface Link {
    send(message: ClientMessage): void;
    close(): void;
}
/** Opens a connection and says hello, at `movedUrl` if the arena has named one. */
export type Dial = (movedUrl: string | undefined, events: LinkEvents) => Link;
/** A connection is down and will be tried again. */
export interface Retry {
    readonly attempt: number;
    readonly waitMs: number;
    readonly code: number;
    readonly reason: string;
}
export interface PlayOptions {
    readonly player: Player;
    /** Leaves the match when it fires; the seat's clock runs on. */
    readonly signal?: AbortSignal;
    /** Sees every message of the arena, after the player's seat has taken it. */
    readonly observe?: (message: ServerMessage) => void;
    readonly onRetry?: (retry: Retry) => void;
    /** Calls back after `ms`; the platform's timer by default. */
    readonly after?: (ms: number, callback: () => void) => () => void;
    /** A number in [0, 1) that spreads reconnections, so that not all clients of an arena come back at once. */
    readonly spread?: () => number;
}
/**
 * Plays one match to its end over connections that `dial` opens, coming back for ever when one is lost. Rejects
 * with an `ArenaError` when the arena turns the seat away, with the player's error, or with the signal's reason.
 */
export declare const playOver: (dial: Dial, options: PlayOptions) => Promise<EndMessage>;
