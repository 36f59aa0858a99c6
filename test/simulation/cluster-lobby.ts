import type { Arena } from '../../server/arena/arena.ts';
import type { LobbyWire } from '../../server/lobby/guest.ts';
import type { Match } from '../../server/match/match.ts';
import { beatMs, type LobbyExchange } from '../../server/lobby/news.ts';
import type { ClusterServer } from './cluster-process.ts';
import { fastestPaceMax } from './cluster-faults.ts';
import { simulatedInviteMs, type WatchedWire } from './lobby.ts';
import { countTaken, seeInvites } from './watch-lobby.ts';

/** What happened to an agent's invitations over all processes. */
export interface InviteWatch {
  /** Every invitation that left a process. */
  readonly invites: readonly { readonly agent: string; readonly match: string; readonly seat: number }[];
  readonly watch: (server: ClusterServer, agent: string, wire: LobbyWire) => WatchedWire;
  /** An agent's socket has taken its seat. */
  readonly seated: (match: string, seat: number) => void;
  /** Sees when the matches of a process begin. */
  readonly matches: (arena: Pick<Arena, 'onCreated'>) => void;
  /** Sees what a process grants to others. */
  readonly grants: (exchange: LobbyExchange) => LobbyExchange;
}

interface WatchWorld {
  readonly violations: string[];
  readonly nowMs: () => number;
  /** What each agent asked for, all its programs together. */
  readonly concurrency: number;
  readonly servers: readonly (ClusterServer | undefined)[];
  /** Whether every process has known of all matches and sockets for a while. */
  readonly isUndisturbed: () => boolean;
  /** Whether a match was made so long ago that every lobby has heard of it. */
  readonly isKnown: (match: string) => boolean;
}

/** Longer than what lobbies tell at once is on its way. */
export const newsMs = 1_000;

/** How a process gave a seat away last. */
interface Given {
  readonly by: string;
  /** The match as the process held it then: whoever lets go of a match forgets its invitations. */
  readonly match: Match | undefined;
  readonly atMs: number;
  /** Whether the socket that got it is gone: then it is free again. */
  readonly isFree: () => boolean;
}

/** An invitation stands for so long, by clocks that run fast. */
const standsMs = simulatedInviteMs * (1 - fastestPaceMax / 1_000);

/** Sees who is given which seat: none twice by one process, and none beyond what an agent asked for. */
export const watchInvites = (world: WatchWorld): InviteWatch => {
  const { violations, concurrency, servers, nowMs } = world;
  const invites: { agent: string; match: string; seat: number }[] = [];
  const given = new Map<string, Given>();

  const give = (seat: string, next: Given): void => {
    const last = given.get(seat);
    const isSame = last?.by === next.by && last.match === next.match;
    const since = isSame && !last.isFree() ? next.atMs - last.atMs : Infinity;
    if (since < standsMs) violations.push(`${seat} was given away twice within ${since} ms`);
    given.set(seat, next);
  };
  const begunAtMs = new Map<string, number>();
  const seatedAtMs = new Map<string, number>();
  const isLongAgo = (atMs: number | undefined): boolean => nowMs() - (atMs ?? Infinity) > beatMs + newsMs;
  /**
   * A match counts for an agent from when it is there, or when the match has begun without it; others hear of either by
   * the next beat.
   */
  const isHeardOf = ({ id, ...match }: Match, seat: number): boolean =>
    (match.status() === 'running' && isLongAgo(begunAtMs.get(id))) ||
    (match.isConnected(seat) && isLongAgo(seatedAtMs.get(`${id} ${seat}`)));
  const countEverywhere = (agent: string, match: string): number =>
    servers.reduce(
      (sum, server) =>
        sum +
        (server === undefined
          ? 0
          : countTaken(
              server,
              agent,
              (other, seat) => other.id !== match && world.isKnown(other.id) && isHeardOf(other, seat),
            )),
      0,
    );
  /** One that has begun, or is over by the time that its invitation leaves, is offered without a look at concurrency. */
  const isWaiting = (match: string): boolean =>
    servers.some((server) => server?.arena.live(match)?.status() === 'waiting');
  return {
    invites,
    watch: (server, agent, outer) => {
      let isGone = false;
      const wire = seeInvites(outer, ({ match, seat }) => {
        invites.push({ agent, match, seat });
        if (world.isUndisturbed() && isWaiting(match) && countEverywhere(agent, match) >= concurrency)
          violations.push(`${agent} was invited beyond its concurrency`);
        const held = server.arena.live(match);
        const by = server.processId;
        if (held !== undefined)
          give(`${match} ${seat}`, { by, match: held, atMs: nowMs(), isFree: () => isGone });
      });
      const close: LobbyWire['close'] = (code, reason) => {
        isGone = true;
        wire.close(code, reason);
      };
      return {
        wire: { ...wire, close },
        onLost: () => {
          isGone = true;
        },
      };
    },
    seated: (match, seat) => void seatedAtMs.set(`${match} ${seat}`, nowMs()),
    matches: (arena) => {
      arena.onCreated((match) => {
        match.watch(() => {
          if (match.status() === 'running' && !begunAtMs.has(match.id)) begunAtMs.set(match.id, nowMs());
        });
      });
    },
    grants: (exchange) => ({
      ...exchange,
      send: (news) => {
        if (news.kind === 'grant') {
          const server = servers.find((one) => one?.processId === news.from);
          const held = server?.arena.live(news.match);
          const given = { by: news.from, match: held, atMs: nowMs(), isFree: () => false };
          give(`${news.match} ${news.seat}`, given);
        }
        exchange.send(news);
      },
    }),
  };
};
