import type { Seat } from '../../games/game.ts';
import { stateHash } from '../../games/canonical.ts';
import { stepRng } from '../../games/rng.ts';
import type { By, RefusalClass } from '../../replays/format.ts';
import type { Note } from '../../replays/store.ts';
import type { Act, ServerMessage } from '../protocol/messages.ts';
import { openTurnOf, record, tellWatchers, type Core, type HeldAction, type SeatState } from './core.ts';
import { armDeadlines } from './deadlines.ts';
import { endByRules, forfeit, voidMatch } from './endings.ts';
import { turnMessage, updateMessage } from './messages.ts';
import { createNote } from './notes.ts';
import { readAct, type Refused } from './reading.ts';

/** Runs a part of the rules; rules that throw end this match, not the process. */
const guarded = <T>(core: Core, part: () => T): T | undefined => {
  try {
    return part();
  } catch (error) {
    voidMatch(core, 'rules-failed', error);
    return undefined;
  }
};

/** Opens the next turn: whoever acts is asked, the others are told. */
export const openTurn = (core: Core): void => {
  guarded(core, () => askActors(core));
};

const askActors = (core: Core): void => {
  const actors = core.game.actors(core.state).filter((seat) => !core.held.has(seat));
  const now = core.ports.clock.now();
  for (const seat of core.seats) {
    seat.acting = actors.includes(seat.seat);
    if (seat.acting) seat.clock.startTurn(now);
  }
  armDeadlines(core);
  for (const seat of core.seats) sendPosition(core, seat);
};

/** Tells a seat where the match stands: its turn, or the position. */
export const sendPosition = (core: Core, seat: SeatState): void => {
  // A player in this process may answer at once, so that a later seat already belongs to the next turn.
  const { wire } = seat;
  if (wire === undefined || core.phase !== 'running') return;
  guarded(core, () => {
    if (seat.acting) wire.send(turnMessage(core, seat));
    else if (core.before !== undefined) wire.send(updateMessage(core, seat.seat));
  });
};

/** An answer that costs no attempt and is not logged: it concerns no open turn of this seat. */
const stale = (seat: SeatState, act: Act, message: string, max: number): ServerMessage => ({
  type: 'refused',
  turn: act.turn,
  id: act.id,
  code: 'stale',
  message,
  attemptsLeft: max - seat.attempts,
});

/** Takes an act. The same id is answered alike however often it comes; an act for another turn changes nothing. */
export const receiveAct = (core: Core, seat: SeatState, act: Act): void => {
  const known = seat.answers.get(act.id);
  if (known !== undefined) {
    if (known !== 'pending') seat.wire?.send(known);
    return;
  }
  const turn = openTurnOf(core);
  if (core.phase !== 'running' || !seat.acting || act.turn !== turn) {
    const now = seat.acting ? `Turn ${turn} is open for this seat.` : 'No turn is open for this seat.';
    seat.wire?.send(stale(seat, act, `This act is for turn ${act.turn}. ${now}`, core.header.attempts.max));
    return;
  }
  const reading = guarded(core, () => readAct(core.game, core.state, seat.seat, act));
  if (reading === undefined) return;
  if ('action' in reading) accept(core, seat, act, reading.action);
  else refuse(core, seat, act, reading);
};

const refuse = (core: Core, seat: SeatState, act: Act, reading: Refused): void => {
  const turn = openTurnOf(core);
  seat.attempts += 1;
  seat.refusals += 1;
  seat.lastRefusal = reading;
  seat.answers.set(act.id, 'pending');
  const attemptsLeft = core.header.attempts.max - seat.attempts;
  const raw = act.text ?? (act.action === undefined ? '' : JSON.stringify(act.action));
  const noted = raw === '' ? undefined : createNote(raw, core.ports.salt());
  const line = {
    type: 'refusal' as const,
    turn,
    seat: seat.seat,
    class: reading.class,
    code: reading.code,
    id: act.id,
    ...(noted !== undefined && { note: noted.ref }),
    ...(act.usage !== undefined && { usage: act.usage }),
    at: core.ports.clock.instant(),
  };
  const { code, message } = reading;
  record(core, line, noted && [noted.note], () => {
    const answer: ServerMessage = { type: 'refused', turn, id: act.id, code, message, attemptsLeft };
    seat.answers.set(act.id, answer);
    seat.wire?.send(answer);
    tellWatchers(core);
  });
  if (attemptsLeft === 0) applyPolicy(core, seat, reading.class);
};

