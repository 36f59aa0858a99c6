import { formatErrorMessage, refuse, type Refusal } from '../errors.ts';
import { closeCodes } from '../protocol/constants.ts';
import type { Enter } from '../protocol/messages.ts';
import { placesOf, settle, type Guest, type LobbyDeps, type LobbyWire, type Socket } from './guest.ts';
import type { WorkerFacts } from './news.ts';
import type { Terms } from './offers.ts';

/** One socket of an agent, from its hello on. */
export interface Attendance {
  /** Sets the terms and answers `entered`; invitations follow. */
  enter(request: Enter): Refusal | undefined;
  /** No more invitations: the agent said so, or its socket is gone. What was offered to it is free for others. */
  leave(): void;
}

export interface AttendanceDeps extends LobbyDeps {
  /** Others have to know of a change in this guest. */
  readonly tell: (guest: Guest) => void;
}

const noTerms: Terms = { games: [], concurrency: 0, challenges: false };

/** What was offered on a socket that is gone is free. */
const free = ({ places }: Guest, socket: Socket): void => {
  for (const place of places.values()) if (place.socket === socket) place.offeredUntilMs = 0;
};

const replacedReason = 'another socket took this place';

/** A socket too many: the oldest goes, which may be one whose loss nobody has noticed. */
const replaceOldest = (guest: Guest, socketsMax: number): void => {
  if (guest.sockets.length < socketsMax) return;
  const [oldest] = guest.sockets.splice(0, 1);
  free(guest, oldest!);
  oldest!.wire.send(formatErrorMessage(refuse('too-many-sockets')));
  oldest!.wire.close(closeCodes.replaced, 'too-many-sockets');
};

/** Takes a socket out whose program has another one now. */
const replace = (guest: Guest, old: Socket, closeCode: number): void => {
  guest.sockets.splice(guest.sockets.indexOf(old), 1);
  free(guest, old);
  old.wire.close(closeCode, replacedReason);
};

/** The sockets that a program is known to have at other processes. */
const elsewhere = ({ heard }: Guest, worker: string): WorkerFacts['after'] =>
  [...heard].flatMap(([process, { workers }]) =>
    workers.flatMap(({ name, term }) => (name === worker ? [{ process, term }] : [])),
  );

/** Counts a socket of a program after all others that it is known to have had, here or at other processes. */
const count = (guest: Guest, socket: Socket, worker: string): void => {
  socket.after = elsewhere(guest, worker);
  const here = guest.sockets.filter((other) => other.worker === worker);
  socket.term = 1 + Math.max(0, ...[...here, ...socket.after].map(({ term }) => term));
};

/**
 * A program has come back at another process, perhaps before the loss of its socket here was noticed. Where that process
 * did not know of the socket here, nobody can say which came last: this one is closed so that it may come again, and
 * is the last then.
 */
export const giveWay = (
  guest: Guest,
  workers: readonly WorkerFacts[],
  { from, here }: { readonly from: string; readonly here: string },
): boolean => {
  let gaveWay = false;
  for (const { name, term, after } of workers) {
    const mine = guest.sockets.find(({ worker }) => worker === name);
    if (mine === undefined || term < mine.term || (term === mine.term && from < here)) continue;
    const isLater = after.some((known) => known.process === here && known.term === mine.term);
    replace(guest, mine, isLater ? closeCodes.replaced : closeCodes.goingAway);
    gaveWay = true;
  }
  return gaveWay;
};

/** Lets a socket of the guest in; it is asked nothing before it enters. */
export const attend = (deps: AttendanceDeps, guest: Guest, wire: LobbyWire): Attendance => {
  const socket: Socket = { wire, terms: noTerms, worker: undefined, term: 0, after: [] };
  replaceOldest(guest, deps.limits.lobbySocketsPerAgentMax);
  guest.sockets.push(socket);
  const takePlaceOf = (worker: string): void => {
    if (socket.worker !== worker) count(guest, socket, worker);
    const twin = guest.sockets.find((other) => other !== socket && other.worker === worker);
    if (twin !== undefined) replace(guest, twin, closeCodes.replaced);
    socket.worker = worker;
  };
  return {
    enter: ({ games, concurrency = 1, challenges = false, worker = '' }) => {
      const unknown = games.find((game) => !deps.games.some(({ id }) => id === game));
      if (unknown !== undefined)
        return refuse('unknown-game', `There is no game ${JSON.stringify(unknown)}.`);
      takePlaceOf(worker);
      socket.terms = { games, concurrency, challenges };
      const matches = placesOf(guest, deps.clock.now()).length;
      wire.send({ type: 'entered', agent: guest.agent, ...socket.terms, games: [...games], matches });
      deps.tell(guest);
      settle(deps, guest);
      return undefined;
    },
    leave: () => {
      const at = guest.sockets.indexOf(socket);
      if (at < 0) return;
      guest.sockets.splice(at, 1);
      free(guest, socket);
      deps.tell(guest);
      settle(deps, guest);
    },
  };
};
