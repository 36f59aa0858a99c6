import type { AnyGame, Seat } from '../../games/game.ts';
import type { Header } from '../../replays/format.ts';
import type { ProviderEvidence } from '../hosting/port.ts';
import type { Act } from '../protocol/messages.ts';
import { connectSeat, disconnectSeat, resumeRunning } from './connections.ts';
import { createCore, guarded, openTurnOf, type Core, type MatchPorts, type Start } from './core.ts';
import { armDeadlines, armJoin, onAlarm, onPause } from './deadlines.ts';
import {
  abortMatch,
  endByRules,
  forfeitByDeadline,
  resignMatch,
  voidByProvider,
  voidMatch,
} from './endings.ts';
import { dismiss, fence, yieldToOther } from './leaving.ts';
import { newsOf } from './messages.ts';
import type { Cancel, Wire } from './ports.ts';
import type { MatchResult } from './result.ts';
import { sceneOf, statusOf, type MatchStatus, type PublicSeat } from './scene.ts';
import { applyPolicy, receiveAct } from './turns.ts';

/** All that a spectator may know of a match that runs, made from the public view alone and as late as the match says. */
export interface PublicState {
  readonly match: string;
  readonly game: string;
  readonly status: MatchStatus;
  readonly step: number;
  readonly view: unknown;
  readonly text: string;
  readonly news: string;
  readonly seats: readonly PublicSeat[];
  /** How far behind the match this is until its log is released. */
  readonly delayMs: number;
  readonly result: MatchResult | null;
}

/** How far a match came. */
export interface Progress {
  readonly steps: number;
  readonly refusals: number;
}

/** How far a match has been shown to those who watch it. */
export interface Shown {
  readonly step: number;
  readonly isOver: boolean;
}

/** What of a frame tells whether a match waits for it. */
interface Awaitable {
  readonly type?: unknown;
  readonly turn?: unknown;
  readonly id?: unknown;
}

/** One match: the referee of its seats. Everything it does is driven by these calls and by its ports. */
export interface Match {
  readonly id: string;
  readonly game: AnyGame;
  readonly header: Header;
  status(): MatchStatus;
  /** A seat's hello: `wire` becomes its connection; sends `welcome` and what follows. */
  connect(seat: Seat, wire: Wire): void;
  /** `wire` is closed. Does nothing when another wire has replaced it. */
  disconnect(seat: Seat, wire: Wire): void;
  act(seat: Seat, act: Act): void;
  /** Gives the match up for a seat; nothing happens unless it runs. */
  resign(seat: Seat): void;
  /** Calls the match off: it ends without a result. */
  cancel(): void;
  /** Whether a seat has a connection now. */
  isConnected(seat: Seat): boolean;
  /** Seats that have a connection now. */
  connectedCount(): number;
  publicState(): PublicState;
  /** How far those who watch have seen it: a step, and whether they know its end. */
  shown(): Shown;
  /** What was played so far, for the arena's own figures: nothing of it is delayed. */
  progress(): Progress;
  /** Calls `listener` when `publicState` has changed. */
  watch(listener: () => void): Cancel;
  /** Calls `listener` when the end is durable and told; at once when it was. */
  onEnd(listener: (result: MatchResult) => void): Cancel;
  /** Whether a frame is the act that the open turn waits for; such a frame is never limited. */
  isAwaited(seat: Seat, message: Awaitable): boolean;
  /** Whether `wire` is the seat's connection; what comes from one that was replaced no longer counts. */
  isSeated(seat: Seat, wire: Wire): boolean;
  /** Whether the store refused the match's last lines: it stands still until they are stored. */
  isStuck(): boolean;
  /** Voids the match: a part of the arena that it needs has failed, and no seat is to blame. */
  fail(code: string, cause?: unknown): void;
  /**
   * Voids the match on the evidence that the provider of a hosted model failed; false where it was over or about to
   * end, and so stays as it is.
   */
  failProvider(seat: Seat, evidence: readonly ProviderEvidence[]): boolean;
  /** A hosted player is gone and cannot come back, so nobody waits for it: its seat forfeits. */
  desert(seat: Seat, wire: Wire): void;
  /** A hosted player may spend no more on this match, and so forfeits it. */
  exhaust(seat: Seat): void;
  /** Lets go of the match without ending it: its log stays as it is, for whoever adopts it. */
  abandon(): void;
  /** Sends the seats of an abandoned match away, to `url` where that is known. */
  dismiss(url: string | undefined): void;
  /** Calls `listener` when another process turns out to write the log; the match is abandoned then. */
  onMoved(listener: () => void): Cancel;
}

const publicStateOf = (core: Core): PublicState => {
  const { game, header } = core;
  const { status, position, seats, result } = core.scenes?.shown() ?? sceneOf(core);
  const view: unknown = game.view(position.state, 'public');
  return {
    match: header.match,
    game: game.id,
    status,
    step: position.n,
    view,
    text: game.describe(view),
    news: newsOf(game, position, 'public'),
    seats,
    delayMs: header.spectatorDelayMs ?? 0,
    result,
  };
};

