import { z } from 'zod';
import type { AnyGame, Json, Seat, Viewer } from '../../games/game.ts';
import type { Deadline, ServerMessage, Welcome } from '../protocol/messages.ts';
import { tellView } from './brief.ts';
import { openTurnOf, timeOf, type Core, type Position, type SeatState, type Viewed } from './core.ts';

const actionSchemas = new WeakMap<object, Welcome['actionSchema']>();

/** JSON Schema of a game's actions, made once a game. */
const actionSchemaOf = (game: Core['game']): Welcome['actionSchema'] => {
  const known = actionSchemas.get(game);
  if (known !== undefined) return known;
  const made = z.toJSONSchema(game.schemas.action) as Welcome['actionSchema'];
  actionSchemas.set(game, made);
  return made;
};

/**
 * The welcome of a seat. Like the texts of a turn, its own are made when they are read; a class, since accessors of a
 * literal cost more than a small move.
 */
class WelcomeMessage implements Welcome {
  readonly type = 'welcome';
  readonly header: Core['header'];
  readonly rulesOf: Core['game'];
  readonly match: string;
  readonly seat: Seat;
  readonly role: string;
  readonly game: Welcome['game'];
  readonly config: Welcome['config'];
  readonly actionSchema: Welcome['actionSchema'];
  readonly clock: Welcome['clock'];
  readonly attempts: Welcome['attempts'];
  readonly legalTold: boolean;
  readonly seedCommitment: string;
  readonly last: Welcome['last'];

  constructor(header: Core['header'], game: Core['game'], seat: Seat, last: Welcome['last']) {
    this.header = header;
    this.rulesOf = game;
    this.match = header.match;
    this.seat = seat;
    this.role = header.roles[seat]!;
    this.game = header.game;
    this.config = header.config;
    this.actionSchema = actionSchemaOf(game);
    this.clock = header.clock;
    this.attempts = header.attempts;
    this.legalTold = header.legalTold;
    this.seedCommitment = header.seedCommitment;
    this.last = last;
  }

  get rules(): string {
    return this.rulesOf.rules(this.config);
  }

  /** Rated matches show roles, not names: a name is text that another agent chose. */
  get seats(): Welcome['seats'] {
    const { rated, roles, seats } = this.header;
    return seats.map(({ name }, at) => ({ role: roles[at]!, ...(!rated && { name }) }));
  }

  /** The message as it is sent. */
  toJSON(): Welcome {
    const { type, match, seat, role, game, rules, config, actionSchema, clock } = this;
    const { attempts, legalTold, seedCommitment, seats, last } = this;
    const told = { attempts, legalTold, seedCommitment, seats, last };
    return { type, match, seat, role, game, rules, config, actionSchema, clock, ...told };
  }
}

export const welcomeMessage = (
  header: Core['header'],
  game: Core['game'],
  seat: Seat,
  last: Welcome['last'],
): Welcome => new WelcomeMessage(header, game, seat, last);

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
 * What a seat is told of a position. View, texts and legal actions are computed when they are read: a hosted
 * player in this process often needs one of them only. They are those of the turn, however late they are read.
 * A class, since one is made for every seat at every step, and accessors of a literal cost more than a small move.
 */
class PositionMessage {
  readonly turn: number;
  readonly core: Core;
  readonly seat: SeatState;
  readonly position: Position;
  /** What the seat was shown before: mostly the state that the news go on from. */
  readonly earlier: Viewed | undefined;
  private seen: Viewed | undefined;

  constructor(core: Core, seat: SeatState) {
    this.core = core;
    this.seat = seat;
    this.turn = openTurnOf(core);
    this.position = core.shown;
    this.earlier = seat.viewed;
    this.seen = undefined;
  }

  get view(): Json {
    const { position, seat } = this;
    this.seen ??= this.viewOf(position.state);
    seat.viewed = this.seen;
    return this.seen.view as Json;
  }

  get news(): string {
    const { core, position, earlier, view } = this;
    if (position.before === undefined) return '';
    const before = earlier?.state === position.before ? earlier : this.viewOf(position.before);
    return reading(core, () => core.game.news(before.view, view));
  }

  private viewOf(state: unknown): Viewed {
    const { core, seat } = this;
    return reading(core, () => ({ state, view: core.game.view(state, seat.seat) as unknown }));
  }

  /** The view as it is sent now: its `brief` goes to each wire once. */
  protected tell(): Json {
    const { seat } = this;
    const { view, told } = tellView(this.view, seat.briefTold);
    seat.briefTold = told;
    return view;
  }
}

/** The pending turn of a seat. */
class TurnMessage extends PositionMessage {
  readonly type = 'turn';
  readonly deadline: Deadline;
  readonly attemptsLeft: number;
  readonly refusal: { readonly code: string; readonly message: string } | undefined;

  constructor(core: Core, seat: SeatState) {
    super(core, seat);
    const refusal = seat.lastRefusal;
    this.deadline = seat.clock.deadline(timeOf(core));
    this.attemptsLeft = core.header.attempts.max - seat.attemptsTold;
    this.refusal = refusal && { code: refusal.code, message: refusal.message };
  }

  get text(): string {
    const { core, view } = this;
    return reading(core, () => core.game.describe(view));
  }

  get legal(): Json[] | undefined {
    const { core, position, seat } = this;
    if (!core.header.legalTold) return undefined;
    // A copy: games may keep their lists, and players in this process may change theirs.
    return reading(core, () => [...core.game.legalActions(position.state, seat.seat)]);
  }

  /** The message as it is sent; what is undefined is no member of it. */
  toJSON(): object {
    const { type, turn, text, legal, deadline, attemptsLeft, refusal } = this;
    const news = this.position.before === undefined ? undefined : this.news;
    return { type, turn, view: this.tell(), text, legal, deadline, attemptsLeft, refusal, news };
  }
}

/** What a seat that does not act is told after a step. */
class UpdateMessage extends PositionMessage {
  readonly type = 'update';

  /** The message as it is sent. */
  toJSON(): object {
    const { type, turn, news } = this;
    return { type, turn, view: this.tell(), news };
  }
}

export const turnMessage = (core: Core, seat: SeatState): ServerMessage => new TurnMessage(core, seat);

export const updateMessage = (core: Core, seat: SeatState): ServerMessage => new UpdateMessage(core, seat);

/** A message as plain data, for encoders other than JSON.stringify, which asks for it by itself. */
export const plainMessage = (message: ServerMessage): object =>
  'toJSON' in message ? (message as WelcomeMessage | TurnMessage | UpdateMessage).toJSON() : message;

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
