import type { AnyGame, Json, Seat } from '../../games/game.ts';
import { gameStateHash } from '../../games/canonical.ts';
import { stepRng } from '../../games/rng.ts';
import { sha256Hex } from '../../games/sha256.ts';
import {
  lineSchema,
  type Header,
  type Held,
  type Line,
  type Refusal,
  type Step,
} from '../../replays/format.ts';
import type { PlayedAction } from '../../replays/play.ts';
import { poolOf } from '../../replays/pool.ts';
import type { Unfinished } from '../../replays/store.ts';
import { addRecord, createTally, type Tally } from '../../replays/tally.ts';
import type { Answer, Position, SeatStart, Start } from './core.ts';
import { bankAfter } from './seat-clock.ts';

type Draft = { -readonly [K in keyof SeatStart]: SeatStart[K] };

interface Fold {
  readonly header: Header;
  readonly game: AnyGame;
  readonly seed: string;
  readonly seats: readonly Draft[];
  readonly tally: Tally;
  position: Position;
  held: Map<Seat, PlayedAction>;
}

const freshSeats = (header: Header): Draft[] =>
  header.seats.map(() => ({
    bankMs: header.clock.bankMs,
    answers: new Map<string, Answer>(),
    last: null,
    attempts: 0,
    lastRefusal: undefined,
    refusals: 0,
  }));

const remember = (fold: Fold, seat: Draft, turn: number, id: string | undefined): void => {
  if (id === undefined) return;
  seat.answers.set(id, { type: 'ack', turn, id });
  seat.last = { turn, id };
};

const foldHeld = (fold: Fold, line: Held): void => {
  const seat = fold.seats[line.seat]!;
  fold.held.set(line.seat, { seat: line.seat, action: line.action, by: line.by });
  seat.bankMs = bankAfter(fold.header.clock, seat.bankMs, line.by.ms);
  remember(fold, seat, line.turn, line.by.id);
};

const foldRefusal = (fold: Fold, line: Refusal): void => {
  const seat = fold.seats[line.seat]!;
  seat.attempts += 1;
  seat.refusals += 1;
  const message = 'This answer was refused before the server restarted.';
  seat.lastRefusal = { class: line.class, code: line.code, message };
  const attemptsLeft = fold.header.attempts.max - seat.attempts;
  if (line.id === undefined) return;
  seat.answers.set(line.id, {
    type: 'refused',
    turn: line.turn,
    id: line.id,
    code: line.code,
    message,
    attemptsLeft,
  });
};

const foldStep = (fold: Fold, line: Step): void => {
  const { game, header } = fold;
  const seats = Object.keys(line.actions).map(Number);
  const actions = new Map(
    seats.map((seat) => [seat, game.schemas.action.parse(line.actions[seat]) as unknown]),
  );
  const before = fold.position.state;
  fold.position = { n: line.n, state: game.step(before, actions, stepRng(fold.seed, line.n)), before };
  for (const [at, seat] of fold.seats.entries()) {
    seat.attempts = 0;
    seat.lastRefusal = undefined;
    const by = line.by[at];
    // What was held was paid for and is remembered since then.
    if (by === undefined || fold.held.has(at)) continue;
    seat.bankMs = bankAfter(header.clock, seat.bankMs, by.ms);
    remember(fold, seat, line.n, by.id);
  }
  fold.held = new Map();
};

const foldLine = (fold: Fold, line: Line): void => {
  if (line.type === 'step') {
    addRecord(fold.tally, line);
    foldStep(fold, line);
  } else if (line.type === 'held' || line.type === 'refusal' || line.type === 'event') {
    const { prev: _, ...record } = line;
    fold.tally.write(record);
    if (line.type === 'held') foldHeld(fold, line);
    if (line.type === 'refusal') foldRefusal(fold, line);
  } else throw new Error(`a line of type ${line.type} in the middle of an unfinished log`);
};

/** What the start of a match is made of; `setup` is the state that the game's rules have set up. */
export interface StartParts {
  readonly header: Header;
  readonly game: AnyGame;
  readonly secrets: Unfinished['secrets'];
  readonly setup: unknown;
}

/** Where a new match starts, with the head of its log. */
export const freshStart = ({ header, game, secrets, setup }: StartParts, head: string): Start => {
  return {
    header,
    game,
    seed: secrets.seed,
    group: secrets.group,
    epoch: 0,
    head,
    setup,
    position: { n: 0, state: setup, before: undefined },
    hash: gameStateHash(setup as Json),
    held: new Map(),
    tally: createTally(header, poolOf(header, game)),
    seats: freshSeats(header),
  };
};

/**
 * Where an unfinished match goes on, rebuilt from its log alone. Throws when the log does not replay to the
 * states it recorded: such a match cannot be played on honestly.
 */
export const resumeStart = (
  unfinished: Unfinished,
  { header, game, setup }: Omit<StartParts, 'secrets'>,
): Start => {
  const start = freshStart({ header, game, setup, secrets: unfinished.secrets }, '');
  const fold: Fold = { ...start, seats: freshSeats(header) };
  let recorded = start.hash;
  for (const text of unfinished.lines.slice(1)) {
    const line = lineSchema.parse(JSON.parse(text));
    foldLine(fold, line);
    if (line.type === 'step') recorded = line.state;
  }
  const { position, held, seats } = fold;
  const hash = gameStateHash(position.state as Json);
  if (recorded !== hash)
    throw new Error(`the log of ${header.match} replays to another state at step ${position.n}`);
  return {
    ...start,
    epoch: unfinished.epoch,
    head: sha256Hex(unfinished.lines.at(-1)!),
    position,
    hash,
    held,
    seats,
  };
};
