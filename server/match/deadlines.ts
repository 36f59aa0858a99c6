import { abortMatch, forfeitByDeadline, voidMatch } from './endings.ts';
import { openTurnOf, record, timeOf, type Core } from './core.ts';

/** What ends a match when nobody does anything. */
interface Due {
  readonly at: number;
  readonly decide: () => void;
}

const dueOfSeats = function* (core: Core): Generator<Due> {
  const playersAct = core.seats.some((seat) => seat.acting && seat.role.kind === 'player');
  for (const seat of core.seats) {
    // An arbiter may take its time while players think; it is timed when the match waits for it alone.
    const turnDue = seat.role.kind === 'player' || !playersAct ? seat.clock.turnDueAt() : undefined;
    if (turnDue !== undefined) yield { at: turnDue, decide: () => forfeitByDeadline(core, seat, 'move') };
    const awayDue = seat.clock.disconnectDueAt();
    if (awayDue !== undefined) yield { at: awayDue, decide: () => decideAbsence(core, seat) };
  }
};

const decideAbsence = (core: Core, seat: Core['seats'][number]): void => {
  // After a restart all clocks of absence start together, so that nobody's absence shows a fault of its own.
  const nobodyCame = core.seats.every(({ joined }) => !joined);
  if (nobodyCame) voidMatch(core, 'nobody-came-back');
  else forfeitByDeadline(core, seat, 'disconnect');
};

const firstDue = (core: Core): Due | undefined => {
  let first: Due | undefined;
  for (const due of dueOfSeats(core)) if (first === undefined || due.at < first.at) first = due;
  return first;
};

/** Sets the match's alarm to the next deadline. Call after every change of turns or connections. */
export const armDeadlines = (core: Core): void => {
  // While its store fails the match's time stands still.
  if (core.phase === 'running') core.alarm.set(core.writer.isStuck() ? undefined : firstDue(core)?.at);
};

/** Gives the seats `joinMs` to say hello. */
export const armJoin = (core: Core): void => {
  core.alarm.set(timeOf(core) + core.header.clock.joinMs);
};

/** The alarm rang: decides what is due, or sets it anew when a deadline has moved meanwhile. */
export const onAlarm = (core: Core): void => {
  if (core.phase === 'waiting') {
    abortMatch(
      core,
      core.seats.filter(({ wire }) => wire === undefined),
    );
    return;
  }
  if (core.phase !== 'running') return;
  const due = firstDue(core);
  if (due !== undefined && due.at <= timeOf(core)) due.decide();
  else armDeadlines(core);
};

/** The server stood still: arena time did not pass, so nothing is given back; the log says so. */
export const onPause = (core: Core, ms: number): void => {
  if (core.phase !== 'running') return;
  const at = core.ports.clock.instant();
  record(core, { type: 'event', kind: 'paused', turn: openTurnOf(core), ms, at }, undefined, () => {});
};
