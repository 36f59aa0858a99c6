import type { LobbyWire } from '../../server/lobby/guest.ts';
import type { Match } from '../../server/match/match.ts';
import type { LobbyMessage } from '../../server/protocol/messages.ts';
import { simulatedInviteMs, type WatchedWire } from './lobby.ts';
import type { LobbyServer } from './network.ts';

type Invite = Extract<LobbyMessage, { readonly type: 'invite' }>;

/** A wire whose invitations are looked at as they leave the server. */
export const seeInvites = (outer: LobbyWire, see: (invite: Invite) => void): LobbyWire => ({
  send: (message) => {
    if (message.type === 'invite') see(message);
    outer.send(message);
  },
  close: (code, reason) => outer.close(code, reason),
});

/** An agent's seats on this server that count against its concurrency, whatever was offered, as far as `counts` says. */
export const countTaken = (
  { arena }: Pick<LobbyServer, 'arena'>,
  agent: string,
  counts: (match: Match, seat: number) => boolean,
): number => {
  let count = 0;
  for (const match of arena.matches())
    for (const [seat, entry] of match.header.seats.entries())
      if (entry.agent === agent && counts(match, seat) && match.status() !== 'over')
        count += match.status() === 'running' || match.isConnected(seat) ? 1 : 0;
  return count;
};

/** Sees every invitation of one server: to the right agent, within its concurrency, not twice on one socket. */
export const watchLobby =
  (concurrency: number, violations: string[]) =>
  (server: LobbyServer, agent: string, outer: LobbyWire): WatchedWire => {
    const lastMs = new Map<string, number>();
    const wire = seeInvites(outer, ({ match: id, seat }) => {
      const match = server.arena.live(id);
      if (match?.header.seats[seat]?.agent !== agent)
        violations.push(`${agent} was invited to a seat of others`);
      const isFresh = match?.status() !== 'running';
      if (isFresh && countTaken(server, agent, (other) => other.id !== id) >= concurrency)
        violations.push(`${agent} was invited beyond its concurrency`);
      const key = `${id} ${seat}`;
      const since = Math.round(server.nowMs() - (lastMs.get(key) ?? -Infinity));
      if (since < simulatedInviteMs) violations.push(`${agent} was invited twice within ${since} ms`);
      lastMs.set(key, server.nowMs());
    });
    return { wire, onLost: () => {} };
  };
