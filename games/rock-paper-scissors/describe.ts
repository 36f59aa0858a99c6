import type { View } from './state.ts';
import { type Throw, gainOf, roundsIn, roundsOf } from './throws.ts';

/** How many of the latest rounds the text lists; the view holds them all. */
const roundsShownMax = 50;

/** Who won a round or leads a match, by the sign of the first player's gain. */
const winnerOf = (gain: number): 'first' | 'second' => (gain > 0 ? 'first' : 'second');

const countOf = (rounds: number): string => `${rounds} ${rounds === 1 ? 'round' : 'rounds'}`;

const resultText = (gain: number): string => (gain === 0 ? 'tied' : `${winnerOf(gain)} wins the round`);

const roundText = ([first, second]: readonly [Throw, Throw]): string =>
  `First played ${first}, second played ${second}: ${resultText(gainOf(first, second))}.`;

/** The score, and the winner once the match is over. */
const scoreText = ({ history, net, rounds }: View): string => {
  const lead = net === 0 ? 'the score is even' : `${winnerOf(net)} leads by ${countOf(Math.abs(net))}`;
  if (roundsIn(history) < rounds) return `After ${countOf(roundsIn(history))} of ${rounds}, ${lead}.`;
  return net === 0
    ? 'All rounds are played: the match is a draw.'
    : `All rounds are played: ${winnerOf(net)} wins the match by ${countOf(Math.abs(net))}.`;
};

/** The view in words: the latest rounds, the score, and what is to be done. */
export const describe = (view: View): string => {
  const played = roundsIn(view.history);
  const from = Math.max(0, played - roundsShownMax);
  const shown = roundsOf(view.history, from).map(
    (round, at) => `Round ${from + at + 1}. ${roundText(round)}`,
  );
  return [
    ...(from === 0 ? [] : [`The latest ${roundsShownMax} rounds:`]),
    ...shown,
    scoreText(view),
    ...(played < view.rounds ? [`Both players now choose for round ${played + 1}.`] : []),
  ].join('\n');
};

/** The rounds that were played between two views, and the result after the last one of the match. */
export const news = (before: View, after: View): string => {
  const rounds = roundsOf(after.history, roundsIn(before.history)).map(roundText);
  if (rounds.length === 0) return 'No round was played.';
  return [...rounds, ...(roundsIn(after.history) < after.rounds ? [] : [scoreText(after)])].join(' ');
};
