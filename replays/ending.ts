import { canonical } from '../games/canonical.ts';
import type { AnyGame, Outcome, Seat } from '../games/game.ts';
import { forfeitOutcome } from '../games/outcome.ts';
import { chainStart, isVoid, type End, type FaultClass, type Header } from './format.ts';
import type { Replay } from './replay.ts';
import { finding, type Finding } from './verdict.ts';

/** A match that was played again up to its end. */
interface Played {
  readonly seats: Header['seats'];
  readonly game: AnyGame;
  readonly replay: Replay;
}

/** Who forfeits and how the log must show it; a finding where it does not. */
type Offence = { readonly seat: Seat; readonly class: FaultClass | null } | Finding;

const isFinding = (value: object): value is Finding => 'why' in value;
const missing = (why: string): Finding => finding('evidence', why);

const deadlineOffence = (
  { replay: { evidence } }: Played,
  end: End,
  code: 'move' | 'disconnect' | 'budget',
): Offence => {
  const seat = end.fault?.seat;
  if (seat === undefined) return finding('fault', `A match that ends by ${end.termination} has a fault.`);
  const deadlines = evidence.deadlines();
  if (deadlines.get(seat) !== code)
    return missing(`No event shows that a ${code} deadline of seat ${seat} passed on the open turn.`);
  if (deadlines.size > 1)
    return missing('Deadlines of several seats passed at once, so that none lost by it.');
  return { seat, class: code === 'move' ? 'timeout' : code };
};

const attemptsOffence = ({ replay }: Played, end: End): Offence => {
  const seat = end.fault?.seat;
  if (seat === undefined) return finding('fault', 'A match that ends by attempts has a fault.');
  if (replay.lostByAttempts() !== seat)
    return missing(
      `Seat ${seat} was refused ${replay.evidence.refusals(seat)} times on the open turn: it had an attempt left, or the policy an action.`,
    );
  return { seat, class: replay.evidence.lastRefusal(seat) ?? null };
};

const resignOffence = ({ replay: { evidence } }: Played): Offence => {
  const seat = evidence.resigned();
  return seat === undefined ? missing('No event shows that a seat resigned.') : { seat, class: null };
};

type Forfeit = 'attempts' | 'timeout' | 'disconnect' | 'budget' | 'resign';

const offenceOf = (played: Played, end: End, termination: Forfeit): Offence => {
  switch (termination) {
    case 'attempts':
      return attemptsOffence(played, end);
    case 'timeout':
      return deadlineOffence(played, end, 'move');
    case 'disconnect':
    case 'budget':
      return deadlineOffence(played, end, termination);
    case 'resign':
      return resignOffence(played);
  }
};

const checkFault = (
  end: End,
  due: { readonly seat: Seat; readonly class: FaultClass } | null,
): Finding | undefined => {
  const text = (fault: typeof due): string => (fault === null ? 'null' : canonical({ ...fault }));
  return text(end.fault) === text(due)
    ? undefined
    : finding('fault', `The fault should be ${text(due)}, not ${text(end.fault)}.`);
};

const checkOutcome = (end: End, due: Outcome): Finding | undefined => {
  const dueText = canonical({ ...due });
  if (end.outcome !== null && canonical(end.outcome) === dueText) return undefined;
  return finding('outcome', `The outcome should be ${dueText}, not ${canonical(end.outcome)}.`);
};

/** An ending by the rules: `step-limit` is what the rules themselves call by that reason. */
const checkByRules = ({ game, replay }: Played, end: End): Finding | undefined => {
  const outcome = game.outcome(replay.state());
  if (outcome === undefined) return finding('outcome', 'By the rules the match is not over.');
  const decided = replay.evidence.decidedBy();
  if (decided !== undefined)
    return missing(`An event of kind ${decided} decided the match, and not its rules.`);
  const due = outcome.reason === 'step-limit' ? 'step-limit' : 'normal';
  if (end.termination !== due) return finding('outcome', `The termination should be ${due}.`);
  return checkFault(end, null) ?? checkOutcome(end, outcome);
};

