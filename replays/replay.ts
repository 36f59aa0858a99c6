import { canonical, gameStateHash } from '../games/canonical.ts';
import type { AnyGame, Json, Role, Seat } from '../games/game.ts';
import { stepRng } from '../games/rng.ts';
import { createEvidence, type Evidence } from './evidence.ts';
import { checkEvent, checkIsOpen, lostByAttempts, type OpenTurn } from './open-turn.ts';
import type { By, Event, Header, Held, Refusal, Step } from './format.ts';
import type { MiddleRecord } from './reading.ts';
import { finding, type Finding } from './verdict.ts';

/** A match played again from its log, record by record. */
export interface Replay {
  /** Checks a record against the rules and takes it; a record with a finding changes nothing that counts. */
  readonly take: (record: MiddleRecord) => Finding | undefined;
  readonly roles: readonly Role[];
  readonly evidence: Evidence;
  /** The state after the last step. */
  readonly state: () => unknown;
  /** The hash of that state. */
  readonly hash: () => string;
  readonly steps: () => number;
  /** The seat that has used up its attempts on the open turn, where the policy plays nothing in its place. */
  readonly lostByAttempts: () => Seat | undefined;
}

interface Table extends OpenTurn {
  readonly seed: string;
  readonly held: Map<Seat, Held>;
  state: unknown;
  hash: string;
  actors: readonly Seat[];
  steps: number;
}

const isSame = (a: Json, b: Json): boolean => a === b || canonical(a) === canonical(b);

const seatsText = (seats: readonly (Seat | string)[]): string =>
  seats.length === 0 ? 'nobody' : `seat ${seats.join(' and ')}`;

/** Only the attempts policy may play for a seat, and only when the seat has no attempts left. */
const checkDefault = (table: Table, seat: Seat, action: Json, by: By): Finding | undefined => {
  const { attempts } = table.header;
  if (attempts.then === 'forfeit')
    return finding('default-action', `Seat ${seat} was given a default action, but the policy is forfeit.`);
  if (table.roles[seat]?.kind === 'arbiter')
    return finding('default-action', `Seat ${seat} is an arbiter, in whose place no policy rules.`);
  if (table.evidence.refusals(seat) < attempts.max)
    return finding('default-action', `Seat ${seat} was given the default action with attempts left.`);
  if (!isSame(action, attempts.then.default))
    return finding('default-action', `The default action is ${canonical(attempts.then.default)}.`);
  return by.attempts === attempts.max
    ? undefined
    : finding('attempts', `by.attempts of seat ${seat} should be ${attempts.max}, not ${by.attempts}.`);
};

const checkAttempts = (table: Table, seat: Seat, by: By): Finding | undefined => {
  const refused = table.evidence.refusals(seat);
  return by.attempts === refused + 1
    ? undefined
    : finding('attempts', `by.attempts of seat ${seat} should be ${refused + 1}, not ${by.attempts}.`);
};

/** Whether `seat` may act thus: its turn, the action's one form, the rules, and how it came about. */
const checkAction = (table: Table, seat: Seat, action: Json, by: By): Finding | undefined => {
  const { game, state } = table;
  const parsed = game.schemas.action.safeParse(action);
  if (!parsed.success || !isSame(parsed.data as Json, action))
    return finding('action', `${canonical(action)} does not have the form of an action of ${game.id}.`);
  const illegal = game.check(state, seat, parsed.data);
  if (illegal !== undefined)
    return finding(
      'action',
      `Seat ${seat} played ${canonical(action)}, which is illegal: ${illegal.message}`,
    );
  return by.source === 'default' ? checkDefault(table, seat, action, by) : checkAttempts(table, seat, by);
};

const checkIsFree = (table: Table, seat: Seat, what: string): Finding | undefined => {
  if (!table.actors.includes(seat))
    return finding('actors', `${what} of seat ${seat}, but to act: ${seatsText(table.actors)}.`);
  if (table.held.has(seat))
    return finding('held', `${what} of seat ${seat}, whose action for this step is already final.`);
  return undefined;
};

const takeHeld = (table: Table, held: Held): Finding | undefined => {
  const found =
    checkIsFree(table, held.seat, 'A held action') ?? checkAction(table, held.seat, held.action, held.by);
  if (found === undefined) table.held.set(held.seat, held);
  return found;
};

const takeRefusal = (table: Table, refusal: Refusal): Finding | undefined => {
  const found = checkIsFree(table, refusal.seat, 'A refusal');
  if (found === undefined) table.evidence.addRefusal(refusal);
  return found;
};

