import type { AnyGame, Role, Seat } from '../games/game.ts';
import type { Evidence } from './evidence.ts';
import type { Event, Header } from './format.ts';
import type { MiddleRecord } from './reading.ts';
import { finding, type Finding } from './verdict.ts';

/** The turn of a match that is open, and what was logged on it. */
export interface OpenTurn {
  readonly game: AnyGame;
  readonly header: Header;
  readonly roles: readonly Role[];
  readonly evidence: Evidence;
  /** Seats whose action is final already. */
  readonly held: { readonly has: (seat: Seat) => boolean; readonly size: number };
  readonly state: unknown;
  readonly actors: readonly Seat[];
  readonly steps: number;
}

/** Events that come as they come, whoever has what to answer. */
const besideThePlay: readonly Event['kind'][] = [
  'disconnect',
  'reconnect',
  'paused',
  'resumed',
  'adopted',
  'failure',
];

/** What may be due for several seats at once, or be told of one thing several times. */
const comeTogether: readonly Event['kind'][] = ['deadline', 'absent', 'failure'];

/** The seat that must act and has no attempts left. */
const spentSeat = ({ header, actors, held, evidence }: OpenTurn): Seat | undefined =>
  evidence.hasRefusals()
    ? actors.find((seat) => !held.has(seat) && evidence.refusals(seat) >= header.attempts.max)
    : undefined;

/** Whether the policy can play in a seat's place, by the rules and never in an arbiter's. */
const hasDefault = ({ game, header, roles, state }: OpenTurn, seat: Seat): boolean => {
  const { then } = header.attempts;
  if (then === 'forfeit' || roles[seat]?.kind === 'arbiter') return false;
  const parsed = game.schemas.action.safeParse(then.default);
  return parsed.success && game.check(state, seat, parsed.data) === undefined;
};

/** The seat that has used up its attempts, where the policy plays nothing in its place. */
export const lostByAttempts = (turn: OpenTurn): Seat | undefined => {
  const seat = spentSeat(turn);
  return seat === undefined || hasDefault(turn, seat) ? undefined : seat;
};

const isDefaultOf = (record: MiddleRecord, seat: Seat): boolean => {
  if (record.type === 'held') return record.seat === seat && record.by.source === 'default';
  return record.type === 'step' && record.by[seat]?.source === 'default';
};

/** The referee lets nothing come between what decides a match, or a turn, and what follows from it. */
export const checkIsOpen = (turn: OpenTurn, record: MiddleRecord): Finding | undefined => {
  const decided = turn.evidence.decidedBy();
  if (decided !== undefined)
    return record.type === 'event' && record.kind === decided && comeTogether.includes(decided)
      ? undefined
      : finding('evidence', `An event of kind ${decided} has decided the match: only its end may follow.`);
  const seat = spentSeat(turn);
  if (seat === undefined || isDefaultOf(record, seat)) return undefined;
  if (record.type === 'event' && besideThePlay.includes(record.kind)) return undefined;
  return finding('attempts', `Seat ${seat} has used up its attempts: the policy decides before this.`);
};

/** Whether the match waits for this seat's answer; an arbiter is timed when it waits for nobody else. */
const isAwaited = ({ actors, held, roles }: OpenTurn, seat: Seat): boolean => {
  const awaited = actors.filter((actor) => !held.has(actor));
  const hasPlayer = awaited.some((actor) => roles[actor]?.kind === 'player');
  return awaited.includes(seat) && (roles[seat]?.kind === 'player' || !hasPlayer);
};

const checkDeadline = (turn: OpenTurn, seat: Seat, code: string | undefined): Finding | undefined => {
  if (code === 'budget') return undefined;
  if (code === 'move')
    return isAwaited(turn, seat)
      ? undefined
      : finding('evidence', `The match did not wait for seat ${seat}, so no deadline of its move passed.`);
  if (code === 'disconnect')
    return turn.evidence.isAway(seat)
      ? undefined
      : finding('evidence', `No event shows that seat ${seat} was disconnected.`);
  return finding('event', 'A deadline is one of a move, a disconnect or a budget.');
};

const hasBegun = ({ steps, held, evidence }: OpenTurn): boolean =>
  steps > 0 || held.size > 0 || evidence.hasRefusals();

/** Whether an event that decides the match could be true where it stands. */
export const checkEvent = (turn: OpenTurn, { kind, seat, code }: Event): Finding | undefined => {
  if (kind === 'deadline') return checkDeadline(turn, seat!, code);
  if (kind === 'absent' && hasBegun(turn))
    return finding('evidence', `Seat ${seat} is said to be absent, but the match had begun.`);
  return undefined;
};
