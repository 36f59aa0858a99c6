import type { EndMessage } from './messages.ts';
import { type PlayOptions } from './play.ts';
export interface RoomOptions extends PlayOptions {
    /** The arena's base address. */
    readonly url: string;
    /** The match's id, which is also its room's. */
    readonly match: string;
    readonly ticket: string;
}
/** Plays the seat that `ticket` opens over the Colyseus door, until the match is over; see `playOver`. */
export declare const playRoom: (options: RoomOptions) => Promise<EndMessage>;
