import type { Arena } from '../../server/arena/arena.ts';
import { isExhibition } from '../../server/arena/exhibition-id.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import type { Match } from '../../server/match/match.ts';
import type { MatchResult } from '../../server/match/result.ts';
import { encounters, planEncounter } from './exhibition-plan.ts';

/** Matches of the exhibition at once: three encounters of two. */
const matchesAtOnce = 6;
const matchesAnEncounter = 2;

/** The store failed: it gets this long before the next attempt. */
const retryMs = 5_000;

export interface ExhibitionParts {
  readonly arena: Arena;
  readonly host: PlayerHost;
  /** Whether its matches count. */
  readonly rated: boolean;
  readonly onResult: (match: Match, result: MatchResult) => void;
  readonly onFailure: (error: unknown) => void;
}

/** House bots play rated matches on and on. Answers a function that ends it: what is under way is left as it is. */
export const startExhibition = ({
  arena,
  host,
  rated,
  onResult,
  onFailure,
}: ExhibitionParts): (() => void) => {
  const programme = encounters(host);
  const stop = new AbortController();
  const { signal } = stop;
  let isFilling = false;
  let retry: NodeJS.Timeout | undefined;

  const running = (): number => [...arena.matches()].filter(({ id }) => isExhibition(id)).length;
  const fill = async (): Promise<void> => {
    if (isFilling) return;
    isFilling = true;
    try {
      while (!signal.aborted && running() + matchesAnEncounter <= matchesAtOnce)
        await Promise.all(planEncounter(programme.next().value, rated).map((plan) => arena.create(plan)));
    } catch (error) {
      onFailure(error);
      if (!signal.aborted) retry = setTimeout(() => void fill(), retryMs);
    } finally {
      isFilling = false;
    }
  };
  const stopListening = arena.onEnded((match, result) => {
    if (signal.aborted || !isExhibition(match.id)) return;
    onResult(match, result);
    void fill();
  });
  void fill();
  return () => {
    stop.abort();
    clearTimeout(retry);
    stopListening();
  };
};
