import { z } from 'zod';
import type { Seat } from '../../games/game.ts';
import type { ServerMessage, Welcome } from '../protocol/messages.ts';
import { openTurnOf, type Core, type SeatState } from './core.ts';

const actionSchemas = new WeakMap<object, Welcome['actionSchema']>();

/** JSON Schema of a game's actions, made once a game. */
export const actionSchemaOf = (game: Core['game']): Welcome['actionSchema'] => {
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
  rules: game.rules(header.config),
  config: header.config,
  actionSchema: actionSchemaOf(game),
  clock: header.clock,
  attempts: header.attempts,
  legalTold: header.legalTold,
  seedCommitment: header.seedCommitment,
  seats: header.seats.map(({ name }, at) => ({ role: header.roles[at]!, ...(!header.rated && { name }) })),
  last,
});

/**
 * The pending turn. View, texts and legal actions are computed when they are read: a hosted player in this
 * process often needs one of them only. They are those of the turn, however late they are read.
 */
export const turnMessage = (core: Core, seat: SeatState): ServerMessage => {
  const { game, state, before, header } = core;
  const viewer = seat.seat;
  const refusal = seat.lastRefusal;
  return {
    type: 'turn',
    turn: openTurnOf(core),
    get view() {
      return game.view(state, viewer);
    },
    get text() {
      return game.describe(game.view(state, viewer));
    },
    // What is undefined is no member of the JSON that is sent.
    get legal() {
      return header.legalTold ? [...game.legalActions(state, viewer)] : undefined;
    },
    deadline: seat.clock.deadline(core.ports.clock.now()),
    attemptsLeft: header.attempts.max - seat.attempts,
    ...(refusal !== undefined && { refusal: { code: refusal.code, message: refusal.message } }),
    get news() {
      return before === undefined
        ? undefined
        : game.news(game.view(before, viewer), game.view(state, viewer));
    },
  };
};

/** What a seat that does not act is told after a step. */
export const updateMessage = (core: Core, viewer: Seat): ServerMessage => {
  const { game, state, before } = core;
  return {
    type: 'update',
    turn: openTurnOf(core),
    get view() {
      return game.view(state, viewer);
    },
    get news() {
      return before === undefined ? '' : game.news(game.view(before, viewer), game.view(state, viewer));
    },
  };
};

/** The address of a match's log, on the server that holds it. */
export const replayPath = (match: string): string => `/api/matches/${match}/replay`;

export const endMessage = (header: Core['header'], result: NonNullable<Core['result']>): ServerMessage => ({
  type: 'end',
  outcome: result.outcome as Extract<ServerMessage, { type: 'end' }>['outcome'],
  termination: result.termination,
  fault: result.fault,
  release: header.release,
  replay: replayPath(header.match),
});
