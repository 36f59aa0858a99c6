import { noBriefTold } from './brief.ts';
import type { Wire } from './ports.ts';
import { openTurnOf, record, tellWatchers, timeOf, type Core, type SeatState } from './core.ts';
import { armDeadlines } from './deadlines.ts';
import { endMessage, welcomeMessage } from './messages.ts';
import { openTurn, sendPosition } from './turns.ts';
import { closeCodes } from '../protocol/constants.ts';

/** Losses and returns of one seat's socket that are logged; a socket that flaps for ever must not fill the disk. */
const connectionEventsMax = 400;

/** The last event that is logged is a loss, so that the log never says of an absent seat that it is there. */
const logConnection = (core: Core, seat: SeatState, kind: 'disconnect' | 'reconnect'): void => {
  if (seat.connectionEvents >= connectionEventsMax - 1 && kind === 'reconnect') return;
  if (seat.connectionEvents >= connectionEventsMax) return;
  seat.connectionEvents += 1;
  const at = core.ports.clock.instant();
  record(core, { type: 'event', kind, seat: seat.seat, turn: openTurnOf(core), at }, undefined, () =>
    tellWatchers(core),
  );
};

/** A seat's hello. The last socket of a seat is the one that counts. */
export const connectSeat = (core: Core, seat: SeatState, wire: Wire): void => {
  if (core.phase === 'fenced') return wire.close(closeCodes.goingAway, 'the match has moved');
  const replaced = seat.wire;
  seat.wire = wire;
  seat.briefTold = noBriefTold;
  core.ports.observer?.connection(core.header, seat.seat, 'connected');
  replaced?.close(closeCodes.replaced, 'another socket took this seat');
  wire.send(welcomeMessage(core.header, core.game, seat.seat, seat.last));
  if (core.result !== null) {
    wire.send(endMessage(core.header, core.result));
    wire.close(closeCodes.normal, 'the match is over');
    seat.wire = undefined;
    return;
  }
  const first = !seat.joined;
  seat.joined = true;
  if (core.phase === 'waiting') startWhenComplete(core);
  else if (core.phase === 'running' && replaced === undefined) comeBack(core, seat, first);
  else sendPosition(core, seat);
};

const startWhenComplete = (core: Core): void => {
  if (core.seats.some((seat) => seat.wire === undefined)) return;
  core.phase = 'running';
  tellWatchers(core);
  openTurn(core);
};

/** A seat is back. After a restart its pending turn is timed from here, since only now is it told of it. */
const comeBack = (core: Core, seat: SeatState, first: boolean): void => {
  const now = timeOf(core);
  seat.clock.comeBack(now);
  if (first && seat.acting) seat.clock.startTurn(now);
  logConnection(core, seat, 'reconnect');
  armDeadlines(core);
  sendPosition(core, seat);
};

/** A seat's socket is gone. Only a closed socket counts, never a missed pong. */
export const disconnectSeat = (core: Core, seat: SeatState, wire: Wire): void => {
  if (seat.wire !== wire) return;
  seat.wire = undefined;
  core.ports.observer?.connection(core.header, seat.seat, 'disconnected');
  if (core.phase !== 'running') return;
  seat.clock.drop(timeOf(core));
  logConnection(core, seat, 'disconnect');
  armDeadlines(core);
};

/**
 * The sockets of a match that this process has taken up were lost by no fault of its seats. Where the process before has
 * died they are back at once; where it stands still they first have to notice.
 */
const returnMs = 30_000;

/** A match that was under way before a restart: it runs, and waits for its seats to come back. */
export const resumeRunning = (core: Core): void => {
  core.phase = 'running';
  const now = timeOf(core);
  const actors = core.game.actors(core.position.state);
  for (const seat of core.seats) {
    seat.acting = actors.includes(seat.seat) && !core.held.has(seat.seat);
    seat.clock.drop(now + returnMs);
  }
  const at = core.ports.clock.instant();
  record(core, { type: 'event', kind: 'adopted', turn: openTurnOf(core), at }, undefined, () =>
    tellWatchers(core),
  );
  armDeadlines(core);
};
