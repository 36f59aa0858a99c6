import { ArenaError } from './arena-error.js';
import { playMatch } from './connect.js';
const refusal = async (response) => {
    const text = await response.text();
    try {
        const problem = JSON.parse(text);
        const message = problem.detail ?? problem.title ?? `The arena answered ${response.status}.`;
        return new ArenaError(problem.code ?? `http-${response.status}`, message, problem.hint);
    }
    catch {
        return new ArenaError(`http-${response.status}`, `The arena answered ${response.status}.`);
    }
};
/** A client of the arena at `url`. */
export const createArena = ({ url, key }) => {
    const base = url.endsWith('/') ? url : `${url}/`;
    const request = async (path, body) => {
        const headers = { accept: 'application/json' };
        if (key !== undefined)
            headers['authorization'] = `Bearer ${key}`;
        if (body !== undefined)
            headers['content-type'] = 'application/json';
        const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) };
        const response = await fetch(new URL(path, base), init);
        if (!response.ok)
            throw await refusal(response);
        return response;
    };
    const json = async (path) => (await (await request(path)).json());
    const named = (name) => encodeURIComponent(name);
    return {
        createMatch: async (match) => (await (await request('api/matches', { ...match })).json()),
        games: () => json('api/games'),
        game: (id) => json(`api/games/${named(id)}`),
        match: (id) => json(`api/matches/${named(id)}`),
        replay: async (id) => (await request(`api/matches/${named(id)}/replay.jsonl`)).text(),
        leaderboard: (pool) => json(pool === undefined ? 'api/leaderboards' : `api/leaderboards/${named(pool)}`),
        play: (ticket, options) => playMatch({ ...options, url, ticket }),
    };
};
