import { forfeitOutcome } from '../../games/outcome.ts';
import type { Outcome } from '../../games/game.ts';
import type { Fault, FaultClass, Termination } from '../../replays/format.ts';
import type { Record as LogRecord } from '../../replays/record.ts';
import type { ProviderEvidence } from '../hosting/port.ts';
import { closeCodes } from '../protocol/constants.ts';
import { contain, openTurnOf, store, tellWatchers, writeRecord, type Core, type SeatState } from './core.ts';
import { endMessage } from './messages.ts';

/**
 * Ends the match: no action counts any more. The end line is signed off the loop and stored together with its
 * evidence and the ledger row; only then do the seats learn of it, so what they are told can never be lost.
 */
const endMatch = (
  core: Core,
  termination: Termination,
  outcome: Outcome | null,
  fault: Fault | null,
  evidence: readonly LogRecord[] = [],
): void => {
  // Rules may fail while an ending is under way; the first one stands.
  if (core.phase !== 'waiting' && core.phase !== 'running') return;
  core.phase = 'ending';
  core.alarm.set(undefined);
  core.stopPauses();
  for (const seat of core.seats) seat.acting = false;
  const lines = evidence.map((line) => writeRecord(core, line));
  const end = {
    outcome,
    termination,
    fault,
    seed: core.seed,
    state: core.hash,
    ...(core.group !== null && { group: core.group }),
    at: core.ports.clock.instant(),
  };
  core.recorder.end(end, core.ports.sign, (line) => {
    if (core.phase !== 'ending') return;
    const finish = core.tally.finish(end, core.recorder.head());
    const onStored = (): void => close(core, { outcome, termination, fault });
    store(core, { lines: [...lines, line], finish, onStored });
  });
};

/** The rules say that it is over. */
export const endByRules = (core: Core, outcome: Outcome): void =>
  endMatch(core, outcome.reason === 'step-limit' ? 'step-limit' : 'normal', outcome, null);

const close = (core: Core, result: NonNullable<Core['result']>): void => {
  core.phase = 'over';
  core.result = result;
  const message = endMessage(core.header, result);
  for (const seat of core.seats) {
    const { wire } = seat;
    seat.wire = undefined;
    seat.answers.clear();
    seat.viewed = undefined;
    if (wire === undefined) continue;
    contain(core, () => {
      wire.send(message);
      wire.close(closeCodes.normal, 'the match is over');
    });
  }
  tellWatchers(core);
  for (const listener of core.endListeners) contain(core, () => listener(result));
};

type EventKind = Extract<LogRecord, { type: 'event' }>['kind'];

/** An event on the open turn, now. */
const eventOf = (
  core: Core,
  kind: EventKind,
  facts: { seat?: number; code?: string; ms?: number } = {},
): LogRecord => ({
  type: 'event',
  kind,
  turn: openTurnOf(core),
  ...facts,
  at: core.ports.clock.instant(),
});

/** The seat loses by its own fault; an arbiter's fault voids the match, since no player is to blame. */
export const forfeit = (
  core: Core,
  seat: SeatState,
  termination: Termination,
  kind: FaultClass | null,
  evidence: readonly LogRecord[] = [],
): void => {
  const fault = kind === null ? null : { seat: seat.seat, class: kind };
  if (seat.role.kind === 'arbiter') return endMatch(core, 'void-arbiter', null, fault, evidence);
  const roles = core.seats.map(({ role }) => role);
  const outcome = forfeitOutcome(core.game, roles, core.position.state, seat.seat);
  return endMatch(core, termination, outcome, fault, evidence);
};

/** A deadline has passed: the log says so, and that is the evidence of the forfeit. */
export const forfeitByDeadline = (
  core: Core,
  seat: SeatState,
  code: 'move' | 'disconnect' | 'budget',
): void => {
  const termination = code === 'move' ? 'timeout' : code;
  forfeit(core, seat, termination, termination, [eventOf(core, 'deadline', { seat: seat.seat, code })]);
};

/** Gives the match up on a seat's own word. */
export const resignMatch = (core: Core, seat: SeatState): void =>
  forfeit(core, seat, 'resign', null, [eventOf(core, 'resign', { seat: seat.seat })]);

/** Nobody came, or the match was called off: it counts for nothing. */
export const abortMatch = (core: Core, absent: readonly SeatState[]): void => {
  const evidence = absent.map(({ seat }) => eventOf(core, 'absent', { seat }));
  endMatch(core, 'aborted', null, null, absent.length === 0 ? [eventOf(core, 'cancelled')] : evidence);
};

/** The same deadline has passed for every player, which is the evidence that nobody was there to win. */
export const abortByDeadline = (
  core: Core,
  due: readonly { readonly seat: SeatState; readonly code: 'move' | 'disconnect' }[],
): void =>
  endMatch(
    core,
    'aborted',
    null,
    null,
    due.map(({ seat, code }) => eventOf(core, 'deadline', { seat: seat.seat, code })),
  );

/** The arena itself failed: it counts for nobody. */
export const voidMatch = (core: Core, code: string, cause?: unknown): void => {
  core.ports.report(core.header.match, code, cause);
  endMatch(core, 'void-infra', null, null, [eventOf(core, 'failure', { code })]);
};

/** The provider of a model that the arena itself asks has failed, and the log says how: it counts for nobody. */
export const voidByProvider = (core: Core, seat: SeatState, failures: readonly ProviderEvidence[]): void => {
  const evidence = failures.map(({ code, ms }) => eventOf(core, 'failure', { seat: seat.seat, ms, code }));
  endMatch(core, 'void-provider', null, null, evidence);
};
