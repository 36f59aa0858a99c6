import type { Seat } from '../games/game.ts';
import type { Event, Refusal, RefusalClass } from './format.ts';

/** The referee writes such an event together with the end that it leads to, and nothing else after it. */
const decisiveKinds: ReadonlySet<Event['kind']> = new Set([
  'deadline',
  'resign',
  'absent',
  'cancelled',
  'failure',
]);

/** What the codes of a model provider's failures begin with. */
export const providerCodePrefix = 'provider-';

/** What a log tells beside the play, as far as it can decide how a match ends. */
export interface Evidence {
  readonly addRefusal: (refusal: Pick<Refusal, 'seat' | 'class'>) => void;
  readonly addEvent: (event: Pick<Event, 'kind' | 'seat' | 'code'>) => void;
  /** A step was made: refusals count for one turn. */
  readonly endTurn: () => void;
  /** What decided the match beside the rules. */
  readonly decidedBy: () => Event['kind'] | undefined;
  /** Whether somebody was refused on the open turn. */
  readonly hasRefusals: () => boolean;
  /** Refused attempts on the open turn. */
  readonly refusals: (seat: Seat) => number;
  readonly lastRefusal: (seat: Seat) => RefusalClass | undefined;
  /** Whose deadlines passed, and which. */
  readonly deadlines: () => ReadonlyMap<Seat, string | undefined>;
  /** Whether the seat has been without a socket since its last disconnect or since the match was adopted. */
  readonly isAway: (seat: Seat) => boolean;
  readonly resigned: () => Seat | undefined;
  /** The seats whose model provider is logged to have failed. */
  readonly providerFailures: () => ReadonlySet<Seat>;
}

/** Evidence of a match with so many seats, empty at first. */
export const createEvidence = (seats: number): Evidence => {
  const refused = new Map<Seat, RefusalClass[]>();
  const deadlines = new Map<Seat, string | undefined>();
  const away = new Set<Seat>();
  const providerFailures = new Set<Seat>();
  let resigned: Seat | undefined;
  let decidedBy: Event['kind'] | undefined;
  const addSeatEvent = (kind: Event['kind'], seat: Seat, code: string | undefined): void => {
    if (kind === 'disconnect') away.add(seat);
    if (kind === 'reconnect') away.delete(seat);
    if (kind === 'resign') resigned = seat;
    if (kind === 'failure' && code?.startsWith(providerCodePrefix) === true) providerFailures.add(seat);
    if (kind === 'deadline') deadlines.set(seat, code);
  };
  return {
    addRefusal: (refusal) => {
      refused.set(refusal.seat, [...(refused.get(refusal.seat) ?? []), refusal.class]);
    },
    addEvent: ({ kind, seat, code }) => {
      if (seat !== undefined) addSeatEvent(kind, seat, code);
      // The sockets of the process before are gone, whether or not it lived to log that.
      if (kind === 'adopted') for (let at = 0; at < seats; at++) away.add(at);
      if (decisiveKinds.has(kind)) decidedBy = kind;
    },
    endTurn: () => refused.clear(),
    decidedBy: () => decidedBy,
    hasRefusals: () => refused.size > 0,
    refusals: (seat) => refused.get(seat)?.length ?? 0,
    lastRefusal: (seat) => refused.get(seat)?.at(-1),
    deadlines: () => deadlines,
    isAway: (seat) => away.has(seat),
    resigned: () => resigned,
    providerFailures: () => providerFailures,
  };
};
