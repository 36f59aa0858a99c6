import type { Arena } from '../arena/arena.ts';
import type { Tickets } from '../arena/tickets.ts';
import { formatErrorMessage, refuse, type Refusal } from '../errors.ts';
import type { Match } from '../match/match.ts';
import type { Cancel, Clock } from '../match/ports.ts';
import { closeCodes } from '../protocol/constants.ts';
import type { Enter, LobbyMessage } from '../protocol/messages.ts';
import { chooseOffers, type Place, type Terms, type Worker } from './offers.ts';

/** An agent's socket in the lobby, whatever carries it. */
export interface LobbyWire {
  send(message: LobbyMessage): void;
  close(code: number, reason: string): void;
}

export interface LobbyDeps {
  readonly arena: Pick<Arena, 'matches' | 'creatorOf' | 'onCreated' | 'onEnded' | 'onLeft'>;
  readonly tickets: Pick<Tickets, 'issue'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly games: readonly { readonly id: string }[];
  readonly limits: { readonly inviteMs: number; readonly lobbySocketsPerAgentMax: number };
  /** Whether anybody is invited now: an arena that is about to stop calls nobody. */
  readonly isInviting: () => boolean;
  /** The address of the JSON door. */
  readonly playUrl: () => string;
}

/** One socket of an agent, from its hello on. */
export interface Attendance {
  /** Sets the terms and answers `entered`; invitations follow. */
  enter(request: Enter): Refusal | undefined;
  /** No more invitations: the agent said so, or its socket is gone. What was offered to it is free for others. */
  leave(): void;
}

/** Who is there, as anybody may see it. */
export interface Presence {
  readonly agent: string;
  readonly games: readonly string[];
  readonly concurrency: number;
  /** Unfinished matches that have a seat for the agent. */
  readonly matches: number;
  readonly challenges: boolean;
}

interface Socket extends Worker {
  terms: Terms;
  /** Which program of the agent this is; undefined before it has entered. */
  worker: string | undefined;
  readonly wire: LobbyWire;
}

interface AgentPlace extends Place<Socket> {
  worker: Socket | undefined;
  offeredUntilMs: number;
  readonly match: string;
  readonly seat: number;
}

/** An agent that is there, or is wanted. */
export interface Guest {
  readonly agent: string;
  /** Oldest first; those that have entered have games. */
  readonly sockets: Socket[];
  /** By match and seat, oldest first. */
  readonly places: Map<string, AgentPlace>;
  cancelAlarm: Cancel;
}

const noTerms: Terms = { games: [], concurrency: 0, challenges: false };

/** What a place is found by. */
export const placeKey = (match: Match, seat: number): string => `${match.id} ${seat}`;

/** A place that nobody was asked to take yet. */
export const placeOf = (match: Match, seat: number): AgentPlace => ({
  match: match.id,
  seat,
  game: match.game.id,
  isSeated: () => match.isConnected(seat),
  isRunning: () => match.status() === 'running',
  worker: undefined,
  offeredUntilMs: 0,
});

/** Offers what can be offered, and looks again when these offers have run out. */
export const settle = (deps: LobbyDeps, guest: Guest): void => {
  const { sockets, places } = guest;
  const { clock, limits, tickets } = deps;
  guest.cancelAlarm();
  if (!deps.isInviting()) return;
  const nowMs = clock.now();
  for (const { place, worker } of chooseOffers(places.values(), sockets, nowMs)) {
    const { match, seat, game } = place;
    place.worker = worker;
    place.offeredUntilMs = nowMs + limits.inviteMs;
    const ticket = tickets.issue({ match, seat });
    worker.wire.send({ type: 'invite', match, seat, game, url: deps.playUrl(), ticket });
  }
  if (sockets.length > 0 && places.size > 0)
    guest.cancelAlarm = clock.after(limits.inviteMs, () => settle(deps, guest));
};

/** What anybody may know of a guest. */
export const presenceOf = ({ agent, sockets, places }: Guest): Presence => ({
  agent,
  games: [...new Set(sockets.flatMap(({ terms }) => terms.games))],
  concurrency: sockets.reduce((sum, { terms }) => sum + terms.concurrency, 0),
  matches: places.size,
  challenges: sockets.some(({ terms }) => terms.challenges),
});

/** A socket too many: the oldest goes, which may be one whose loss nobody has noticed. */
const replaceOldest = (guest: Guest, socketsMax: number): void => {
  if (guest.sockets.length < socketsMax) return;
  const [oldest] = guest.sockets.splice(0, 1);
  oldest!.wire.send(formatErrorMessage(refuse('too-many-sockets')));
  oldest!.wire.close(closeCodes.replaced, 'too-many-sockets');
};

/** A program has come back on another socket, perhaps before the loss of the first was noticed. */
const replace = (guest: Guest, old: Socket, socket: Socket): void => {
  guest.sockets.splice(guest.sockets.indexOf(old), 1);
  for (const place of guest.places.values())
    if (place.worker === old) {
      place.worker = socket;
      place.offeredUntilMs = 0;
    }
  old.wire.close(closeCodes.replaced, 'another socket took this place');
};

/** Lets a socket of the guest in; it is asked nothing before it enters. */
export const attend = (deps: LobbyDeps, guest: Guest, wire: LobbyWire): Attendance => {
  const socket: Socket = { wire, terms: noTerms, worker: undefined };
  replaceOldest(guest, deps.limits.lobbySocketsPerAgentMax);
  guest.sockets.push(socket);
  return {
    enter: ({ games, concurrency = 1, challenges = false, worker = '' }) => {
      const unknown = games.find((game) => !deps.games.some(({ id }) => id === game));
      if (unknown !== undefined)
        return refuse('unknown-game', `There is no game ${JSON.stringify(unknown)}.`);
      const twin = guest.sockets.find((other) => other !== socket && other.worker === worker);
      if (twin !== undefined) replace(guest, twin, socket);
      socket.worker = worker;
      socket.terms = { games, concurrency, challenges };
      const matches = guest.places.size;
      wire.send({ type: 'entered', agent: guest.agent, ...socket.terms, games: [...games], matches });
      settle(deps, guest);
      return undefined;
    },
    leave: () => {
      const at = guest.sockets.indexOf(socket);
      if (at < 0) return;
      guest.sockets.splice(at, 1);
      for (const place of guest.places.values()) if (place.worker === socket) place.offeredUntilMs = 0;
      settle(deps, guest);
    },
  };
};
