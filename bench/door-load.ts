import { answerParent } from './child.ts';
import { percentile } from './percentile.ts';
import { takeSeat, type SeatSocket } from './seat-socket.ts';

/** The processes of an arena, and the tickets of each match; the n-th match is the n-th process's, and on round them. */
export interface LoadPlan {
  readonly urls: readonly string[];
  readonly tickets: readonly (readonly string[])[];
}

export interface PlayPlan {
  /** Matches that have a move under way at any moment, the same number on each process. */
  readonly inFlight: number;
  /** Moves after which no more are begun. */
  readonly movesMax: number;
  /** Moves of one match, after which another takes its place; it may go on with the next call. Default: as many as it has. */
  readonly movesPerMatchMax?: number;
}

/** Moves, and how long each took from its act to its ack. */
export interface Load {
  readonly moves: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** One match as the load sees it: the move that it may make next. */
interface Table {
  /** The process that plays it. */
  readonly home: number;
  readonly seats: SeatSocket[];
  move: (() => void) | undefined;
  /** Moves of this call. */
  made: number;
  isPlaying: boolean;
}

let tables = new Set<Table>();
/** By process: a match is followed by one of the same, so that all of them stay equally busy. */
let waiting: Table[][] = [];
let ready = 0;
/** Matches that have made their moves of this call. */
let resting: Table[] = [];
let movesLeft = 0;
let movesPerMatchMax = 0;
let playing = 0;
let moved = 0;
let isClearing = false;
let latencies: number[] = [];
let onReady = (): void => {};
let onIdle = (): void => {};
let onCleared = (): void => {};

/** Hands a match's share of the load to another one. */
const yieldPlace = (table: Table): void => {
  table.isPlaying = false;
  const next = movesLeft > 0 ? waiting[table.home]!.pop() : undefined;
  if (next !== undefined) {
    makeMove(next);
    return;
  }
  playing -= 1;
  if (playing === 0) onIdle();
};

const makeMove = (table: Table): void => {
  table.isPlaying = true;
  movesLeft -= 1;
  table.made += 1;
  table.move!();
};

const offerMove = (table: Table, move: () => void): void => {
  table.move = move;
  const isRested = table.made < movesPerMatchMax;
  if (table.isPlaying && movesLeft > 0 && isRested) return makeMove(table);
  (isRested ? waiting[table.home]! : resting).push(table);
  if (table.isPlaying) return yieldPlace(table);
  ready += 1;
  if (ready === tables.size) onReady();
};

/** Called for each seat; the first of a match ends it. */
const endMatch = (table: Table, termination: string): void => {
  if (!tables.delete(table)) return;
  if (termination !== 'normal' && !isClearing) throw new Error(`a match ended by ${termination}`);
  if (table.isPlaying) yieldPlace(table);
  if (tables.size === 0) onCleared();
};

const sit = (url: string, ticket: string, table: Table): SeatSocket =>
  takeSeat(
    { url, ticket },
    {
      onTurn: (act) => offerMove(table, act),
      onAck: (ms) => latencies.push(ms),
      onEnd: (termination) => endMatch(table, termination),
      onMoved: () => (moved += 1),
      onError: (what) => {
        throw new Error(what);
      },
    },
  );

/** Seats every match, each seat at the process after the one before it; answers how many were sent on to another. */
const connect = async ({ urls, tickets }: LoadPlan): Promise<number> => {
  tables = new Set();
  waiting = urls.map(() => []);
  resting = [];
  movesPerMatchMax = Number.MAX_SAFE_INTEGER;
  [ready, moved] = [0, 0];
  await new Promise<void>((resolve) => {
    onReady = resolve;
    for (const [match, seats] of tickets.entries()) {
      const home = match % urls.length;
      const table: Table = { home, seats: [], move: undefined, made: 0, isPlaying: false };
      tables.add(table);
      for (const [seat, ticket] of seats.entries())
        table.seats.push(sit(urls[(home + seat) % urls.length]!, ticket, table));
    }
  });
  return moved;
};

const play = async ({ inFlight, ...plan }: PlayPlan): Promise<Load> => {
  latencies = [];
  movesLeft = plan.movesMax;
  movesPerMatchMax = plan.movesPerMatchMax ?? Number.MAX_SAFE_INTEGER;
  for (const table of resting.splice(0)) waiting[table.home]!.push(table);
  for (const table of tables) table.made = 0;
  const start = performance.now();
  await new Promise<void>((resolve) => {
    onIdle = resolve;
    const begun = waiting.flatMap((tablesThere) => tablesThere.splice(0, inFlight / waiting.length));
    playing = begun.length;
    for (const table of begun) makeMove(table);
  });
  const seconds = (performance.now() - start) / 1000;
  return {
    moves: latencies.length,
    seconds,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
};

/** Ends every match that is not over, so that nothing is left of a round. */
const clear = async (): Promise<void> => {
  isClearing = true;
  await new Promise<void>((resolve) => {
    onCleared = resolve;
    if (tables.size === 0) resolve();
    for (const { seats } of tables) seats[0]!.resign();
  });
  isClearing = false;
};

answerParent({ connect, play, clear });
