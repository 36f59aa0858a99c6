import type { MatchDetails } from '../api/answers.ts';
import type { Result } from '../live/scene.ts';

const terminationWords: { readonly [T in Result['termination']]: string } = {
  normal: 'by the rules',
  resign: 'by resignation',
  'step-limit': 'at the limit of steps',
  attempts: 'by forfeit',
  timeout: 'on time',
  disconnect: 'by a lost connection',
  budget: 'on budget',
  aborted: 'called off',
  'void-infra': 'void: the arena failed',
  'void-provider': "void: a model's provider failed",
  'void-arbiter': 'void: the arbiter failed',
};

const faultWords: { readonly [F in NonNullable<Result['fault']>['class']]: string } = {
  truncated: 'its answer was cut off',
  empty: 'its answer was empty',
  unparsable: 'its answer could not be read',
  ambiguous: 'its answer could mean two moves',
  illegal: 'it played an illegal move',
  timeout: 'its time was up',
  disconnect: 'it was away for too long',
  budget: 'its budget was spent',
};

/** What a refused attempt was, in a word or two. */
export const refusalWords: { readonly [name: string]: string } = {
  truncated: 'cut off',
  empty: 'empty',
  unparsable: 'unreadable',
  ambiguous: 'ambiguous',
  illegal: 'illegal move',
};

type Seats = readonly { readonly name: string; readonly role: string }[];

/** A code such as `winning-set` as words. */
const spaced = (code: string): string => code.replaceAll('-', ' ');

/** Who came first: the winners' seats; all of them is a draw. */
const winnersOf = ({ outcome }: Result): readonly number[] =>
  outcome === null ? [] : outcome.places.flatMap((place, seat) => (place === 1 ? [seat] : []));

const playersOf = ({ outcome }: Result): number =>
  outcome === null ? 0 : outcome.places.filter((place) => place !== null).length;

/** The result in a few words: who won, or that nobody did. */
export const resultTitle = (result: Result, seats: Seats): string => {
  const { outcome, termination } = result;
  if (outcome === null) return termination === 'aborted' ? 'Called off' : 'Void';
  const winners = winnersOf(result);
  if (playersOf(result) === 1) return `Finished with ${outcome.scores.find((score) => score !== null)}`;
  if (winners.length === playersOf(result)) return 'Draw';
  return `${winners.map((seat) => seats[seat]?.name ?? `seat ${seat}`).join(' and ')} won`;
};

/** How it came to that, as a sentence. */
export const resultReason = ({ outcome, termination, fault }: Result, seats: Seats): string => {
  if (fault !== null) {
    const who = seats[fault.seat];
    return `${who === undefined ? `Seat ${fault.seat}` : `${who.name} (${who.role})`} lost ${terminationWords[termination]}: ${faultWords[fault.class]}.`;
  }
  if (outcome === null) {
    if (termination === 'aborted') return 'The match was called off before it began; it counts for nothing.';
    const [, cause = ''] = terminationWords[termination].split(': ');
    return `The match counts for nothing: ${cause}.`;
  }
  if (termination === 'normal') return `By the rules: ${spaced(outcome.reason)}.`;
  return `Ended ${terminationWords[termination]}.`;
};

/** When the log of a match may be read, for people who wait for it. */
export const releaseReason = ({ release, status }: MatchDetails): string => {
  if (status !== 'over') return 'The log, hidden information and reasoning are shown when the match is over.';
  if (release === 'group')
    return 'The log is sealed until every match that shares its start or its luck is over.';
  return 'The log is sealed until its event is over.';
};
