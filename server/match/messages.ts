import { z } from 'zod';
import type { AnyGame, Json, Seat, Viewer } from '../../games/game.ts';
import type { ServerMessage, Welcome } from '../protocol/messages.ts';
import { openTurnOf, timeOf, type Core, type Position, type SeatState } from './core.ts';

const actionSchemas = new WeakMap<object, Welcome['actionSchema']>();

/** JSON Schema of a game's actions, made once a game. */
const actionSchemaOf = (game: Core['game']): Welcome['actionSchema'] => {
  const known = actionSchemas.get(game);
  if (known !== undefined) return known;
  const made = z.toJSONSchema(game.schemas.action) as Welcome['actionSchema'];
  actionSchemas.set(game, made);
  return made;
};

/** The welcome of a seat. Rated matches show roles, not names: a name is text that another agent chose. */
export const welcomeMessage = (
  header: Core['header'],
  game: Core['game'],
  seat: Seat,
  last: Welcome['last'],
): Welcome => ({
  type: 'welcome',
  match: header.match,
  seat,
  role: header.roles[seat]!,
  game: header.game,
  // Like the texts of a turn, made when it is read.
  get rules() {
    return game.rules(header.config);
  },
  config: header.config,
  actionSchema: actionSchemaOf(game),
  clock: header.clock,
  attempts: header.attempts,
  legalTold: header.legalTold,
  seedCommitment: header.seedCommitment,
  seats: header.seats.map(({ name }, at) => ({ role: header.roles[at]!, ...(!header.rated && { name }) })),
  last,
});

/** One line on what the last step did, as `viewer` saw it; empty before the first. */
export const newsOf = (game: AnyGame, { state, before }: Position, viewer: Viewer): string =>
  before === undefined ? '' : game.news(game.view(before, viewer), game.view(state, viewer));

/** Rules that fail while a message is read end the match, whoever reads it: no seat is to blame for them. */
const reading = <T>(core: Core, part: () => T): T => {
  try {
    return part();
  } catch (error) {
    core.fail(error);
    throw error;
  }
};

/**
 * The pending turn. View, texts and legal actions are computed when they are read: a hosted player in this
 * process often needs one of them only. They are those of the turn, however late they are read.
 */
export const turnMessage = (core: Core, seat: SeatState): ServerMessage => {
  const { game, header, shown } = core;
  const { state } = shown;
  const viewer = seat.seat;
  const refusal = seat.lastRefusal;
  return {
    type: 'turn',
    turn: openTurnOf(core),
    get view() {
      return reading(core, () => game.view(state, viewer) as Json);
    },
    get text() {
      return reading(core, () => game.describe(game.view(state, viewer)));
    },
    // What is undefined is no member of the JSON that is sent.
    get legal() {
      return header.legalTold ? reading(core, () => [...game.legalActions(state, viewer)]) : undefined;
    },
    deadline: seat.clock.deadline(timeOf(core)),
    attemptsLeft: header.attempts.max - seat.attemptsTold,
    ...(refusal !== undefined && { refusal: { code: refusal.code, message: refusal.message } }),
    get news() {
      return shown.before === undefined ? undefined : reading(core, () => newsOf(game, shown, viewer));
    },
  };
};

/** What a seat that does not act is told after a step. */
export const updateMessage = (core: Core, viewer: Seat): ServerMessage => {
  const { game, shown } = core;
  return {
    type: 'update',
    turn: openTurnOf(core),
    get view() {
      return reading(core, () => game.view(shown.state, viewer) as Json);
    },
    get news() {
      return reading(core, () => newsOf(game, shown, viewer));
    },
  };
};

/** The address of a match's log, on the server that holds it. */
const replayPath = (match: string): string => `/api/matches/${match}/replay`;

export const endMessage = (header: Core['header'], result: NonNullable<Core['result']>): ServerMessage => ({
  type: 'end',
  outcome: result.outcome as Extract<ServerMessage, { type: 'end' }>['outcome'],
  termination: result.termination,
  fault: result.fault,
  release: header.release,
  replay: replayPath(header.match),
});
