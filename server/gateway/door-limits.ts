import { limits } from '../protocol/limits.ts';

/** The limits of the doors as numbers, so that a test can set one where the real one takes too long to reach. */
export type DoorLimits = { readonly [Name in keyof typeof limits]: number };
