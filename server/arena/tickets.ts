import { createHmac, timingSafeEqual } from 'node:crypto';

/** The seat that a ticket opens. */
export interface TicketSeat {
  readonly match: string;
  readonly seat: number;
}

/**
 * Tickets that need no storage: the match, the seat, and a keyed hash of both. A ticket therefore still opens
 * its seat after a restart, and still gets the result after the match is over.
 */
export interface Tickets {
  issue(seat: TicketSeat): string;
  /** The seat of a ticket; undefined unless this arena issued it. */
  open(ticket: string): TicketSeat | undefined;
}

const macOf = (secret: string, match: string, seat: number): string =>
  createHmac('sha256', secret).update(`agon-ticket-v1|${match}|${seat}`).digest('base64url');

/** Tickets under `secret`, which must be unpredictable and outlive the process. */
export const createTickets = (secret: string): Tickets => ({
  issue: ({ match, seat }) => `${match}.${seat}.${macOf(secret, match, seat)}`,
  open: (ticket) => {
    const parts = /^([A-Za-z0-9_-]{6,64})\.(\d{1,2})\.([A-Za-z0-9_-]{43})$/.exec(ticket);
    if (parts === null) return undefined;
    const match = parts[1]!;
    const seat = Number(parts[2]);
    const expected = Buffer.from(macOf(secret, match, seat));
    return timingSafeEqual(expected, Buffer.from(parts[3]!)) ? { match, seat } : undefined;
  },
});
