import type { ClientMessage, EndMessage, ServerMessage } from './messages.ts';
import { type Player, type PlayerTurn } from './player.ts';
export interface SeatOptions {
    readonly player: Player;
    readonly send: (message: ClientMessage) => void;
    readonly onEnd?: (end: EndMessage) => void;
    /** The player threw; its turn stays unanswered. */
    readonly onFailure: (error: unknown, turn: PlayerTurn) => void;
    /** What action ids begin with. Unique to this runner by default, since an id that is seen again plays nothing. */
    readonly idPrefix?: string;
    /** Monotonic milliseconds, by which the deadline that a retry is told has shrunk. */
    readonly now?: () => number;
}
/** Plays one seat of one match, whatever carries its messages. */
export interface SeatRunner {
    receive(message: ServerMessage): void;
    /** The wire is down: answers wait until the turn is sent again, which asks for them. */
    detach(): void;
    /** Aborts what is being decided, for good. */
    stop(): void;
}
/**
 * A state machine from the arena's messages to a seat's. A player that answers without a promise is answered
 * for before `receive` returns, so whoever connects two machines directly must put a queue between them.
 */
export declare const createSeatRunner: (options: SeatOptions) => SeatRunner;
