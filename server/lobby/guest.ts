import type { Arena } from '../arena/arena.ts';
import type { Tickets } from '../arena/tickets.ts';
import type { Match } from '../match/match.ts';
import type { Cancel, Clock } from '../match/ports.ts';
import type { LobbyMessage } from '../protocol/messages.ts';
import { type Heard, placesHeard, type ToldPlace, workersHeard } from './hearsay.ts';
import type { AgentFacts, LobbyExchange, WorkerFacts } from './news.ts';
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
  /** Absent: there is no other process. */
  readonly exchange?: LobbyExchange | undefined;
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

/** A socket of an agent in this process. */
export interface Socket {
  readonly wire: LobbyWire;
  terms: Terms;
  /** Which program of the agent this is; undefined before it has entered. */
  worker: string | undefined;
  /** Of the sockets that this program has had, the one with the highest counts. */
  term: number;
  /** Sockets of this program at other processes that were known when this one came. */
  after: WorkerFacts['after'];
}

/** A place in a match of this process. */
export interface OwnPlace extends Place {
  worker: string | undefined;
  offeredUntilMs: number;
  /** The socket that it was offered on last; undefined: one of another process, or none. */
  socket: Socket | undefined;
  readonly match: string;
  readonly seat: number;
}

/** An agent that is there, or is wanted. */
export interface Guest {
  readonly agent: string;
  /** Oldest first; those that have entered have a worker's name. */
  readonly sockets: Socket[];
  /** By match and seat, oldest first. */
  readonly places: Map<string, OwnPlace>;
  /** What other processes told of it, by the process. */
  readonly heard: Map<string, Heard>;
  cancelAlarm: Cancel;
}

/** A program of an agent; without a socket: another process has that. */
interface Program extends Worker {
  readonly socket?: Socket;
}

/** An ask for a place that is not granted in this time is made anew, if the place is still free. */
const askMs = 2_000;

/** What a place is found by. */
export const placeKey = (match: string, seat: number): string => `${match} ${seat}`;

/** A place that nobody was asked to take yet, unless the process that played the match before has told of an offer. */
export const placeOf = (
  match: Match,
  seat: number,
  nowMs: number,
  before: ToldPlace | undefined,
): OwnPlace => ({
  match: match.id,
  seat,
  game: match.game.id,
  isSeated: () => match.isConnected(seat),
  isRunning: () => match.status() === 'running',
  worker: before?.worker,
  socket: undefined,
  offeredUntilMs: before?.offeredUntilMs ?? 0,
  sinceMs: nowMs,
});

const ownProgramsOf = ({ sockets }: Guest): readonly (Program & { readonly socket: Socket })[] =>
  sockets.flatMap((socket) =>
    socket.worker === undefined ? [] : [{ name: socket.worker, terms: socket.terms, socket }],
  );

/**
 * All programs of a guest, each once: where two processes have a socket of one, its own counts until they agree. Its own
 * come first: of programs with as much room every process chooses one, and the process that plays the match decides.
 */
const programsOf = (guest: Guest, nowMs: number): readonly Program[] => {
  const own = ownProgramsOf(guest);
  const known = new Set(own.map(({ name }) => name));
  const others = new Map<string, Program>();
  for (const worker of workersHeard(guest.heard, nowMs))
    if (!known.has(worker.name)) others.set(worker.name, worker);
  return [...own, ...others.values()];
};

/** All places of a guest, each once: its own count where it has just taken a match over. */
export const placesOf = ({ places, heard }: Guest, nowMs: number): readonly (OwnPlace | ToldPlace)[] => [
  ...new Map<string, OwnPlace | ToldPlace>([...placesHeard(heard, nowMs), ...places]).values(),
];

const invite = (
  { tickets, playUrl }: LobbyDeps,
  { match, seat, game }: OwnPlace | ToldPlace,
  { wire }: Socket,
): void =>
  wire.send({ type: 'invite', match, seat, game, url: playUrl(), ticket: tickets.issue({ match, seat }) });

/**
 * Offers what can be offered, and looks again when these offers have run out. Every process makes this choice over all
 * programs and all places that it knows of, and does its own part of it: what is chosen for a program with a socket here
 * is offered to it, once the process that plays the match has granted it.
 */
export const settle = (deps: LobbyDeps, guest: Guest): void => {
  const { agent, places } = guest;
  const { clock, limits, exchange } = deps;
  guest.cancelAlarm();
  if (!deps.isInviting() || guest.sockets.length === 0) return;
  const nowMs = clock.now();
  for (const { place, worker } of chooseOffers(placesOf(guest, nowMs), programsOf(guest, nowMs), nowMs)) {
    const { name, socket } = worker;
    if (socket === undefined) continue;
    const { match, seat } = place;
    place.worker = name;
    if ('owner' in place) {
      place.offeredUntilMs = place.askedUntilMs = nowMs + askMs;
      exchange?.send({ kind: 'ask', from: exchange.id, to: place.owner, worker: name, agent, match, seat });
    } else {
      place.offeredUntilMs = nowMs + limits.inviteMs;
      place.socket = socket;
      invite(deps, place, socket);
    }
  }
  if (places.size > 0) guest.cancelAlarm = clock.after(limits.inviteMs, () => settle(deps, guest));
};

/** Whether a place of this process is given to a program of another one. It is given once, whoever else asks. */
export const grant = ({ clock, limits, isInviting }: LobbyDeps, place: OwnPlace, worker: string): boolean => {
  const nowMs = clock.now();
  if (!isInviting() || place.isSeated() || nowMs < place.offeredUntilMs) return false;
  place.worker = worker;
  place.socket = undefined;
  place.offeredUntilMs = nowMs + limits.inviteMs;
  return true;
};

/** Passes on what another process has granted, unless that took so long that its room may be given away. */
export const passOn = (deps: LobbyDeps, guest: Guest, place: ToldPlace): void => {
  const nowMs = deps.clock.now();
  const program = ownProgramsOf(guest).find(({ name }) => name === place.worker);
  if (nowMs >= place.askedUntilMs || program === undefined || !deps.isInviting()) return;
  place.askedUntilMs = 0;
  place.offeredUntilMs = nowMs + deps.limits.inviteMs;
  invite(deps, place, program.socket);
};

/** What this process tells the others of a guest. */
export const factsOf = ({ agent, sockets, places }: Guest, nowMs: number): AgentFacts => ({
  agent,
  workers: sockets.flatMap(({ worker: name, terms, term, after }) =>
    name === undefined ? [] : [{ ...terms, games: [...terms.games], name, term, after }],
  ),
  places: [...places.values()].map(({ match, seat, game, worker, ...place }) => ({
    match,
    seat,
    game,
    worker,
    isSeated: place.isSeated(),
    isRunning: place.isRunning(),
    offeredMs: Math.max(0, place.offeredUntilMs - nowMs),
  })),
});

/** What anybody may know of a guest. */
export const presenceOf = (guest: Guest, nowMs: number): Presence => {
  const terms = programsOf(guest, nowMs).map((program) => program.terms);
  return {
    agent: guest.agent,
    games: [...new Set(terms.flatMap(({ games }) => games))],
    concurrency: terms.reduce((sum, { concurrency }) => sum + concurrency, 0),
    matches: placesOf(guest, nowMs).length,
    challenges: terms.some(({ challenges }) => challenges),
  };
};

/** Whether one program of a guest plays a game with agents of other owners. */
export const takesChallenge = (guest: Guest, game: string, nowMs: number): boolean =>
  programsOf(guest, nowMs).some(({ terms }) => terms.challenges && terms.games.includes(game));