/** The attempts of a turn are used up: the match's policy decides. */
export const applyPolicy = (core: Core, seat: SeatState, kind: RefusalClass): void => {
  const { then } = core.header.attempts;
  if (then === 'forfeit' || core.game.check(core.state, seat.seat, then.default) !== undefined) {
    forfeit(core, seat, 'attempts', kind);
    return;
  }
  const ms = seat.clock.stopTurn(core.ports.clock.now());
  hold(core, seat, { action: then.default, by: { ms, attempts: seat.attempts, source: 'default' } }, []);
};

const byOf = (core: Core, seat: SeatState, act: Act, note: By['note']): By => ({
  id: act.id,
  ms: seat.clock.stopTurn(core.ports.clock.now()),
  attempts: seat.attempts + 1,
  ...(act.source !== undefined && { source: act.source }),
  ...(act.usage !== undefined && { usage: act.usage }),
  ...(act.model !== undefined && { model: act.model }),
  ...(act.settings !== undefined && { settings: act.settings }),
  ...(act.finish !== undefined && { finish: act.finish }),
  ...(note !== undefined && { note }),
});

const accept = (core: Core, seat: SeatState, act: Act, action: unknown): void => {
  seat.answers.set(act.id, 'pending');
  const noted =
    act.reasoning === undefined || act.reasoning === ''
      ? undefined
      : createNote(act.reasoning, core.ports.salt());
  hold(
    core,
    seat,
    { action, by: byOf(core, seat, act, noted?.ref) },
    noted === undefined ? [] : [noted.note],
  );
};

/** An action is final. With the last one the step is played; before that it is logged as held and told to nobody. */
const hold = (core: Core, seat: SeatState, action: HeldAction, notes: readonly Note[]): void => {
  seat.acting = false;
  core.held.set(seat.seat, action);
  if (core.seats.every(({ acting }) => !acting)) {
    playStep(core, notes);
    return;
  }
  armDeadlines(core);
  const turn = openTurnOf(core);
  const line = {
    type: 'held' as const,
    turn,
    seat: seat.seat,
    action: action.action as never,
    by: action.by,
    at: core.ports.clock.instant(),
  };
  record(core, line, notes, () => acknowledge(core, seat, turn, action.by.id));
};

/** Plays the step that the held actions make. The acks and the next turn follow the commit. */
const playStep = (core: Core, notes: readonly Note[]): void => {
  const n = openTurnOf(core);
  const seats = [...core.held.keys()].sort((a, b) => a - b);
  const actions = new Map<Seat, unknown>(seats.map((seat) => [seat, core.held.get(seat)!.action]));
  const by = new Map<Seat, By>(seats.map((seat) => [seat, core.held.get(seat)!.by]));
  const played = guarded(core, () => {
    const next = core.game.step(core.state, actions, stepRng(core.seed, n));
    return { next, outcome: core.game.outcome(next) };
  });
  if (played === undefined) return;
  const { next, outcome } = played;
  core.before = core.state;
  core.state = next;
  core.n = n;
  core.held = new Map();
  for (const seat of core.seats) {
    seat.attempts = 0;
    seat.lastRefusal = undefined;
  }
  core.tally.step(by);
  const lines = [core.recorder.step(n, actions, by, stateHash(next as never), core.ports.clock.instant())];
  core.writer.write({
    lines,
    next: core.recorder.head(),
    notes,
    then: () => afterStep(core, n, by, outcome !== undefined),
  });
  // At once, not after the commit: nothing that comes meanwhile may undo what the step has decided.
  if (outcome !== undefined) endByRules(core, outcome);
};

const afterStep = (core: Core, n: number, by: ReadonlyMap<Seat, By>, isOver: boolean): void => {
  for (const [seat, { id }] of by) acknowledge(core, core.seats[seat]!, n, id);
  tellWatchers(core);
  if (core.phase === 'running' && !isOver) openTurn(core);
};

const acknowledge = (core: Core, seat: SeatState, turn: number, id: string | undefined): void => {
  if (id === undefined || seat.last?.id === id) return;
  const answer: ServerMessage = { type: 'ack', turn, id };
  seat.answers.set(id, answer);
  seat.last = { turn, id };
  seat.wire?.send(answer);
};
