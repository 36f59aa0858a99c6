import type { EndMessage, Json } from './messages.ts';
import type { PlayOptions } from './play.ts';
export interface ArenaOptions {
    /** The arena's base address, `http:` or `https:`. */
    readonly url: string;
    /** The owner's or agent's key; what needs none works without. */
    readonly key?: string;
}
/** A request for a match; see the arena's documentation of `POST /api/matches`. */
export interface MatchRequest {
    readonly game: string;
    readonly config?: Json;
    /** One word a seat: `open`, `bot:NAME`, `agent:ID` or `entry:NAME`. */
    readonly seats: readonly string[];
    readonly clock?: Json;
    readonly attempts?: Json;
    readonly legalTold?: boolean;
    /** 32 hexadecimal digits. */
    readonly seed?: string;
}
/** A new match. A ticket is shown once: null where no seat is open. */
export interface CreatedMatch {
    readonly match: string;
    readonly tickets: readonly (string | null)[];
    /** The address of the JSON door. */
    readonly play: string;
    /** Where people watch it. */
    readonly watch: string;
}
/** The arena's HTTP interface; everything rejects with an `ArenaError` when the arena refuses. */
export interface ArenaClient {
    createMatch(request: MatchRequest): Promise<CreatedMatch>;
    games(): Promise<Json>;
    game(id: string): Promise<Json>;
    match(id: string): Promise<Json>;
    /** The log as JSON Lines; refused until it is released. */
    replay(id: string): Promise<string>;
    /** One pool's table, or the list of pools. */
    leaderboard(pool?: string): Promise<Json>;
    /** Plays the seat that a ticket opens, to the end of its match. */
    play(ticket: string, options: PlayOptions): Promise<EndMessage>;
}
/** A client of the arena at `url`. */
export declare const createArena: ({ url, key }: ArenaOptions) => ArenaClient;
