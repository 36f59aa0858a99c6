import type { Seat } from '../games/game.ts';
import type { Event, Refusal, RefusalClass } from './format.ts';

/** What `deadline` events say that ran out. */
type DeadlineCode = 'move' | 'disconnect' | 'budget';

/** What the codes of a model provider's failures begin with. */
export const providerCodePrefix = 'provider-';

/** What a log tells beside the play, as far as it can decide how a match ends. */
export interface Evidence {
  readonly addRefusal: (refusal: Pick<Refusal, 'seat' | 'class'>) => void;
  readonly addEvent: (event: Pick<Event, 'kind' | 'seat' | 'code'>) => void;
  /** A step was made: refusals, deadlines and resignations count for one turn. */
  readonly endTurn: () => void;
  /** Refused attempts on the open turn. */
  readonly refusals: (seat: Seat) => number;
  readonly lastRefusal: (seat: Seat) => RefusalClass | undefined;
  /** Whether a deadline of this seat passed on the open turn; of any kind where none is named. */
  readonly hasDeadline: (seat: Seat, code?: DeadlineCode) => boolean;
  /** Whether the seat has been without a socket since its last disconnect or since the match was adopted. */
  readonly isAway: (seat: Seat) => boolean;
  /** The seat that resigned on the open turn. */
  readonly resigned: () => Seat | undefined;
  readonly absent: () => ReadonlySet<Seat>;
  /** Whether the arena's own side logged a failure or a cancellation. */
  readonly hasFailure: () => boolean;
  /** The seats whose model provider is logged to have failed on the open turn. */
  readonly providerFailures: () => ReadonlySet<Seat>;
  readonly isCancelled: () => boolean;
}

/** Evidence of a match with so many seats, empty at first. */
export const createEvidence = (seats: number): Evidence => {
  const refused = new Map<Seat, RefusalClass[]>();
  const deadlines = new Set<string>();
  const away = new Set<Seat>();
  const absent = new Set<Seat>();
  const providerFailures = new Set<Seat>();
  let resigned: Seat | undefined;
  let failed = false;
  let cancelled = false;
  const addSeatEvent = (kind: Event['kind'], seat: Seat, code: string | undefined): void => {
    if (kind === 'disconnect') away.add(seat);
    if (kind === 'reconnect') away.delete(seat);
    if (kind === 'absent') absent.add(seat);
    if (kind === 'resign') resigned ??= seat;
    if (kind === 'failure' && code?.startsWith(providerCodePrefix) === true) providerFailures.add(seat);
    if (kind === 'deadline') deadlines.add(`${seat}`).add(`${seat} ${code}`);
  };
  return {
    addRefusal: (refusal) => {
      refused.set(refusal.seat, [...(refused.get(refusal.seat) ?? []), refusal.class]);
    },
    addEvent: ({ kind, seat, code }) => {
      if (seat !== undefined) addSeatEvent(kind, seat, code);
      // The sockets of the process before are gone, whether or not it lived to log that.
      if (kind === 'adopted') for (let at = 0; at < seats; at++) away.add(at);
      failed ||= kind === 'failure';
      cancelled ||= kind === 'cancelled';
    },
    endTurn: () => {
      refused.clear();
      deadlines.clear();
      providerFailures.clear();
      resigned = undefined;
    },
    refusals: (seat) => refused.get(seat)?.length ?? 0,
    lastRefusal: (seat) => refused.get(seat)?.at(-1),
    hasDeadline: (seat, code) => deadlines.has(code === undefined ? `${seat}` : `${seat} ${code}`),
    isAway: (seat) => away.has(seat),
    resigned: () => resigned,
    absent: () => absent,
    hasFailure: () => failed,
    providerFailures: () => providerFailures,
    isCancelled: () => cancelled,
  };
};
