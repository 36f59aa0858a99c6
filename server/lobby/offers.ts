/** What one program of an agent in the lobby is good for. */
export interface Terms {
  readonly games: readonly string[];
  /** Matches at once. */
  readonly concurrency: number;
  /** Whether owners other than the agent's own may seat it. */
  readonly challenges: boolean;
}

/** One program of an agent that has entered the lobby. */
export interface Worker {
  /** What tells it from the agent's other programs. */
  readonly name: string;
  readonly terms: Terms;
}

/** A seat of an unfinished match that an agent is wanted in. */
export interface Place {
  readonly game: string;
  /** Whether its seat has a connection now. */
  readonly isSeated: () => boolean;
  /** Whether its match is under way: it keeps its place whether or not its seat has a connection. */
  readonly isRunning: () => boolean;
  /** The name of the program that it was offered to last. */
  readonly worker: string | undefined;
  /** Until when that offer stands; 0: it was never offered. */
  readonly offeredUntilMs: number;
  /** Since when it is known. */
  readonly sinceMs: number;
}

export interface Offer<W extends Worker, P extends Place> {
  readonly place: P;
  readonly worker: W;
}

/** Whether it counts against what its agent has room for. */
export const isTaken = (place: Place, nowMs: number): boolean =>
  place.isSeated() || place.isRunning() || nowMs < place.offeredUntilMs;

/** Matches that an agent has room for, all its programs together; less than none where it asks for fewer than it plays. */
export const freePlaces = (places: Iterable<Place>, workers: readonly Worker[], nowMs: number): number => {
  let free = workers.reduce((sum, { terms }) => sum + terms.concurrency, 0);
  for (const place of places) if (isTaken(place, nowMs)) free -= 1;
  return free;
};

/** What each program has left, by its name. */
const freeByWorker = (
  places: Iterable<Place>,
  workers: readonly Worker[],
  nowMs: number,
): Map<string, number> => {
  const free = new Map(workers.map(({ name, terms }) => [name, terms.concurrency]));
  for (const place of places) {
    const left = place.worker === undefined ? undefined : free.get(place.worker);
    if (left !== undefined && isTaken(place, nowMs)) free.set(place.worker!, left - 1);
  }
  return free;
};

/** The program with most room; of those that have the same, one that has not just failed to answer. */
const roomiest = <W extends Worker>(
  able: readonly W[],
  free: ReadonlyMap<string, number>,
  last: string | undefined,
): W | undefined => {
  const rank = ({ name }: W): number => 2 * free.get(name)! - (name === last ? 1 : 0);
  return able.reduce<W | undefined>(
    (best, worker) => (best === undefined || rank(worker) > rank(best) ? worker : best),
    undefined,
  );
};

/**
 * The offers to make now; the names of `workers` differ. A match that is under way is offered without a look at
 * concurrency: it counts already, and its agent would lose it.
 */
export const chooseOffers = <W extends Worker, P extends Place>(
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
    .sort((a, b) => a.offeredUntilMs - b.offeredUntilMs || a.sinceMs - b.sinceMs);
  for (const place of open) {
    const isRunning = place.isRunning();
    if (!isRunning && left <= 0) continue;
    const able = workers.filter(
      (worker) => worker.terms.games.includes(place.game) && (isRunning || free.get(worker.name)! > 0),
    );
    const stays = isRunning ? able.find(({ name }) => name === place.worker) : undefined;
    const worker = stays ?? roomiest(able, free, place.worker);
    if (worker === undefined) continue;
    offers.push({ place, worker });
    // Where the match is under way its place is counted already, unless it changes hands.
    const { name } = worker;
    if (name !== place.worker || !isRunning) free.set(name, free.get(name)! - 1);
    if (!isRunning) left -= 1;
  }
  return offers;
};
