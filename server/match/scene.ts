import type { Core, Position, SeatState } from './core.ts';
import type { MatchResult } from './result.ts';

export type MatchStatus = 'waiting' | 'running' | 'over';

/** A seat as anybody may see it. */
export interface PublicSeat {
  readonly name: string;
  readonly role: string;
  readonly connected: boolean;
  readonly acting: boolean;
  readonly bankMs: number;
  /** Refused attempts so far, all classes. */
  readonly refusals: number;
}

/** What spectators may be shown of one moment of a match; the view of its position is made when somebody looks. */
export interface Scene {
  readonly status: MatchStatus;
  readonly position: Position;
  readonly seats: readonly PublicSeat[];
  readonly result: MatchResult | null;
}

/** Where a match stands, as far as it is durable. */
export const statusOf = (core: Core): MatchStatus =>
  core.phase === 'waiting' ? 'waiting' : core.phase === 'over' ? 'over' : 'running';

const namesOf = ({ entry, role }: SeatState): Pick<PublicSeat, 'name' | 'role'> => ({
  name: entry.name,
  role: role.name,
});

/** The moment that is now. */
export const sceneOf = (core: Core): Scene => ({
  status: statusOf(core),
  position: core.shown,
  seats: core.seats.map((seat) => ({
    ...namesOf(seat),
    connected: seat.wire !== undefined,
    acting: seat.acting,
    bankMs: seat.clock.bankMs(),
    refusals: seat.refusals,
  })),
  result: core.result,
});

/** A match of which nothing may be shown yet but that it is set up as `state`. */
export const openingScene = (seats: readonly SeatState[], bankMs: number, state: unknown): Scene => ({
  status: 'waiting',
  position: { n: 0, state, before: undefined },
  seats: seats.map((seat) => ({ ...namesOf(seat), connected: false, acting: false, bankMs, refusals: 0 })),
  result: null,
});
