/** What one socket of an agent in the lobby is good for. */
export interface Terms {
  readonly games: readonly string[];
  /** Matches at once. */
  readonly concurrency: number;
  /** Whether owners other than the agent's own may seat it. */
  readonly challenges: boolean;
}

/** One socket of an agent that has entered the lobby. */
export interface Worker {
  readonly terms: Terms;
}

/** A seat of an unfinished match that an agent is wanted in. */
export interface Place<W extends Worker> {
  readonly game: string;
  /** Whether its seat has a connection now. */
  readonly isSeated: () => boolean;
  /** Whether its match is under way: it keeps its place whether or not its seat has a connection. */
  readonly isRunning: () => boolean;
  /** Whom it was offered to last. */
  readonly worker: W | undefined;
  /** Until when that offer stands. */
  readonly offeredUntilMs: number;
}

export interface Offer<W extends Worker, P extends Place<W>> {
  readonly place: P;
  readonly worker: W;
}

const isTaken = <W extends Worker>(place: Place<W>, nowMs: number): boolean =>
  place.isSeated() || place.isRunning() || nowMs < place.offeredUntilMs;

/** Matches that an agent has room for over all of its sockets; less than none where it asks for fewer than it plays. */
export const freePlaces = <W extends Worker>(
  places: Iterable<Place<W>>,
  workers: readonly W[],
  nowMs: number,
): number => {
  let free = workers.reduce((sum, { terms }) => sum + terms.concurrency, 0);
  for (const place of places) if (isTaken(place, nowMs)) free -= 1;
  return free;
};

/** What each socket has left. */
const freeByWorker = <W extends Worker>(
  places: Iterable<Place<W>>,
  workers: readonly W[],
  nowMs: number,
): Map<W, number> => {
  const free = new Map(workers.map((worker) => [worker, worker.terms.concurrency]));
  for (const place of places) {
    const left = place.worker && free.get(place.worker);
    if (left !== undefined && isTaken(place, nowMs)) free.set(place.worker!, left - 1);
  }
  return free;
};

/** The socket with most room; of those that have the same, one that has not just failed to answer. */
const roomiest = <W extends Worker>(
  able: readonly W[],
  free: ReadonlyMap<W, number>,
  last: W | undefined,
): W | undefined => {
  const rank = (worker: W): number => 2 * free.get(worker)! - (worker === last ? 1 : 0);
  return able.reduce<W | undefined>(
    (best, worker) => (best === undefined || rank(worker) > rank(best) ? worker : best),
    undefined,
  );
};

/**
 * The offers to make now. A match that is under way is offered without a look at
 * concurrency: it counts already, and its agent would lose it.
 */
export const chooseOffers = <W extends Worker, P extends Place<W>>(
  places: Iterable<P>,
  workers: readonly W[],
  nowMs: number,
): readonly Offer<W, P>[] => {
  if (workers.length === 0) return [];
  const all = [...places];
  const free = freeByWorker(all, workers, nowMs);
  let left = freePlaces(all, workers, nowMs);
  const offers: Offer<W, P>[] = [];
  // Those that were offered longest ago come first, so that one which nobody takes holds up no other.
  const open = all
    .filter((place) => !place.isSeated() && nowMs >= place.offeredUntilMs)
    .sort((a, b) => a.offeredUntilMs - b.offeredUntilMs);
  for (const place of open) {
    const isRunning = place.isRunning();
    if (!isRunning && left <= 0) continue;
    const able = workers.filter(
      (worker) => worker.terms.games.includes(place.game) && (isRunning || free.get(worker)! > 0),
    );
    const stays = isRunning ? able.find((worker) => worker === place.worker) : undefined;
    const worker = stays ?? roomiest(able, free, place.worker);
    if (worker === undefined) continue;
    offers.push({ place, worker });
    // Where the match is under way its place is counted already, unless it changes hands.
    if (worker !== place.worker || !isRunning) free.set(worker, free.get(worker)! - 1);
    if (!isRunning) left -= 1;
  }
  return offers;
};
