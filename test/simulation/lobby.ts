import { createLobbySession } from '../../server/lobby/lobby-session.ts';
import { createQuota } from '../../server/quota.ts';
import type { LobbyWire } from '../../server/lobby/guest.ts';
import type { LobbyMessage } from '../../server/protocol/messages.ts';
import { limits } from '../../server/protocol/limits.ts';
import { openSocket, type NetworkWorld, type LobbyServer } from './network.ts';

/** Short against the joining time of a match, so that lost invitations are offered again many times. */
export const simulatedInviteMs = 2_000;

const gamesPlayed = ['rock-paper-scissors', 'kuhn-poker', 'tic-tac-toe'];

/** The id of the agent that sits in this seat of every match that asks for it; the lobby knows it as registered. */
export const lobbyAgentId = (seat: number): string => `agent-${String(seat).padStart(16, '0')}`;

interface LobbyWorld extends NetworkWorld {
  /** Matches at once. */
  readonly concurrency: number;
  readonly violations: string[];
}

/** The agents of a history that stand by in the lobby. */
export interface LobbyAgents {
  /** From now on the agent waits for its invitation to this seat; `take` sits down, and may be called again. */
  expect(agent: string, match: string, seat: number, take: (ticket: string) => void): void;
}

/** Whether an agent's seat counts against its concurrency, whatever was offered. */
const countTaken = ({ arena }: LobbyServer, agent: string, except: string): number => {
  let count = 0;
  for (const match of arena.matches())
    for (const [seat, entry] of match.header.seats.entries())
      if (entry.agent === agent && match.id !== except && match.status() !== 'over')
        count += match.status() === 'running' || match.isConnected(seat) ? 1 : 0;
  return count;
};

/** Sees every invitation as it leaves the server: to the right agent, within its concurrency, not twice on one socket. */
const watching = (world: LobbyWorld, server: LobbyServer, agent: string, outer: LobbyWire): LobbyWire => {
  const lastMs = new Map<string, number>();
  const check = (message: LobbyMessage): void => {
    if (message.type !== 'invite') return;
    const { match: id, seat } = message;
    const match = server.arena.live(id);
    if (match?.header.seats[seat]?.agent !== agent)
      world.violations.push(`${agent} was invited to a seat of others`);
    const isFresh = match?.status() !== 'running';
    if (isFresh && countTaken(server, agent, id) >= world.concurrency)
      world.violations.push(`${agent} was invited beyond its concurrency`);
    const key = `${id} ${seat}`;
    const since = server.nowMs() - (lastMs.get(key) ?? -Infinity);
    if (since < simulatedInviteMs) world.violations.push(`${agent} was invited twice within ${since} ms`);
    lastMs.set(key, server.nowMs());
  };
  return {
    send: (message) => {
      check(message);
      outer.send(message);
    },
    close: (code, reason) => outer.close(code, reason),
  };
};

/** Agents that enter, come back whenever their socket is lost, and sit down where they are invited. */
export const createLobbyAgents = (world: LobbyWorld): LobbyAgents => {
  const { time, rng } = world;
  const takes = new Map<string, (ticket: string) => void>();
  const started = new Set<string>();
  const faults = {
    report: (where: string, error: unknown): void => void world.violations.push(`${where}: ${String(error)}`),
  };
  const onFrame = (message: LobbyMessage): void => {
    if (message.type === 'invite') takes.get(`${message.match} ${message.seat}`)?.(message.ticket);
    if (message.type === 'error') world.violations.push(`the lobby refused: ${message.message}`);
  };
  const connect = (agent: string): void => {
    openSocket<LobbyMessage, LobbyServer>(
      world,
      (server, outer, { seated }) => {
        const wire = watching(world, server, agent, outer);
        const principal = { kind: 'agent', id: agent, owner: 'owner', keyId: 'key' } as const;
        const verify = (): Promise<typeof principal> => Promise.resolve(principal);
        // A process that crashes gives nothing back, so each socket has a quota of its own.
        const owners = createQuota(1);
        const deps = { lobby: server.lobby, verify, owners, limits, faults };
        const session = createLobbySession(deps, wire, 'key', server.nowMs);
        seated(session);
        session.receive({ type: 'enter', games: gamesPlayed, concurrency: world.concurrency });
      },
      {
        onFrame,
        onClose: (code) => {
          // One that was replaced has another socket already.
          if (code !== 4011) time.schedule(50 + rng.int(200), () => connect(agent));
        },
      },
    );
  };
  return {
    expect: (agent, match, seat, take) => {
      takes.set(`${match} ${seat}`, take);
      if (started.has(agent)) return;
      started.add(agent);
      time.schedule(rng.int(1_000), () => connect(agent));
    },
  };
};
