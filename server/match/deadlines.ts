import { abortByDeadline, abortMatch, forfeitByDeadline, voidMatch } from './endings.ts';
import { openTurnOf, record, timeOf, type Core, type SeatState } from './core.ts';

/** When a seat's open turn is lost; undefined while none of its time runs. */
const turnDueOf = (core: Core, seat: SeatState): number | undefined => {
  // An arbiter may take its time while players think; it is timed when the match waits for it alone.
  const isTimed = seat.role.kind === 'player' || !hasActingPlayer(core);
  return isTimed ? seat.clock.turnDueAt() : undefined;
};

const hasActingPlayer = (core: Core): boolean =>
  core.seats.some((seat) => seat.acting && seat.role.kind === 'player');

/** The first deadline. It is asked for at every move, so it makes nothing but a number. */
const firstDueAt = (core: Core): number | undefined => {
  let first = Number.POSITIVE_INFINITY;
  for (const seat of core.seats)
    first = Math.min(first, turnDueOf(core, seat) ?? first, seat.clock.disconnectDueAt() ?? first);
  return first === Number.POSITIVE_INFINITY ? undefined : first;
};

/** Which of a seat's deadlines is due at `at`. */
const dueOf = (core: Core, seat: SeatState, at: number): 'move' | 'disconnect' | undefined => {
  if (turnDueOf(core, seat) === at) return 'move';
  return seat.clock.disconnectDueAt() === at ? 'disconnect' : undefined;
};

/**
 * Decides the deadline that was due at `at`. Where it is that of every player, as in a simultaneous turn of which
 * nobody takes notice, the order of the seats would name the loser: so nobody wins.
 */
const decide = (core: Core, at: number): void => {
  const players = core.seats.filter(({ role }) => role.kind === 'player');
  if (players.length > 1 && players.every((seat) => dueOf(core, seat, at) !== undefined))
    return decideForAll(core, players, at);
  for (const seat of core.seats) {
    const due = dueOf(core, seat, at);
    if (due === 'move') return forfeitByDeadline(core, seat, due);
    if (due === 'disconnect') return decideAbsence(core, seat);
  }
};

const decideForAll = (core: Core, players: readonly SeatState[], at: number): void => {
  if (nobodyCame(core)) voidMatch(core, 'nobody-came-back');
  else
    abortByDeadline(
      core,
      players.map((seat) => ({ seat, code: dueOf(core, seat, at)! })),
    );
};

/** After a restart all clocks of absence start together, so that nobody's absence shows a fault of its own. */
const nobodyCame = (core: Core): boolean => core.seats.every(({ joined }) => !joined);

const decideAbsence = (core: Core, seat: SeatState): void => {
  if (nobodyCame(core)) voidMatch(core, 'nobody-came-back');
  else forfeitByDeadline(core, seat, 'disconnect');
};

/** Sets the match's alarm to the next deadline. Call after every change of turns or connections. */
export const armDeadlines = (core: Core): void => {
  // While its store fails the match's time stands still.
  if (core.phase === 'running') core.alarm.set(core.writer.isStuck() ? undefined : firstDueAt(core));
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
  const due = firstDueAt(core);
  if (due !== undefined && due <= timeOf(core)) decide(core, due);
  else armDeadlines(core);
};

/** The server stood still: arena time did not pass, so nothing is given back; the log says so. */
export const onPause = (core: Core, ms: number): void => {
  if (core.phase !== 'running') return;
  const at = core.ports.clock.instant();
  record(core, { type: 'event', kind: 'paused', turn: openTurnOf(core), ms, at }, undefined, () => {});
};
