import { beatMs, type AgentFacts, type PlaceFacts, type WorkerFacts } from './news.ts';
import { isTaken, type Place, type Worker } from './offers.ts';

/** A place in a match of another process. */
export interface ToldPlace extends Place {
  worker: string | undefined;
  offeredUntilMs: number;
  /** Until when an answer of its owner may come; 0: it was not asked. */
  askedUntilMs: number;
  readonly match: string;
  readonly seat: number;
  /** The process that plays the match, and alone gives the place away. */
  readonly owner: string;
  isSeated: () => boolean;
  isRunning: () => boolean;
}

/** What another process told last of an agent. */
export interface Heard {
  heardAtMs: number;
  workers: readonly WorkerFacts[];
  /** By match and seat. */
  places: ReadonlyMap<string, ToldPlace>;
}

/** A process that says nothing for so long invites nobody, and cannot be asked. */
const freshMs = 3_000;

/**
 * So long a place that was taken in a match of a process which says nothing still counts: others take over its
 * matches meanwhile, and tell of them.
 */
const keptMs = 15_000;

/**
 * An offer counts for so much longer than was told: that its seat was taken just before it lapsed is told with the next
 * beat only, and nobody may give the agent another match meanwhile.
 */
const lapseMs = beatMs + 250;

const isFresh = ({ heardAtMs }: Heard, nowMs: number): boolean => nowMs - heardAtMs < freshMs;

/** Whether nothing that was told is of any use now. */
export const isStale = ({ heardAtMs }: Heard, nowMs: number): boolean => nowMs - heardAtMs >= keptMs;

const offeredUntil = ({ offeredMs }: PlaceFacts, nowMs: number): number =>
  offeredMs > 0 ? nowMs + offeredMs + lapseMs : nowMs;

const placeFrom = (told: PlaceFacts, owner: string, nowMs: number): ToldPlace => ({
  match: told.match,
  seat: told.seat,
  game: told.game,
  owner,
  isSeated: () => told.isSeated,
  isRunning: () => told.isRunning,
  worker: told.worker,
  offeredUntilMs: told.worker === undefined ? 0 : offeredUntil(told, nowMs),
  askedUntilMs: 0,
  sinceMs: nowMs,
});

/** What is known of a place after it was told of again. */
const update = (place: ToldPlace, told: PlaceFacts, nowMs: number): ToldPlace => {
  place.isSeated = () => told.isSeated;
  place.isRunning = () => told.isRunning;
  // What was told before the ask came is no answer to it.
  if (told.offeredMs === 0 && nowMs < place.askedUntilMs) return place;
  place.worker = told.worker;
  place.askedUntilMs = 0;
  const until = offeredUntil(told, nowMs);
  place.offeredUntilMs = told.offeredMs > 0 ? until : Math.min(place.offeredUntilMs, until);
  return place;
};

/** What a process told of an agent, after what it told before. */
export const hear = (
  before: Heard | undefined,
  { workers, places }: AgentFacts,
  from: string,
  keyOf: (match: string, seat: number) => string,
  nowMs: number,
): Heard => ({
  heardAtMs: nowMs,
  workers,
  places: new Map(
    places.map((told) => {
      const key = keyOf(told.match, told.seat);
      const known = before?.places.get(key);
      return [key, known === undefined ? placeFrom(told, from, nowMs) : update(known, told, nowMs)];
    }),
  ),
});

/** The programs that have a socket at another process. */
export const workersHeard = (heard: ReadonlyMap<string, Heard>, nowMs: number): readonly Worker[] =>
  [...heard.values()].flatMap((one) =>
    isFresh(one, nowMs) ? one.workers.map(({ name, ...terms }) => ({ name, terms })) : [],
  );

/** The places in matches of other processes, by match and seat; where two told of one, by what was told last. */
export const placesHeard = (
  heard: ReadonlyMap<string, Heard>,
  nowMs: number,
): ReadonlyMap<string, ToldPlace> => {
  const places = new Map<string, ToldPlace>();
  for (const one of [...heard.values()].sort((a, b) => a.heardAtMs - b.heardAtMs))
    for (const [key, place] of one.places)
      if (isFresh(one, nowMs) || (!isStale(one, nowMs) && isTaken(place, nowMs))) places.set(key, place);
  return places;
};
