import type { Load, PlayedMatch } from './load.ts';

/** How a match came through a fault: the time to its first move after it, or that it was over before. */
export interface Resumption {
  readonly match: string;
  readonly ms: number | 'over' | 'never';
}

/** A look at matches that a fault hits. */
export interface Watch {
  /** Resolves when each of them has moved again or is over, or when time is up. */
  readonly settled: Promise<readonly Resumption[]>;
}

const lookMs = 50;

/**
 * Looks for the first acknowledgement of each match after now. `isReconnecting`: the fault takes the seats' sockets
 * away, so that only an acknowledgement after a new welcome counts; what was on the wire before is no resumption.
 */
export const watchResumption = (
  load: Load,
  affected: readonly string[],
  { isReconnecting, patienceMs }: { readonly isReconnecting: boolean; readonly patienceMs: number },
): Watch => {
  const from = performance.now();
  const waiting = new Set(affected.filter((id) => load.matches.has(id)));
  const done: Resumption[] = [];
  const settle = (match: string, ms: Resumption['ms']): void => {
    if (waiting.delete(match)) done.push({ match, ms });
  };
  const isBack = (match: PlayedMatch): boolean => !isReconnecting || match.welcomedAtMs > from;
  const stop = load.onAck((match, atMs) => {
    if (waiting.has(match.id) && isBack(match)) settle(match.id, atMs - from);
  });
  const look = async (): Promise<readonly Resumption[]> => {
    while (waiting.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, lookMs));
      const isLate = performance.now() - from > patienceMs;
      for (const id of [...waiting])
        if (load.matches.get(id)!.ends !== undefined) settle(id, 'over');
        else if (isLate) settle(id, 'never');
    }
    stop();
    return done;
  };
  return { settled: look() };
};
