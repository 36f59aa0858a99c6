import type { AnyGame, Outcome, Seat } from '../../games/game.ts';
import type { Fault, Header, Termination } from '../../replays/format.ts';
import type { Act } from '../protocol/messages.ts';
import { connectSeat, disconnectSeat, resumeRunning } from './connections.ts';
import { createCore, openTurnOf, viewOf, type Core, type MatchPorts, type Start } from './core.ts';
import { armJoin, onAlarm, onPause } from './deadlines.ts';
import { abortMatch, endByRules, resignMatch } from './endings.ts';
import type { Cancel, Wire } from './ports.ts';
import { applyPolicy, receiveAct } from './turns.ts';

export type MatchStatus = 'waiting' | 'running' | 'over';

/** A seat as anybody may see it. */
export interface PublicSeat {
  readonly name: string;
  readonly role: string;
  readonly connected: boolean;
  readonly acting: boolean;
  readonly bankMs: number;
  /** Refused attempts so far, all classes. */
  readonly refusals: number;
}

/** How a match ended. */
export interface MatchResult {
  readonly outcome: Outcome | null;
  readonly termination: Termination;
  readonly fault: Fault | null;
}

/** All that a spectator may know of a match that runs: made from the public view alone. */
export interface PublicState {
  readonly match: string;
  readonly game: string;
  readonly status: MatchStatus;
  readonly step: number;
  readonly view: unknown;
  readonly text: string;
  readonly news: string;
  readonly seats: readonly PublicSeat[];
  readonly result: MatchResult | null;
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
  resign(seat: Seat): void;
  /** Calls the match off: it ends without a result. */
  cancel(): void;
  publicState(): PublicState;
  /** Calls `listener` after each durable change that a spectator may see. */
  watch(listener: () => void): Cancel;
  /** Calls `listener` when the end is durable and told. */
  onEnd(listener: (result: MatchResult) => void): Cancel;
  /** Whether a frame is the act that the open turn waits for; such a frame is never limited. */
  isAwaited(seat: Seat, message: { readonly type?: unknown; readonly turn?: unknown }): boolean;
  /** Lets go of the match without ending it: its log stays as it is, for whoever adopts it. */
  abandon(): void;
}

const statusOf = (core: Core): MatchStatus =>
  core.phase === 'waiting' ? 'waiting' : core.phase === 'over' ? 'over' : 'running';

const publicStateOf = (core: Core): PublicState => {
  const { game, header, before } = core;
  const view = viewOf(core, 'public');
  return {
    match: header.match,
    game: game.id,
    status: statusOf(core),
    step: core.n,
    view,
    text: game.describe(view),
    news: before === undefined ? '' : game.news(game.view(before, 'public'), view),
    seats: core.seats.map((seat) => ({
      name: seat.entry.name,
      role: seat.role.name,
      connected: seat.wire !== undefined,
      acting: seat.acting,
      bankMs: seat.clock.bankMs(),
      refusals: seat.refusals,
    })),
    result: core.result,
  };
};

const subscribe = <T>(listeners: Set<T>, listener: T): Cancel => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const seatOf = (core: Core, seat: Seat): Core['seats'][number] => {
  const found = core.seats[seat];
  if (found === undefined) throw new RangeError(`${core.header.match} has no seat ${seat}`);
  return found;
};

const facade = (core: Core): Match => ({
  id: core.header.match,
  game: core.game,
  header: core.header,
  status: () => statusOf(core),
  connect: (seat, wire) => connectSeat(core, seatOf(core, seat), wire),
  disconnect: (seat, wire) => disconnectSeat(core, seatOf(core, seat), wire),
  act: (seat, act) => receiveAct(core, seatOf(core, seat), act),
  resign: (seat) => {
    if (core.phase === 'running') resignMatch(core, seatOf(core, seat));
  },
  cancel: () => abortMatch(core, []),
  publicState: () => publicStateOf(core),
  watch: (listener) => subscribe(core.watchers, listener),
  onEnd: (listener) => subscribe(core.endListeners, listener),
  isAwaited: (seat, message) =>
    message.type === 'act' && message.turn === openTurnOf(core) && core.seats[seat]?.acting === true,
  abandon: () => {
    core.phase = 'fenced';
    core.writer.stop();
    core.alarm.set(undefined);
    core.stopPauses();
  },
});

const reactions = { onAlarm, onPause };

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
    start.n === 0 && start.held.size === 0 && start.seats.every(({ refusals }) => refusals === 0);
  if (isUntouched) {
    armJoin(core);
    return facade(core);
  }
  resumeRunning(core);
  const outcome = core.game.outcome(core.state) as Outcome | undefined;
  // The process stopped between the last step and the end line.
  if (outcome !== undefined) endByRules(core, outcome);
  // The process stopped between a seat's last refusal and what follows from it.
  for (const seat of core.seats)
    if (seat.lastRefusal !== undefined && seat.attempts >= core.header.attempts.max)
      applyPolicy(core, seat, seat.lastRefusal.class);
  return facade(core);
};
