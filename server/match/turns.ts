import type { Json, Seat } from '../../games/game.ts';
import { gameStateHash } from '../../games/canonical.ts';
import { stepRng } from '../../games/rng.ts';
import type { By, RefusalClass } from '../../replays/format.ts';
import type { PlayedAction } from '../../replays/play.ts';
import type { Note } from '../../replays/store.ts';
import type { Act, ServerMessage } from '../protocol/messages.ts';
import {
  openTurnOf,
  record,
  store,
  tellWatchers,
  timeOf,
  type Core,
  type Position,
  type SeatState,
} from './core.ts';
import { armDeadlines } from './deadlines.ts';
import { endByRules, forfeit } from './endings.ts';
import { turnMessage, updateMessage } from './messages.ts';
import { createNote } from './notes.ts';
import { readAct, type Refused } from './reading.ts';

/** Opens the next turn: whoever acts is asked, the others are told. */
export const openTurn = (core: Core): void => {
  const actors = core.game.actors(core.position.state);
  const now = timeOf(core);
  for (const seat of core.seats) {
    seat.acting = actors.includes(seat.seat);
    // One that has not come back since this process took the match up is timed from when it does, as for a turn that was open.
    if (seat.acting && seat.joined) seat.clock.startTurn(now);
  }
  armDeadlines(core);
  for (const seat of core.seats) sendPosition(core, seat);
};

/** Tells a seat where the match stands: its turn, or the position. A step that is not durable is told later. */
export const sendPosition = (core: Core, seat: SeatState): void => {
  // A player in this process may answer at once, so that a later seat already belongs to the next turn.
  const { wire } = seat;
  if (wire === undefined || core.phase !== 'running' || core.shown !== core.position) return;
  if (seat.acting) wire.send(turnMessage(core, seat));
  else if (core.shown.before !== undefined) wire.send(updateMessage(core, seat));
};

/** An answer that costs no attempt and is not logged: it concerns no open turn of this seat. */
const stale = (seat: SeatState, act: Act, message: string, max: number): ServerMessage => ({
  type: 'refused',
  turn: act.turn,
  id: act.id,
  code: 'stale',
  message,
  attemptsLeft: max - seat.attemptsTold,
});

/** Takes an act. The same id is answered alike however often it comes; an act for another turn changes nothing. */
export const receiveAct = (core: Core, seat: SeatState, act: Act): void => {
  // Whoever has the match now answers; the seat is being sent there.
  if (core.phase === 'fenced') return;
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
  seat.actedMs = core.ports.observer?.now() ?? 0;
  const reading = readAct(core.game, core.position.state, seat.seat, act);
  if ('action' in reading) accept(core, seat, act, reading.action);
  else refuse(core, seat, act, reading);
};

const refuse = (core: Core, seat: SeatState, act: Act, reading: Refused): void => {
  const turn = openTurnOf(core);
  seat.attempts += 1;
  seat.refusals += 1;
  core.ports.observer?.refused(core.header, seat.seat, reading);
  const { attempts } = seat;
  seat.answers.set(act.id, 'pending');
  const attemptsLeft = core.header.attempts.max - attempts;
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
    // A seat that has not waited for this answer may have played the turn meanwhile.
    if (turn === openTurnOf(core)) {
      seat.attemptsTold = attempts;
      seat.lastRefusal = reading;
    }
    seat.wire?.send(answer);
    tellWatchers(core);
  });
  if (attemptsLeft === 0) applyPolicy(core, seat, reading.class);
};

const isPlayable = ({ game, position }: Core, seat: Seat, action: unknown): boolean =>
  game.schemas.action.safeParse(action).success && game.check(position.state, seat, action) === undefined;

/** The attempts of a turn are used up: the match's policy decides. It does not rule in an arbiter's place. */
export const applyPolicy = (core: Core, seat: SeatState, kind: RefusalClass): void => {
  const { then } = core.header.attempts;
  if (then === 'forfeit' || seat.role.kind === 'arbiter' || !isPlayable(core, seat.seat, then.default)) {
    forfeit(core, seat, 'attempts', kind);
    return;
  }
  const ms = seat.clock.stopTurn(timeOf(core));
  const by: By = { ms, attempts: seat.attempts, source: 'default' };
  hold(core, seat, { seat: seat.seat, action: then.default, by });
};

