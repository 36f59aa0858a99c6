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

/** A wire that somebody looks at. */
export interface WatchedWire {
  readonly wire: LobbyWire;
  /** Its socket is lost, and the server is about to know. */
  readonly onLost: () => void;
}

interface LobbyWorld<S extends LobbyServer> extends NetworkWorld<S> {
  /** The programs of each agent. */
  readonly workers: readonly string[];
  /** Matches at once of each program. */
  readonly concurrency: number;
  readonly violations: string[];
  /** Sees what leaves a server for an agent. */
  readonly watch: (server: S, agent: string, wire: LobbyWire) => WatchedWire;
}

/** The agents of a history that stand by in the lobby. */
export interface LobbyAgents {
  /** From now on the agent waits for its invitation to this seat; `take` sits down, and may be called again. */
  expect(agent: string, match: string, seat: number, take: (ticket: string) => void): void;
}

/** Agents that enter, come back whenever their socket is lost, and sit down where they are invited. */
export const createLobbyAgents = <S extends LobbyServer>(world: LobbyWorld<S>): LobbyAgents => {
  const { time, rng, concurrency } = world;
  const takes = new Map<string, (ticket: string) => void>();
  const started = new Set<string>();
  const faults = {
    report: (where: string, error: unknown): void => void world.violations.push(`${where}: ${String(error)}`),
  };
  const onFrame = (message: LobbyMessage): void => {
    if (message.type === 'invite') takes.get(`${message.match} ${message.seat}`)?.(message.ticket);
    if (message.type === 'error') world.violations.push(`the lobby refused: ${message.message}`);
  };
  const connect = (agent: string, worker: string): void => {
    openSocket<LobbyMessage, S>(
      world,
      (server, outer, { seated }) => {
        const { wire, onLost } = world.watch(server, agent, outer);
        const principal = { kind: 'agent', id: agent, owner: 'owner', keyId: 'key' } as const;
        const verify = (): Promise<typeof principal> => Promise.resolve(principal);
        // A process that crashes gives nothing back, so each socket has a quota of its own.
        const owners = createQuota(1);
        const accounts = { whenRevoked: () => () => {} };
        const deps = { lobby: server.lobby, accounts, verify, owners, limits, faults };
        const session = createLobbySession(deps, wire, 'key', server.nowMs);
        const drop = (): void => {
          onLost();
          session.drop();
        };
        seated({ ...session, drop });
        session.receive({ type: 'enter', games: gamesPlayed, concurrency, worker });
      },
      {
        onFrame,
        onClose: (code) => {
          // One that was replaced has another socket already.
          if (code !== 4011) time.schedule(50 + rng.int(200), () => connect(agent, worker));
        },
      },
    );
  };
  return {
    expect: (agent, match, seat, take) => {
      takes.set(`${match} ${seat}`, take);
      if (started.has(agent)) return;
      started.add(agent);
      for (const worker of world.workers) time.schedule(rng.int(1_000), () => connect(agent, worker));
    },
  };
};
