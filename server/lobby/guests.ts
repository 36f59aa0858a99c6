import type { Guest } from './guest.ts';

/** The agents that are there or wanted. One that is neither is forgotten. */
export interface Guests {
  readonly guests: ReadonlyMap<string, Guest>;
  readonly guestOf: (agent: string) => Guest;
  readonly forgetIfGone: (guest: Guest) => void;
  readonly clear: () => void;
}

export const createGuests = (): Guests => {
  const guests = new Map<string, Guest>();
  return {
    guests,
    guestOf: (agent: string): Guest => {
      const known = guests.get(agent);
      if (known !== undefined) return known;
      const guest: Guest = {
        agent,
        sockets: [],
        places: new Map(),
        heard: new Map(),
        cancelAlarm: () => {},
      };
      guests.set(agent, guest);
      return guest;
    },
    forgetIfGone: ({ agent, sockets, places, heard, cancelAlarm }: Guest): void => {
      if (sockets.length > 0 || places.size > 0 || heard.size > 0) return;
      cancelAlarm();
      guests.delete(agent);
    },
    clear: () => {
      for (const { cancelAlarm } of guests.values()) cancelAlarm();
      guests.clear();
    },
  };
};
