import { limits } from '../protocol/limits.ts';

/** The limits of the doors: those of the protocol, and those that concern rooms only. */
export const doorLimits = {
  ...limits,
  /** A client that has joined a room but never acknowledges it has everything queued without end: it gets this long. */
  acknowledgeMs: 5_000,
  /** Clients of one room, seats included; a seat always has the JSON door as well. */
  roomClientsMax: 2_000,
} as const;

/** The limits as numbers, so that a test can set one where the real one takes too long to reach. */
export type DoorLimits = { readonly [Name in keyof typeof doorLimits]: number };
