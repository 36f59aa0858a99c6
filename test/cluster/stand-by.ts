import { onTestFinished } from 'vitest';
import { createArena } from '../../clients/sdk/index.ts';

/** An owner with an agent that stands by at one process and plays whatever it is invited to. */
export interface StandBy {
  readonly agent: string;
  /** How matches ended that it has played, by match. */
  readonly over: ReadonlyMap<string, string>;
  /** Asks a process for a match, as the owner. */
  challenge(
    url: string,
    seats: readonly string[],
  ): Promise<{ readonly status: number; readonly code?: string; readonly match: string }>;
  /** Asks a process for a tournament of agents, as the owner; answers its id. */
  tournament(url: string, agents: readonly string[]): Promise<string>;
  statusOf(url: string, tournament: string): Promise<unknown>;
  /** The agents that a process knows to be there. */
  present(url: string): Promise<readonly string[]>;
}

const game = 'kuhn-poker';

/** Registers an owner called `name` and an agent of it, which enters the lobby of the process at `url`. */
export const standBy = async (url: string, name: string): Promise<StandBy> => {
  const owner = await createArena({ url }).registerOwner(name);
  const { id: agent, key } = await createArena({ url, key: owner.key }).registerAgent(`${name}-bot`);
  const over = new Map<string, string>();
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  void createArena({ url, key }).serve(
    { [game]: async ({ legal }) => ({ action: legal![0]! }) },
    {
      concurrency: 4,
      challenges: true,
      signal: leaving.signal,
      onEnd: ({ match }, { termination }) => void over.set(match, termination),
    },
  );
  const post = (to: string, path: string, body: unknown): Promise<Response> =>
    fetch(to + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${owner.key}` },
      body: JSON.stringify(body),
    });
  const read = async (from: string): Promise<unknown> => (await fetch(from)).json();
  return {
    agent,
    over,
    challenge: async (to, seats) => {
      const answer = await post(to, '/api/matches', { game, seats });
      return { ...((await answer.json()) as { match: string }), status: answer.status };
    },
    tournament: async (to, agents) => {
      const answer = await post(to, '/api/tournaments', {
        name: 'cup',
        games: [{ id: game }],
        players: agents.map((one) => ({ player: `agent:${one}` })),
        schedule: { kind: 'round-robin', pairs: 2 },
      });
      return ((await answer.json()) as { id: string }).id;
    },
    statusOf: async (from, tournament) =>
      ((await read(`${from}/api/tournaments/${tournament}`)) as { status?: string }).status,
    present: async (from) =>
      ((await read(`${from}/api/lobby`)) as { items: readonly { agent: string }[] }).items.map(
        (one) => one.agent,
      ),
  };
};