const shownOf = (core: Core): Shown => {
  const { position, result } = core.scenes?.shown() ?? sceneOf(core);
  return { step: position.n, isOver: result !== null };
};

const subscribe = <T>(listeners: Set<T>, listener: T): Cancel => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** An act that was answered already is not awaited, or it could be repeated without any limit. */
const isAwaited = (core: Core, seat: Core['seats'][number] | undefined, message: Awaitable): boolean =>
  message.type === 'act' &&
  message.turn === openTurnOf(core) &&
  seat?.acting === true &&
  typeof message.id === 'string' &&
  !seat.answers.has(message.id);

const seatOf = (core: Core, seat: Seat): Core['seats'][number] => {
  const found = core.seats[seat];
  if (found === undefined) throw new RangeError(`${core.header.match} has no seat ${seat}`);
  return found;
};

const resign = (core: Core, seat: Core['seats'][number]): void => {
  if (core.phase === 'running') resignMatch(core, seat);
};

/** Before the match has begun nobody can lose it: it is called off, and the log names the seat as absent. */
const exhaust = (core: Core, seat: Core['seats'][number]): void =>
  core.phase === 'waiting' ? abortMatch(core, [seat]) : forfeitByDeadline(core, seat, 'budget');

/** The log has the loss of the seat first, and then that its time away is over. */
const desert = (core: Core, seat: Core['seats'][number], wire: Wire): void => {
  disconnectSeat(core, seat, wire);
  if (core.phase === 'running') forfeitByDeadline(core, seat, 'disconnect');
};

/** The way in for everybody outside: what throws in here ends the match and goes no further. */
const facade = (core: Core): Match => ({
  id: core.header.match,
  game: core.game,
  header: core.header,
  status: () => statusOf(core),
  connect: (seat, wire) => guarded(core, () => connectSeat(core, seatOf(core, seat), wire)),
  disconnect: (seat, wire) => guarded(core, () => disconnectSeat(core, seatOf(core, seat), wire)),
  act: (seat, act) => guarded(core, () => receiveAct(core, seatOf(core, seat), act)),
  resign: (seat) => guarded(core, () => resign(core, seatOf(core, seat))),
  cancel: () => guarded(core, () => abortMatch(core, [])),
  isConnected: (seat) => core.seats[seat]?.wire !== undefined,
  connectedCount: () => core.seats.filter(({ wire }) => wire !== undefined).length,
  publicState: () => publicStateOf(core),
  shown: () => shownOf(core),
  progress: () => ({
    steps: core.shown.n,
    refusals: core.seats.reduce((sum, { refusals }) => sum + refusals, 0),
  }),
  watch: (listener) => subscribe(core.watchers, listener),
  onEnd: (listener) => {
    if (core.result !== null) listener(core.result);
    return subscribe(core.endListeners, listener);
  },
  isAwaited: (seat, message) => isAwaited(core, core.seats[seat], message),
  isSeated: (seat, wire) => core.seats[seat]?.wire === wire,
  isStuck: () => core.writer.isStuck(),
  fail: (code, cause) => guarded(core, () => voidMatch(core, code, cause)),
  failProvider: (seat, evidence) => {
    const isOpen = core.phase === 'waiting' || core.phase === 'running';
    guarded(core, () => voidByProvider(core, seatOf(core, seat), evidence));
    return isOpen;
  },
  desert: (seat, wire) => guarded(core, () => desert(core, seatOf(core, seat), wire)),
  exhaust: (seat) => guarded(core, () => exhaust(core, seatOf(core, seat))),
  abandon: () => fence(core),
  dismiss: (url) => dismiss(core, url),
  onMoved: (listener) => subscribe(core.moveListeners, listener),
});

const onThrow = (core: Core, cause: unknown): void => voidMatch(core, 'internal-error', cause);

const reactions = { onAlarm, onPause, onRecovered: armDeadlines, onFenced: yieldToOther, onThrow };

/** A new match that waits for its seats. Its header must be durable already. */
export const createMatch = (ports: MatchPorts, start: Start): Match => {
  const core = createCore(ports, start, reactions);
  armJoin(core);
  return facade(core);
};

/** A match that was unfinished when its process stopped. One without a step waits for its seats again. */
export const resumeMatch = (ports: MatchPorts, start: Start): Match => {
  const core = createCore(ports, start, reactions);
  const isUntouched =
    start.position.n === 0 && start.held.size === 0 && start.seats.every(({ refusals }) => refusals === 0);
  if (isUntouched) {
    armJoin(core);
    return facade(core);
  }
  guarded(core, () => goOn(core));
  return facade(core);
};

const goOn = (core: Core): void => {
  resumeRunning(core);
  const outcome = core.game.outcome(core.position.state);
  // The process stopped between the last step and the end line.
  if (outcome !== undefined) endByRules(core, outcome);
  // The process stopped between a seat's last refusal and what follows from it.
  for (const seat of core.seats)
    if (seat.acting && seat.lastRefusal !== undefined && seat.attempts >= core.header.attempts.max)
      applyPolicy(core, seat, seat.lastRefusal.class);
};
