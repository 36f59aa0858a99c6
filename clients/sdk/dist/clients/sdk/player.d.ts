import type { Json, Source, Turn, Usage, Welcome } from './messages.ts';
/** A turn as a player sees it. */
export interface PlayerTurn extends Omit<Turn, 'type' | 'news'> {
    /** What happened since this seat's last turn, oldest first, one line an entry. */
    readonly news: readonly string[];
}
/** What stays the same over a match, and what ends a turn early. */
export interface PlayerContext {
    /** The match as the arena introduced it: rules, role, seat, configuration, schema of an action. */
    readonly welcome: Welcome;
    /** Fires when the turn no longer counts: superseded, over, or the runner was stopped. */
    readonly signal: AbortSignal;
}
/** What a move claims about its origin, beside the move itself; stored as claims. */
export interface Claims {
    readonly reasoning?: string | undefined;
    readonly usage?: Usage | undefined;
    readonly source?: Source | undefined;
    readonly model?: string | undefined;
    readonly settings?: Record<string, Json> | undefined;
    /** Why the model stopped; `length` without an action is refused as truncated. */
    readonly finish?: string | undefined;
}
/** A move with its claims: structured, as text for the arena's strict parser, or giving the match up. */
export type FullDecision = ({
    readonly action: Json;
    readonly text?: undefined;
} & Claims) | ({
    readonly text: string;
    readonly action?: undefined;
} & Claims) | {
    readonly resign: true;
};
/**
 * What a player answers. A bare string is short for `{text}`; any other JSON value without a member named
 * `action`, `text` or `resign` is short for `{action}`.
 */
export type Decision = FullDecision | Json;
/** One seat's player: a function from a turn to a decision. */
export type Player = (turn: PlayerTurn, context: PlayerContext) => Decision | Promise<Decision>;
/** A decision without shorthand. */
export declare const fullDecision: (decision: Decision) => FullDecision;
