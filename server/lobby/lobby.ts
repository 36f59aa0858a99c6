import { agentIdPattern } from '../accounts/accounts.ts';
import type { Match } from '../match/match.ts';
import {
  attend,
  placeKey,
  placeOf,
  presenceOf,
  settle,
  type Attendance,
  type Guest,
  type LobbyDeps,
  type LobbyWire,
  type Presence,
} from './guest.ts';

/**
 * The lobby. A match invites by being made: every seat of a registered agent that did not make the match itself is
 * offered to that agent's sockets, again and again until it is taken or the match is over. Nothing is remembered
 * that does not follow from the unfinished matches, so no restart loses an invitation.
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

/** A lobby over the matches of an arena, those that it has adopted included. */
export const createLobby = (deps: LobbyDeps): Lobby => {
  const { arena } = deps;
  const guests = new Map<string, Guest>();
  const guestOf = (agent: string): Guest => {
    const known = guests.get(agent);
    if (known !== undefined) return known;
    const guest: Guest = { agent, sockets: [], places: new Map(), cancelAlarm: () => {} };
    guests.set(agent, guest);
    return guest;
  };
  const forgetIfGone = ({ agent, sockets, places, cancelAlarm }: Guest): void => {
    if (sockets.length > 0 || places.size > 0) return;
    cancelAlarm();
    guests.delete(agent);
  };
  const expect = (match: Match): void => {
    for (const seat of invitingSeats(match, arena.creatorOf(match.id))) {
      const guest = guestOf(match.header.seats[seat]!.agent);
      guest.places.set(placeKey(match, seat), placeOf(match, seat));
      settle(deps, guest);
    }
  };
  const forget = (match: Match): void => {
    for (const [seat, { agent }] of match.header.seats.entries()) {
      const guest = guests.get(agent);
      if (guest?.places.delete(placeKey(match, seat)) !== true) continue;
      settle(deps, guest);
      forgetIfGone(guest);
    }
  };
  for (const match of arena.matches()) expect(match);
  const stops = [arena.onCreated(expect), arena.onEnded(forget), arena.onLeft(forget)];
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
    presences: () => [...guests.values()].map(presenceOf).filter(({ concurrency }) => concurrency > 0),
    takesChallenges: (agent, game) =>
      guests.get(agent)?.sockets.some(({ terms }) => terms.challenges && terms.games.includes(game)) === true,
    close: () => {
      for (const stop of stops) stop();
      for (const guest of guests.values()) guest.cancelAlarm();
      guests.clear();
    },
  };
};
