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
  readonly attemptsMax: number;
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
  if (!evidence.hasDeadline(seat, code))
    return missing(`No event shows that a ${code} deadline of seat ${seat} passed on the open turn.`);
  if (code === 'disconnect' && !evidence.isAway(seat))
    return missing(`No event shows that seat ${seat} was disconnected at the end.`);
  return { seat, class: code === 'move' ? 'timeout' : code };
};

const attemptsOffence = ({ replay: { evidence }, attemptsMax }: Played, end: End): Offence => {
  const seat = end.fault?.seat;
  if (seat === undefined) return finding('fault', 'A match that ends by attempts has a fault.');
  const refused = evidence.refusals(seat);
  if (refused < attemptsMax)
    return missing(`Seat ${seat} was refused ${refused} of ${attemptsMax} times on the open turn.`);
  return { seat, class: evidence.lastRefusal(seat) ?? null };
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
  const isActing = game.actors(replay.state()).includes(seat);
  if (!isActing && (termination === 'attempts' || termination === 'timeout'))
    return missing(`It was not the turn of seat ${seat}.`);
  if (replay.roles[seat]?.kind !== 'player')
    return finding('outcome', `Seat ${seat} is an arbiter; its failure voids the match.`);
  const due = offence.class === null ? null : { seat, class: offence.class };
  return checkFault(end, due) ?? checkOutcome(end, forfeitOutcome(game, replay.roles, replay.state(), seat));
};

/** Only a model that the arena asks itself has a provider that the arena can bear witness to. */
const hasProviderEvidence = ({ evidence }: Replay, seats: Played['seats']): boolean =>
  [...evidence.providerFailures()].some((seat) => seats[seat]?.kind === 'model');

/** Nobody came, somebody called the match off, or a deadline passed for every player at once. */
const hasAbortEvidence = ({ evidence, roles }: Replay): boolean =>
  evidence.absent().size > 0 ||
  evidence.isCancelled() ||
  roles.every(({ kind }, seat) => kind !== 'player' || evidence.hasDeadline(seat));

const checkVoid = ({ replay, seats }: Played, end: End): Finding | undefined => {
  const { roles } = replay;
  if (end.outcome !== null)
    return finding('outcome', `A match that ends by ${end.termination} has no outcome.`);
  const blamesArbiter = end.fault !== null && roles[end.fault.seat]?.kind === 'arbiter';
  if (end.fault !== null && !(end.termination === 'void-arbiter' && blamesArbiter))
    return finding('fault', `A match that ends by ${end.termination} blames no player.`);
  if (end.termination === 'aborted' && !hasAbortEvidence(replay))
    return missing(
      'An aborted match names the absent seats, the event that cancelled it, or a deadline of every player.',
    );
  if (end.termination === 'void-provider' && !hasProviderEvidence(replay, seats))
    return missing("No event shows that the provider of a seat's model failed on the open turn.");
  return undefined;
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
export const endWarnings = ({ game, replay }: Played, end: End): readonly string[] => {
  if (!isVoid(end.termination)) return [];
  const warnings: string[] = [];
  if (
    end.termination !== 'aborted' &&
    !replay.evidence.hasFailure() &&
    !replay.evidence.isCancelled() &&
    end.fault === null
  )
    warnings.push('The match is void, but no event says what failed.');
  if (game.outcome(replay.state()) !== undefined)
    warnings.push('The match is void, but by the rules it had a result.');
  return warnings;
};
