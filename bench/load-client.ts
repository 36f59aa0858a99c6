import { createHistogram, monitorEventLoopDelay, type RecordableHistogram } from 'node:perf_hooks';
import { answerParent } from './child.ts';
import { cpuUsed } from './cpu.ts';
import { takeSeat, type SeatSocket } from './seat-socket.ts';

/** A crowd of places; in each there is always a match, or one is being seated. */
export interface CrowdPlan {
  readonly url: string;
  readonly places: number;
  /** Time between two moves of a match; without it nobody moves. */
  readonly moveMs?: number;
}

/** A new match for a place. */
export interface Seating {
  readonly place: number;
  readonly tickets: readonly string[];
}

/** How long something took, in milliseconds. */
export interface Spread {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** What the crowd saw since it was last asked. */
export interface CrowdReport {
  readonly moves: number;
  readonly ended: number;
  readonly playing: number;
  /** From the act to its ack. */
  readonly ack: Spread;
  /** From when the move was due, whatever held it up. */
  readonly due: Spread;
  /** From opening the sockets of a match to its first turn. */
  readonly seated: Spread;
  /** How late this process itself sent a move that it could have sent. */
  readonly late: Spread;
  /** As `ack` and `due`, since the last restart. */
  readonly whole: { readonly ack: Spread; readonly due: Spread };
  readonly loopLag: Spread;
  readonly cpuMicros: number;
  /** Sockets that closed before the end of their match. */
  readonly drops: number;
  /** Matches that ended otherwise than by their rules. */
  readonly forfeits: number;
  /** Refusals, coded errors and failures of sockets. */
  readonly errors: number;
}

interface Place {
  readonly phaseMs: number;
  /** When the next move is due; undefined before the first of a match. */
  dueAt: number | undefined;
  seatedFrom: number;
  /** Counts the matches of this place: what is told of an earlier one concerns it no more. */
  match: number;
  state: 'empty' | 'asked' | 'seating' | 'playing';
}

/** Matches that begin together would end together: they are seated a few at a time. */
const placesAskedMax = 40;
/** Each source address has ports of its own, of which closed sockets keep theirs for a minute. */
const sourceAddresses = 16;
const lagResolutionMs = 5;
const microsPerMs = 1_000;
const nanosPerMs = 1e6;

const histograms = {
  ack: createHistogram(),
  due: createHistogram(),
  seated: createHistogram(),
  late: createHistogram(),
};
const whole = { ack: createHistogram(), due: createHistogram() };
const loop = monitorEventLoopDelay({ resolution: lagResolutionMs });
const counts = { moves: 0, ended: 0, drops: 0, forfeits: 0, errors: 0 };
let plan: CrowdPlan = { url: '', places: 0 };
let places: Place[] = [];
let isStopped = false;
let socketsOpened = 0;
let cpuBefore = 0;
const sockets = new Set<SeatSocket>();

const record = (histogram: RecordableHistogram, ms: number): void =>
  histogram.record(Math.max(1, Math.round(ms * microsPerMs)));

const spreadOf = (valueMs: (share: number) => number): Spread => ({
  p50Ms: valueMs(50),
  p95Ms: valueMs(95),
  p99Ms: valueMs(99),
  maxMs: valueMs(100),
});

const sayError = (what: string): void => {
  counts.errors += 1;
  if (counts.errors <= 5) process.stderr.write(`  load: ${what}\n`);
};

/** The first time on the place's own schedule that is not past. */
const firstDueOf = ({ phaseMs }: Place, moveMs: number, now: number): number =>
  phaseMs + Math.ceil((now - phaseMs) / moveMs) * moveMs;

/** Calls `send` when the place's next move is due, or at once where that time is past. */
const pace = (place: Place, send: (dueAt: number, sendableAt: number) => void): void => {
  const { moveMs } = plan;
  const now = performance.now();
  if (place.state === 'seating') {
    place.state = 'playing';
    record(histograms.seated, now - place.seatedFrom);
  }
  if (moveMs === undefined) return;
  const dueAt = place.dueAt ?? firstDueOf(place, moveMs, now);
  // The schedule is absolute: a late move makes the next one no later.
  place.dueAt = dueAt + moveMs;
  if (dueAt <= now) send(dueAt, now);
  else setTimeout(send, Math.ceil(dueAt - now), dueAt, dueAt);
};

/** Random chess is seldom over before the limit of its steps: such an end is one of the rules. */
const properEnds: readonly string[] = ['normal', 'step-limit'];

const leave = (place: Place): void => {
  place.state = 'empty';
  place.dueAt = undefined;
  place.match += 1;
};

/** Called for each seat; the first of a match ends it. */
const endMatch = (place: Place, match: number, termination: string): void => {
  if (place.match !== match) return;
  counts.ended += 1;
  if (!properEnds.includes(termination)) counts.forfeits += 1;
  leave(place);
};

const takeAck = (ms: number, dueAt: number): void => {
  counts.moves += 1;
  record(histograms.ack, ms);
  record(histograms.due, performance.now() - dueAt);
};

const sit = (place: Place, ticket: string): void => {
  const { match } = place;
  let dueAt = 0;
  let isOver = false;
  const localAddress = `127.0.0.${1 + (socketsOpened++ % sourceAddresses)}`;
  const socket = takeSeat(
    { url: plan.url, ticket, localAddress },
    {
      onTurn: (act) =>
        pace(place, (due, sendableAt) => {
          if (!socket.isOpen()) return;
          dueAt = due;
          record(histograms.late, performance.now() - sendableAt);
          act();
        }),
      onAck: (ms) => takeAck(ms, dueAt),
      onEnd: (termination) => {
        isOver = true;
        endMatch(place, match, termination);
      },
      onError: (what) => isStopped || sayError(what),
      onClose: (code) => {
        sockets.delete(socket);
        if (isOver || isStopped) return;
        counts.drops += 1;
        sayError(`a socket closed with ${code}`);
        if (place.match === match) leave(place);
      },
    },
  );
  sockets.add(socket);
};

const gather = (next: CrowdPlan): void => {
  plan = next;
  loop.enable();
  places = Array.from({ length: next.places }, () => ({
    phaseMs: Math.random() * (next.moveMs ?? 0),
    dueAt: undefined,
    seatedFrom: 0,
    match: 0,
    state: 'empty',
  }));
};

/** Places that want a match, each told once. */
const wanted = (): number[] => {
  const asked: number[] = [];
  for (const [at, place] of places.entries()) {
    if (place.state !== 'empty' || isStopped) continue;
    place.state = 'asked';
    asked.push(at);
    if (asked.length === placesAskedMax) break;
  }
  return asked;
};

const seat = (seatings: readonly Seating[]): void => {
  for (const seating of seatings) {
    const place = places[seating.place]!;
    place.state = 'seating';
    place.seatedFrom = performance.now();
    for (const ticket of seating.tickets) sit(place, ticket);
  }
};

/** What was seen since the last report; everything is counted anew from here. */
const report = (): CrowdReport => {
  const cpu = cpuUsed();
  const spread = (histogram: RecordableHistogram): Spread =>
    spreadOf((share) => (histogram.count === 0 ? Number.NaN : histogram.percentile(share) / microsPerMs));
  whole.ack.add(histograms.ack);
  whole.due.add(histograms.due);
  const seen: CrowdReport = {
    ...counts,
    whole: { ack: spread(whole.ack), due: spread(whole.due) },
    playing: places.filter(({ state }) => state === 'playing').length,
    ack: spread(histograms.ack),
    due: spread(histograms.due),
    seated: spread(histograms.seated),
    late: spread(histograms.late),
    loopLag: spreadOf((share) => Math.max(0, loop.percentile(share) / nanosPerMs - lagResolutionMs)),
    cpuMicros: cpu - cpuBefore,
  };
  cpuBefore = cpu;
  for (const histogram of Object.values(histograms)) histogram.reset();
  loop.reset();
  Object.assign(counts, { moves: 0, ended: 0, drops: 0, forfeits: 0, errors: 0 });
  return seen;
};

/** Forgets what was seen so far. */
const restart = (): void => {
  report();
  for (const histogram of Object.values(whole)) histogram.reset();
};

const stop = (): void => {
  isStopped = true;
  for (const socket of sockets) socket.terminate();
};

answerParent({ gather, wanted, seat, report, restart, stop });
