import type { Arena } from '../../server/arena/arena.ts';
import { isExhibition } from '../../server/arena/exhibition-id.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import type { TimeSource } from '../../server/match/arena-clock.ts';
import type { Match } from '../../server/match/match.ts';
import type { Cancel } from '../../server/match/ports.ts';
import type { MatchResult } from '../../server/match/result.ts';
import { encounters, planEncounter } from './exhibition-plan.ts';

/** Matches of the exhibition at once: three encounters of two. */
const matchesAtOnce = 6;
const matchesAnEncounter = 2;

/** The store failed: it gets this long before the next attempt. */
const retryMs = 5_000;

/**
 * Each match leaves a row in the ledger for good. So after the first matches of a process, which give a new arena its
 * ratings, an encounter that nobody watches begins no sooner after the one before: some 3,000 matches a day, not 40,000.
 */
const briskMatches = 1_000;
const quietMs = 60_000;
/** How soon somebody who comes to watch sees more. */
const lookMs = 1_000;

export interface ExhibitionParts {
  readonly arena: Pick<Arena, 'matches' | 'create' | 'onEnded'>;
  readonly host: PlayerHost;
  /** Whether its matches count. */
  readonly rated: boolean;
  /** Whether anybody watches the arena's matches now. */
  readonly isWatched: () => boolean;
  readonly time: Pick<TimeSource, 'monotonicMs' | 'timeout'>;
  readonly onResult: (match: Match, result: MatchResult) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Answers whether an encounter may begin now; `begun` notes that one does, `failed` that it could not. */
const createPace = ({ isWatched, time }: Pick<ExhibitionParts, 'isWatched' | 'time'>) => {
  let matches = 0;
  let begunMs = Number.NEGATIVE_INFINITY;
  let failedMs = Number.NEGATIVE_INFINITY;
  return {
    isDue: (): boolean => {
      const now = time.monotonicMs();
      if (now - failedMs < retryMs) return false;
      return matches < briskMatches || isWatched() || now - begunMs >= quietMs;
    },
    begun: (): void => {
      matches += matchesAnEncounter;
      begunMs = time.monotonicMs();
    },
    failed: (): void => {
      failedMs = time.monotonicMs();
    },
  };
};

/** House bots play rated matches on and on. Answers a function that ends it: what is under way is left as it is. */
export const startExhibition = (parts: ExhibitionParts): (() => void) => {
  const { arena, host, rated, time, onResult, onFailure } = parts;
  const programme = encounters(host);
  const pace = createPace(parts);
  const stop = new AbortController();
  const { signal } = stop;
  let isFilling = false;

  const running = (): number => [...arena.matches()].filter(({ id }) => isExhibition(id)).length;
  const fill = async (): Promise<void> => {
    if (isFilling) return;
    isFilling = true;
    try {
      while (!signal.aborted && running() + matchesAnEncounter <= matchesAtOnce && pace.isDue()) {
        pace.begun();
        await Promise.all(planEncounter(programme.next().value, rated).map((plan) => arena.create(plan)));
      }
    } catch (error) {
      pace.failed();
      onFailure(error);
    } finally {
      isFilling = false;
    }
  };
  const look = (): void => {
    void fill();
    cancelLook = time.timeout(lookMs, look);
  };
  const stopListening = arena.onEnded((match, result) => {
    if (signal.aborted || !isExhibition(match.id)) return;
    onResult(match, result);
    void fill();
  });
  let cancelLook: Cancel = () => {};
  look();
  return () => {
    stop.abort();
    cancelLook();
    stopListening();
  };
};
