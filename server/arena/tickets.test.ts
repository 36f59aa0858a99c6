import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTickets } from './tickets.ts';

const tickets = createTickets('a secret');
const seats = fc.record({
  match: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{5,63}$/),
  seat: fc.nat(63),
});

describe('a ticket', () => {
  test('opens the seat that it was issued for, here and after a restart', () => {
    fc.assert(
      fc.property(seats, (seat) => {
        expect(tickets.open(tickets.issue(seat))).toEqual(seat);
        expect(createTickets('a secret').open(tickets.issue(seat))).toEqual(seat);
      }),
    );
  });

  test('opens nothing under another secret', () => {
    fc.assert(
      fc.property(seats, (seat) => {
        expect(createTickets('another secret').open(tickets.issue(seat))).toBeUndefined();
      }),
    );
  });

  test('opens no other seat and no other match, and nothing once a character is changed', () => {
    fc.assert(
      fc.property(seats, fc.nat(), fc.constantFrom('A', '0', '.', ''), (seat, place, character) => {
        const ticket = tickets.issue(seat);
        const [match, number, mac] = ticket.split('.');
        expect(tickets.open(`${match}.${(seat.seat + 1) % 64}.${mac}`)).toBeUndefined();
        expect(tickets.open(`${match}x.${number}.${mac}`)).toBeUndefined();
        const at = place % ticket.length;
        const changed = ticket.slice(0, at) + character + ticket.slice(at + 1);
        expect(changed === ticket || tickets.open(changed) === undefined).toBe(true);
      }),
    );
  });

  test.each(['', '.', '..', 'm12345.0.', 'm12345.0.é', `m12345.0.${'é'.repeat(43)}`])('is not %j', (text) => {
    expect(tickets.open(text)).toBeUndefined();
  });
});