const byOf = (core: Core, seat: SeatState, act: Act, note: By['note']): By => {
  const by: By = { id: act.id, ms: seat.clock.stopTurn(timeOf(core)), attempts: seat.attempts + 1 };
  if (act.source !== undefined) by.source = act.source;
  if (act.usage !== undefined) by.usage = act.usage;
  if (act.model !== undefined) by.model = act.model;
  if (act.settings !== undefined) by.settings = act.settings;
  if (act.finish !== undefined) by.finish = act.finish;
  if (note !== undefined) by.note = note;
  return by;
};

const accept = (core: Core, seat: SeatState, act: Act, action: unknown): void => {
  seat.answers.set(act.id, 'pending');
  const noted =
    act.reasoning === undefined || act.reasoning === ''
      ? undefined
      : createNote(act.reasoning, core.ports.salt());
  const by = byOf(core, seat, act, noted?.ref);
  hold(core, seat, { seat: seat.seat, action: action as Json, by }, noted && [noted.note]);
};

/** An action is final. With the last one the step is played; before that it is logged as held and told to nobody. */
const hold = (core: Core, seat: SeatState, action: PlayedAction, notes?: readonly Note[]): void => {
  seat.acting = false;
  if (core.seats.every(({ acting }) => !acting)) {
    playStep(core, action, notes);
    return;
  }
  core.held.set(seat.seat, action);
  if (seat.role.kind === 'player') startArbiters(core);
  armDeadlines(core);
  const turn = openTurnOf(core);
  const line = { type: 'held' as const, turn, ...action, at: core.ports.clock.instant() };
  record(core, line, notes, () => acknowledge(core, seat, turn, action.by.id));
};

/** An arbiter's time begins when the match waits for it alone: that of the players was theirs to spend. */
const startArbiters = (core: Core): void => {
  const acting = core.seats.filter((seat) => seat.acting);
  if (acting.every(({ role }) => role.kind === 'arbiter'))
    for (const { clock, joined } of acting) if (joined) clock.startTurn(timeOf(core));
};

/** The actions of a step, those that were held and the last one; mostly that alone. */
const playedWith = (core: Core, last: PlayedAction): readonly PlayedAction[] =>
  core.held.size === 0 ? [last] : [...core.held.values(), last].sort((a, b) => a.seat - b.seat);

/** As rules are given them; a map of its own, which they may keep. */
const actionsOf = (played: readonly PlayedAction[]): ReadonlyMap<Seat, Json> => {
  const actions = new Map<Seat, Json>();
  for (const { seat, action } of played) actions.set(seat, action);
  return actions;
};

/** Plays the step that the held actions and the last one make. The acks and the next turn follow the commit. */
const playStep = (core: Core, last: PlayedAction, notes: readonly Note[] | undefined): void => {
  const n = openTurnOf(core);
  const played = playedWith(core, last);
  // All that can throw comes before the match is changed, so that what fails leaves it where its log is.
  const before = core.position.state;
  const state: unknown = core.game.step(before, actionsOf(played), stepRng(core.seed, n));
  const outcome = core.game.outcome(state);
  const hash = gameStateHash(state as Json);
  const line = core.recorder.step(n, played, hash, core.ports.clock.instant());
  const position = { n, state, before };
  core.position = position;
  core.hash = hash;
  if (core.held.size > 0) core.held = new Map();
  for (const one of core.seats) {
    one.attempts = 0;
    one.attemptsTold = 0;
    one.lastRefusal = undefined;
  }
  core.tally.step(played, hash);
  store(core, {
    lines: [line],
    notes,
    onStored: () => afterStep(core, position, played, outcome !== undefined),
  });
  // At once, not after the commit: nothing that comes meanwhile may undo what the step has decided.
  if (outcome !== undefined) endByRules(core, outcome);
};

const afterStep = (
  core: Core,
  position: Position,
  played: readonly PlayedAction[],
  isOver: boolean,
): void => {
  core.shown = position;
  for (const { seat, by } of played) acknowledge(core, core.seats[seat]!, position.n, by.id);
  tellWatchers(core);
  if (core.phase === 'running' && !isOver) openTurn(core);
};

const acknowledge = (core: Core, seat: SeatState, turn: number, id: string | undefined): void => {
  if (id === undefined || seat.last?.id === id) return;
  const answer: ServerMessage = { type: 'ack', turn, id };
  seat.answers.set(id, answer);
  seat.last = { turn, id };
  seat.wire?.send(answer);
  core.ports.observer?.acked(seat.actedMs);
};
