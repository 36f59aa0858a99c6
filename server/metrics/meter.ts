import type { RefusalClass } from '../../replays/format.ts';
import { refusalClasses } from '../../replays/format.ts';
import type { RefusalCode } from '../catalogue.ts';
import type { Log } from '../log/log.ts';
import type { PlayObserver } from '../match/observer.ts';
import { createHistogram, type Histogram } from './histogram.ts';

/** Who has a socket of the Colyseus door. */
export type RoomClient = 'seat' | 'spectator' | 'hall';

/** What is counted while it happens. All is bounded by this build: classes, codes and doors, never names. */
export interface Meter {
  readonly ack: Histogram;
  readonly commit: Histogram;
  /** Refused attempts by class. */
  readonly refusals: { readonly [Class in RefusalClass]: number };
  /** Refusals of the doors by code. */
  readonly errors: ReadonlyMap<RefusalCode, number>;
  readonly roomClients: { [Kind in RoomClient]: number };
  readonly countError: (code: RefusalCode) => void;
  /** Counts the play, and logs what seats do at the level `debug`. */
  readonly observer: PlayObserver;
}

export const createMeter = (log: Pick<Log, 'debug'>): Meter => {
  const ack = createHistogram('agon_ack_seconds', 'From the arrival of an action to its acknowledgement.');
  const commit = createHistogram('agon_store_commit_seconds', 'Commits of the store, each of many matches.');
  const refusals = Object.fromEntries(refusalClasses.map((name) => [name, 0])) as Record<
    RefusalClass,
    number
  >;
  const errors = new Map<RefusalCode, number>();
  return {
    ack,
    commit,
    refusals,
    errors,
    roomClients: { seat: 0, spectator: 0, hall: 0 },
    countError: (code) => void errors.set(code, (errors.get(code) ?? 0) + 1),
    observer: {
      now: () => performance.now(),
      acked: (sinceMs) => ack.observe(performance.now() - sinceMs),
      refused: ({ match, seats }, seat, { class: refusalClass, code }) => {
        refusals[refusalClass] += 1;
        log.debug({ match, seat, agent: seats[seat]!.agent, code, class: refusalClass }, 'act refused');
      },
      connection: ({ match, seats }, seat, kind) =>
        log.debug({ match, seat, agent: seats[seat]!.agent }, `seat ${kind}`),
    },
  };
};
