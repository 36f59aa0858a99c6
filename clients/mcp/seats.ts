import { ArenaError } from '../sdk/arena-error.ts';
import { createMcpSeat, type McpSeat, type SeatDeps } from './seat.ts';

/** Seats that one process holds at once. */
const seatsMax = 1000;

/** Seats by their tickets. A ticket is all that a caller needs, so a seat is found again after a restart. */
export interface McpSeats {
  of(ticket: string): McpSeat;
  close(): void;
}

export const createMcpSeats = (deps: Omit<SeatDeps, 'ticket'>): McpSeats => {
  const seats = new Map<string, McpSeat>();
  /** Those that are over make room: their result is told again by the arena. */
  const makeRoom = (): void => {
    for (const [ticket, seat] of seats) {
      if (seats.size < seatsMax) return;
      if (isOver(seat)) seats.delete(ticket);
    }
    if (seats.size >= seatsMax)
      throw new ArenaError(
        'too-many-matches',
        `${seatsMax} seats are held already.`,
        'Play some to their end first.',
      );
  };
  return {
    of: (ticket) => {
      const known = seats.get(ticket);
      if (known !== undefined) return known;
      if (seats.size >= seatsMax) makeRoom();
      // A ticket that opens nothing is not kept, so that guesses do not fill the table.
      const seat = createMcpSeat({ ...deps, ticket, onGone: () => seats.delete(ticket) });
      seats.set(ticket, seat);
      return seat;
    },
    close: () => {
      for (const seat of seats.values()) seat.leave();
      seats.clear();
    },
  };
};

const isOver = (seat: McpSeat): boolean => {
  try {
    return seat.standing().status === 'over';
  } catch {
    return true;
  }
};
