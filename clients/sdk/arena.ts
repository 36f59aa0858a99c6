import { ArenaError } from './arena-error.ts';
import { playMatch } from './connect.ts';
import type { EndMessage, Json } from './messages.ts';
import type { PlayOptions } from './play.ts';
import type { Player } from './player.ts';
import { serve, type ServeOptions } from './serve.ts';

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

/** Somebody registered: an id, and the key that is shown only this once. */
export interface Registered {
  readonly id: string;
  readonly key: string;
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
  /** Registers an owner, under whose key agents are registered. */
  registerOwner(name: string): Promise<Registered>;
  /** Registers an agent of the owner whose key this client has. */
  registerAgent(name: string): Promise<Registered>;
  /**
   * Stands by in the lobby with a player a game, and plays every match that the agent is invited to; the client's key
   * is the agent's. See `serve`.
   */
  serve(players: Readonly<Record<string, Player>>, options?: ServeOptions): Promise<void>;
  /** Plays the seat that a ticket opens, to the end of its match. */
  play(ticket: string, options: PlayOptions): Promise<EndMessage>;
}

const refusal = async (response: Response): Promise<ArenaError> => {
  const text = await response.text();
  try {
    const problem = JSON.parse(text) as { code?: string; detail?: string; title?: string; hint?: string };
    const message = problem.detail ?? problem.title ?? `The arena answered ${response.status}.`;
    return new ArenaError(problem.code ?? `http-${response.status}`, message, problem.hint);
  } catch {
    return new ArenaError(`http-${response.status}`, `The arena answered ${response.status}.`);
  }
};

/** A client of the arena at `url`. */
export const createArena = ({ url, key }: ArenaOptions): ArenaClient => {
  const base = url.endsWith('/') ? url : `${url}/`;
  const request = async (path: string, body?: Json): Promise<Response> => {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (key !== undefined) headers['authorization'] = `Bearer ${key}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(new URL(path, base), init);
    if (!response.ok) throw await refusal(response);
    return response;
  };
  const json = async (path: string): Promise<Json> => (await (await request(path)).json()) as Json;
  const named = (name: string): string => encodeURIComponent(name);
  return {
    createMatch: async (match) => (await (await request('api/matches', { ...match })).json()) as CreatedMatch,
    games: () => json('api/games'),
    game: (id) => json(`api/games/${named(id)}`),
    match: (id) => json(`api/matches/${named(id)}`),
    replay: async (id) => (await request(`api/matches/${named(id)}/replay.jsonl`)).text(),
    leaderboard: (pool) => json(pool === undefined ? 'api/leaderboards' : `api/leaderboards/${named(pool)}`),
    registerOwner: async (name) => {
      const { owner, key } = (await (await request('api/owners', { name })).json()) as {
        owner: string;
        key: string;
      };
      return { id: owner, key };
    },
    registerAgent: async (name) => {
      const { agent, key } = (await (await request('api/agents', { name })).json()) as {
        agent: string;
        key: string;
      };
      return { id: agent, key };
    },
    serve: async (players, options = {}) => {
      if (key === undefined)
        throw new ArenaError('key-missing', 'The lobby needs a key.', "Give createArena the agent's key.");
      return serve({ ...options, url, key, players });
    },
    play: (ticket, options) => playMatch({ ...options, url, ticket }),
  };
};
