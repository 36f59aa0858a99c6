import { randomBytes } from 'node:crypto';
import type { AppendDone, AppendRefusal, Store } from '../../replays/store.ts';
import { createStoreError, messageOf, type StoreError } from '../../replays/stores/store-error.ts';
import type { SigningKey } from '../../replays/stores/signing-key.ts';
import { createArena } from '../../server/arena/arena.ts';
import type { MatchPlan } from '../../server/arena/plan.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import { createArenaClock, systemTime } from '../../server/match/arena-clock.ts';
import type { MatchResult } from '../../server/match/result.ts';
import { systemDeps } from '../../server/arena/system-deps.ts';
import { playMatch } from '../../server/tournaments/match-player.ts';
import { createTickets } from '../../server/arena/tickets.ts';
import { buildVersion } from './build.ts';

/**
 * The arena without doors: all seats are played by hosted players, by the same referee as on a server. A server waits
 * for its disk to have room again; whoever ran a command reads its error and frees some. So the first write that a full or
 * failing disk refuses closes this arena, and what is under way rejects with a `StoreError`: `disk-full`, `store-failed`.
 */
export interface LocalArena {
  /** Rebuilds what a killed process left unfinished and plays it on; answers how many matches. */
  adopt(): Promise<number>;
  /** Plays a match to its end; one with this id that is under way, or was adopted, is waited for. */
  play(plan: MatchPlan): Promise<MatchResult>;
  /** Lets go of what is not over. */
  close(): void;
}

export interface LocalArenaOptions {
  readonly store: Store;
  readonly key: SigningKey;
  readonly host: PlayerHost;
  /** Told in one line what went wrong beside the play, such as an engine that died. */
  readonly warn: (line: string) => void;
}

/** Timers of the arena keep no process alive, so that a match which only waits would end the program. */
const holdProcess = (): (() => void) => {
  const hold = setInterval(() => {}, 2 ** 30);
  return () => clearInterval(hold);
};

/** A store that tells, before it answers, of each write that its disk refused. */
const watchDisk = (store: Store, onRefused: (refusal: AppendRefusal & { kind: 'failed' }) => void): Store => {
  const watch =
    (done: AppendDone): AppendDone =>
    (refusal) => {
      if (refusal?.kind === 'failed' && refusal.disk !== undefined) onRefused(refusal);
      done(refusal);
    };
  return {
    ...store,
    create: (creation, done) => store.create(creation, watch(done)),
    append: (append, done) => store.append(append, watch(done)),
  };
};

/** An arena in this process, for `play` and `tournament`. Closing it closes neither its store nor its host. */
export const createLocalArena = ({ store, key, host, warn }: LocalArenaOptions): LocalArena => {
  const clock = createArenaClock(systemTime);
  const refused = Promise.withResolvers<never>();
  let refusal: StoreError | undefined;
  refused.promise.catch(() => {});
  const arena = createArena({
    ...systemDeps(key),
    store: watchDisk(store, ({ disk, message }) => {
      refusal ??= createStoreError(disk === 'full' ? 'disk-full' : 'store-failed', message);
      refused.reject(refusal);
      arena.close();
    }),
    host,
    clock,
    // Nobody dials in, so no ticket needs to outlive the process.
    tickets: createTickets(randomBytes(32).toString('hex')),
    version: buildVersion,
    finishedKeptMax: 0,
    report: (match, what, cause) =>
      warn(`${match}: ${what}${cause === undefined ? '' : `: ${messageOf(cause)}`}`),
  });
  const release = holdProcess();
  return {
    adopt: () => Promise.race([arena.adopt(), refused.promise]),
    play: async (plan) => {
      const result = await playMatch(arena, plan).catch((error: unknown) => {
        throw refusal ?? error;
      });
      if (result === undefined) throw refusal ?? new Error('the arena was closed before the match was over');
      return result;
    },
    close: () => {
      arena.close();
      clock.stop();
      release();
    },
  };
};
