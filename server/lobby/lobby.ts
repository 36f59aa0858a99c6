import { agentIdPattern } from '../accounts/accounts.ts';
import type { Match } from '../match/match.ts';
import type { Cancel } from '../match/ports.ts';
import { attend, type Attendance, type AttendanceDeps } from './attendance.ts';
import {
  placeKey,
  placeOf,
  presenceOf,
  settle,
  takesChallenge,
  type LobbyDeps,
  type LobbyWire,
  type Presence,
} from './guest.ts';
import { createGuests, type Guests } from './guests.ts';
import { placesHeard } from './hearsay.ts';
import { createListener } from './listener.ts';
import { createTeller, type Teller } from './teller.ts';

/**
 * The lobby. A match invites by being made: every seat of a registered agent that did not make the match itself is
 * offered to that agent's sockets, again and again until it is taken or the match is over. Nothing is remembered
 * that does not follow from the unfinished matches, so no restart loses an invitation. The lobbies of several processes
 * tell each other who is there and what is to be played, and are one as far as they hear each other.
 */
export interface Lobby {
  attend(agent: string, wire: LobbyWire): Attendance;
  presences(): readonly Presence[];
  /** Whether owners other than its own may seat an agent in `game` now. */
  takesChallenges(agent: string, game: string): boolean;
  close(): void;
}

/** Seats of a match that invite: those of registered agents, unless the agent made the match and so has its ticket. */
const invitingSeats = (match: Match, creator: string | null | undefined): readonly number[] =>
  match.header.seats.flatMap(({ agent }, seat) =>
    agentIdPattern.test(agent) && agent !== creator ? [seat] : [],
  );

/** A lobby that is on its own. */
const silent: Teller = { tell: () => {}, close: () => {} };

/** Expects the agents of every match of an arena, for as long as the match is there. Answers what ends it. */
const followMatches = (
  deps: AttendanceDeps,
  { guests, guestOf, forgetIfGone }: Guests,
): readonly Cancel[] => {
  const { arena, clock, tell } = deps;
  const expect = (match: Match): void => {
    const nowMs = clock.now();
    for (const seat of invitingSeats(match, arena.creatorOf(match.id))) {
      const guest = guestOf(match.header.seats[seat]!.agent);
      const key = placeKey(match.id, seat);
      guest.places.set(key, placeOf(match, seat, nowMs, placesHeard(guest.heard, nowMs).get(key)));
      settle(deps, guest);
      tell(guest);
    }
  };
  const forget = (match: Match): void => {
    for (const [seat, { agent }] of match.header.seats.entries()) {
      const guest = guests.get(agent);
      if (guest?.places.delete(placeKey(match.id, seat)) !== true) continue;
      settle(deps, guest);
      tell(guest);
      forgetIfGone(guest);
    }
  };
  for (const match of arena.matches()) expect(match);
  return [arena.onCreated(expect), arena.onEnded(forget), arena.onLeft(forget)];
};

/** A lobby over the matches of an arena, those that it has adopted included. */
export const createLobby = (lobbyDeps: LobbyDeps): Lobby => {
  const { clock, exchange } = lobbyDeps;
  const all = createGuests();
  const { guests, guestOf, forgetIfGone } = all;
  const teller = exchange === undefined ? silent : createTeller(lobbyDeps, exchange, guests, forgetIfGone);
  const deps: AttendanceDeps = { ...lobbyDeps, tell: (guest) => teller.tell(guest) };
  const stops = [
    ...followMatches(deps, all),
    ...(exchange === undefined ? [] : [exchange.listen(createListener({ ...deps, exchange }, all))]),
  ];
  return {
    attend: (agent, wire) => {
      const guest = guestOf(agent);
      const attendance = attend(deps, guest, wire);
      return {
        enter: (request) => attendance.enter(request),
        leave: () => {
          attendance.leave();
          forgetIfGone(guest);
        },
      };
    },
    presences: () =>
      [...guests.values()]
        .map((guest) => presenceOf(guest, clock.now()))
        .filter(({ concurrency }) => concurrency > 0),
    takesChallenges: (agent, game) => {
      const guest = guests.get(agent);
      return guest !== undefined && takesChallenge(guest, game, clock.now());
    },
    close: () => {
      for (const stop of stops) stop();
      teller.close();
      all.clear();
    },
  };
};
