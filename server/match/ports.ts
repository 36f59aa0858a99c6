import type { ServerMessage } from '../protocol/messages.ts';

/** Stops what was scheduled; harmless when it has already happened. */
export type Cancel = () => void;

/**
 * Arena time: monotonic milliseconds during which the arena was able to listen. Time in which the process
 * stood still does not pass here, so it cannot cost anybody a game.
 */
export interface Clock {
  now(): number;
  /** Wall time as an ISO 8601 instant, for the `at` of records; nothing is decided by it. */
  instant(): string;
  /** Calls `callback` once, not before `ms` of arena time have passed and a poll phase has let sockets be read. */
  after(ms: number, callback: () => void): Cancel;
  /** Tells of each pause of the process, in milliseconds; none of it was arena time. */
  onPause(listener: (ms: number) => void): Cancel;
}

/** One seat's connection, whatever carries it: a socket of either door, or a hosted player in this process. */
export interface Wire {
  send(message: ServerMessage): void;
  close(code: number, reason: string): void;
}
