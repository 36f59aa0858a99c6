import type { ClockSettings } from '../../replays/format.ts';
import type { Deadline } from '../protocol/messages.ts';

/** Added to every deadline, for the way of a frame through the network and the loop. */
export const graceMs = 250;

/** One seat's time, in arena milliseconds: its turns, its bank and its time without a socket. */
export interface SeatClock {
  startTurn(now: number): void;
  /** Ends the turn; answers the think time, rounded to whole milliseconds. */
  stopTurn(now: number): number;
  /** The seat is without a socket, and its time for that runs from here, which may lie ahead. */
  drop(from: number): void;
  comeBack(now: number): void;
  /** When the open turn is lost; undefined while no turn runs. */
  turnDueAt(): number | undefined;
  /** When the seat has been away for too long; undefined while it is connected. */
  disconnectDueAt(): number | undefined;
  /** What a `turn` message says of the time that is left. */
  deadline(now: number): Deadline;
  bankMs(): number;
}

/** What is left in the bank after a turn of `spentMs`; the free time of a move comes first. */
export const bankAfter = (settings: ClockSettings, bankMs: number, spentMs: number): number =>
  Math.max(0, bankMs - Math.max(0, spentMs - (settings.moveMs ?? 0))) + settings.incrementMs;

/** A seat's clock with `bankMs` left; after a restart the time away starts anew. */
export const createSeatClock = (settings: ClockSettings, bankMs: number = settings.bankMs): SeatClock => {
  let bank = bankMs;
  let awayLeft = settings.disconnectMs;
  let turnAt: number | undefined;
  let awayAt: number | undefined;
  const budget = (): number => (settings.moveMs ?? 0) + bank;
  return {
    startTurn: (now) => {
      turnAt = now;
    },
    stopTurn: (now) => {
      if (turnAt === undefined) return 0;
      const spent = Math.max(0, Math.round(now - turnAt));
      bank = bankAfter(settings, bank, spent);
      turnAt = undefined;
      return spent;
    },
    drop: (from) => {
      awayAt = from;
    },
    comeBack: (now) => {
      if (awayAt !== undefined) awayLeft = Math.max(0, awayLeft - Math.max(0, now - awayAt));
      awayAt = undefined;
    },
    turnDueAt: () => (turnAt === undefined ? undefined : turnAt + budget() + graceMs),
    disconnectDueAt: () => (awayAt === undefined ? undefined : awayAt + awayLeft + graceMs),
    deadline: (now) => {
      const spent = turnAt === undefined ? 0 : Math.max(0, Math.round(now - turnAt));
      const free = settings.moveMs;
      const bankLeft = Math.round(Math.max(0, bank - Math.max(0, spent - (free ?? 0))));
      return free === undefined
        ? { bankMs: bankLeft }
        : { moveMs: Math.max(0, free - spent), bankMs: bankLeft };
    },
    bankMs: () => Math.round(bank),
  };
};