const seatEvents: readonly Event['kind'][] = ['disconnect', 'reconnect', 'deadline', 'absent', 'resign'];

const takeEvent = (table: Table, event: Event): Finding | undefined => {
  const { seat, kind } = event;
  if (seat === undefined && seatEvents.includes(kind))
    return finding('event', `An event of kind ${kind} must name its seat.`);
  if (seat !== undefined && seat >= table.header.seats.length)
    return finding('event', `There is no seat ${seat}; the match has ${table.header.seats.length}.`);
  if (kind === 'deadline' && event.turn === undefined)
    return finding('event', 'A deadline must name the turn that was open.');
  const found = checkEvent(table, event);
  if (found === undefined) table.evidence.addEvent(event);
  return found;
};

/** What was held must come back in the step unchanged; the rest is checked now. */
const checkStepAction = (table: Table, step: Step, seat: Seat): Finding | undefined => {
  const action = step.actions[seat]!;
  const by = step.by[seat]!;
  const held = table.held.get(seat);
  if (held === undefined) return checkAction(table, seat, action, by);
  if (!isSame(held.action, action) || !isSame(held.by, by))
    return finding('held', `The step changes what was held for seat ${seat}.`);
  return undefined;
};

const takeStep = (table: Table, step: Step): Finding | undefined => {
  const due = table.actors.join();
  const seats = Object.keys(step.actions);
  if (due === '' || seats.join() !== due)
    return finding(
      'actors',
      `The step holds actions of ${seatsText(seats)}, but to act: ${seatsText(table.actors)}.`,
    );
  if (Object.keys(step.by).join() !== due)
    return finding('by', 'The members of `by` are not the seats that acted.');
  for (const seat of table.actors) {
    const found = checkStepAction(table, step, seat);
    if (found !== undefined) return found;
  }
  const { game, seed } = table;
  const actions = new Map(
    table.actors.map((seat) => [seat, game.schemas.action.parse(step.actions[seat]) as unknown]),
  );
  const state: unknown = game.step(table.state, actions, stepRng(seed, step.n));
  const hash = gameStateHash(state as Json);
  if (hash !== step.state)
    return finding('state', `The rules lead to the state ${hash}, the line says ${step.state}.`);
  advance(table, state, hash);
  return undefined;
};

const takeRecord = (table: Table, record: MiddleRecord): Finding | undefined => {
  switch (record.type) {
    case 'held':
      return takeHeld(table, record);
    case 'step':
      return takeStep(table, record);
    case 'refusal':
      return takeRefusal(table, record);
    case 'event':
      return takeEvent(table, record);
  }
};

const advance = (table: Table, state: unknown, hash: string): void => {
  table.state = state;
  table.hash = hash;
  table.actors = table.game.actors(state);
  table.steps += 1;
  table.held.clear();
  table.evidence.endTurn();
};

const checkSeats = (header: Header, roles: readonly Role[]): Finding | undefined => {
  if (header.roles.join() !== roles.map(({ name }) => name).join())
    return finding('seats', `The roles of this game are ${roles.map(({ name }) => name).join(', ')}.`);
  if (header.seats.length !== roles.length)
    return finding('seats', `The game has ${roles.length} seats, the header ${header.seats.length}.`);
  return undefined;
};

/** A replay at its setup; a finding where the header does not fit the game. */
export const createReplay = (game: AnyGame, header: Header, seed: string): Replay | Finding => {
  const config = game.schemas.config.safeParse(header.config);
  if (!config.success)
    return finding(
      'config',
      `The configuration is not one of ${game.id}: ${config.error.issues[0]?.message}.`,
    );
  const roles = game.roles(config.data);
  const unfit = checkSeats(header, roles);
  if (unfit !== undefined) return unfit;
  const state: unknown = game.setup(config.data, stepRng(seed, 0));
  const evidence = createEvidence(header.seats.length);
  const hash = gameStateHash(state as Json);
  const actors = game.actors(state);
  const table: Table = {
    game,
    header,
    seed,
    roles,
    evidence,
    held: new Map(),
    state,
    hash,
    actors,
    steps: 0,
  };
  return {
    take: (record) => checkIsOpen(table, record) ?? takeRecord(table, record),
    roles,
    evidence,
    state: () => table.state,
    hash: () => table.hash,
    steps: () => table.steps,
    lostByAttempts: () => lostByAttempts(table),
  };
};