const checkForfeit = (played: Played, end: End, termination: Forfeit): Finding | undefined => {
  const { game, replay } = played;
  if (game.outcome(replay.state()) !== undefined)
    return finding('outcome', 'By the rules the match was already over, so nobody could forfeit.');
  const offence = offenceOf(played, end, termination);
  if (isFinding(offence)) return offence;
  const { seat } = offence;
  if (replay.roles[seat]?.kind !== 'player')
    return finding('outcome', `Seat ${seat} is an arbiter; its failure voids the match.`);
  const due = offence.class === null ? null : { seat, class: offence.class };
  return checkFault(end, due) ?? checkOutcome(end, forfeitOutcome(game, replay.roles, replay.state(), seat));
};

/** Only a model that the arena asks itself has a provider that the arena can bear witness to. */
const hasProviderEvidence = ({ evidence }: Replay, seats: Played['seats']): boolean =>
  [...evidence.providerFailures()].some((seat) => seats[seat]?.kind === 'model');

/** Nobody came, somebody called the match off, or a deadline passed for every player at once. */
const hasAbortEvidence = ({ evidence, roles }: Replay): boolean => {
  const decided = evidence.decidedBy();
  if (decided !== 'deadline') return decided === 'absent' || decided === 'cancelled';
  const players = roles.flatMap(({ kind }, seat) => (kind === 'player' ? [seat] : []));
  return players.length > 1 && players.every((seat) => evidence.deadlines().has(seat));
};

/** What an arbiter did that voids the match; by its own word it has no fault. */
const arbiterOffence = (played: Played, end: End): Offence => {
  const kind = end.fault?.class;
  if (kind === undefined) return resignOffence(played);
  if (kind === 'timeout') return deadlineOffence(played, end, 'move');
  if (kind === 'disconnect' || kind === 'budget') return deadlineOffence(played, end, kind);
  return attemptsOffence(played, end);
};

const checkArbiter = (played: Played, end: End): Finding | undefined => {
  const offence = arbiterOffence(played, end);
  if (isFinding(offence)) return offence;
  const { seat } = offence;
  if (played.replay.roles[seat]?.kind !== 'arbiter')
    return finding('fault', `Seat ${seat} is a player, and no arbiter.`);
  return checkFault(end, offence.class === null ? null : { seat, class: offence.class });
};

const checkVoidEvidence = (played: Played, { termination }: End): Finding | undefined => {
  const { replay, seats } = played;
  if (termination === 'aborted' && !hasAbortEvidence(replay))
    return missing(
      'An aborted match names the absent seats, the event that cancelled it, or a deadline of every player.',
    );
  if (termination === 'void-provider' && !hasProviderEvidence(replay, seats))
    return missing("No event shows that the provider of a seat's model failed on the open turn.");
  if (termination === 'void-infra' && replay.evidence.decidedBy() !== 'failure')
    return missing('No event shows what failed.');
  return undefined;
};

const checkVoid = (played: Played, end: End): Finding | undefined => {
  if (end.outcome !== null)
    return finding('outcome', `A match that ends by ${end.termination} has no outcome.`);
  if (end.termination === 'void-arbiter') return checkArbiter(played, end);
  if (end.fault !== null)
    return finding('fault', `A match that ends by ${end.termination} blames no player.`);
  return checkVoidEvidence(played, end);
};

/** A match that was voided before its first step by a build without its game, which could not know the setup. */
const isUnplayedVoid = ({ replay }: Played, end: End): boolean =>
  isVoid(end.termination) && replay.steps() === 0 && end.state === chainStart;

/** Checks the `end` record of a match against its rules and the evidence in its log. */
export const checkEnd = (played: Played, end: End): Finding | undefined => {
  if (end.state !== played.replay.hash() && !isUnplayedVoid(played, end))
    return finding('state', `The last state is ${played.replay.hash()}, the line says ${end.state}.`);
  switch (end.termination) {
    case 'normal':
    case 'step-limit':
      return checkByRules(played, end);
    case 'attempts':
    case 'timeout':
    case 'disconnect':
    case 'budget':
    case 'resign':
      return checkForfeit(played, end, end.termination);
    case 'aborted':
    case 'void-infra':
    case 'void-provider':
    case 'void-arbiter':
      return checkVoid(played, end);
  }
};

/** What a reader should know about a match without a result, though its log is in order. */
export const endWarnings = ({ game, replay }: Played, end: End): readonly string[] =>
  isVoid(end.termination) && game.outcome(replay.state()) !== undefined
    ? ['The match is void, but by the rules it had a result.']
    : [];
