import { type Betting, type Card, type Cards, cards, gainOf, isFinished } from './betting.ts';

/** What a player knows when it acts: its card, and what was done before in the hand. */
export const informationSets = [
  'J', 'Q', 'K',
  'J check', 'Q check', 'K check',
  'J bet', 'Q bet', 'K bet',
  'J check bet', 'Q check bet', 'K check bet',
] as const; // prettier-ignore
export type InformationSet = (typeof informationSets)[number];

/** The probability of putting a chip in (a bet or a call rather than a check or a fold), for both roles. */
export type Strategy = Readonly<Record<InformationSet, number>>;

/** The value of a hand to the first player when both play an equilibrium, in chips. */
export const handValue = -1 / 18;

/** The information set of the player that holds `card` after `betting` of an unfinished hand. */
export const informationSetOf = (card: Card, betting: Betting): InformationSet =>
  [card, ...betting].join(' ') as InformationSet;

/**
 * An equilibrium of one hand; `alpha` in [0, 1/3] is how often the first player bluffs with J, and leaves the
 * value as it is (Kuhn, "A simplified two-person poker", 1950).
 */
export const equilibrium = (alpha: number): Strategy => {
  if (!(alpha >= 0 && alpha <= 1 / 3)) throw new RangeError(`alpha ${alpha}: 0 to 1/3 expected`);
  return {
    J: alpha, Q: 0, K: 3 * alpha,
    'J check': 1 / 3, 'Q check': 0, 'K check': 1,
    'J bet': 0, 'Q bet': 1 / 3, 'K bet': 1,
    'J check bet': 0, 'Q check bet': alpha + 1 / 3, 'K check bet': 1,
  }; // prettier-ignore
};

const valueAfter = (dealt: Cards, betting: Betting, players: readonly [Strategy, Strategy]): number => {
  if (isFinished(betting)) return gainOf(dealt, betting);
  const seat = betting.length % 2 === 0 ? 0 : 1;
  const chipIn = players[seat][informationSetOf(dealt[seat], betting)];
  const isFacingBet = betting.at(-1) === 'bet';
  return (
    chipIn * valueAfter(dealt, [...betting, isFacingBet ? 'call' : 'bet'], players) +
    (1 - chipIn) * valueAfter(dealt, [...betting, isFacingBet ? 'fold' : 'check'], players)
  );
};

/** The first player's expected gain in one hand, in chips, exactly over the six equally likely deals. */
export const expectedGain = (first: Strategy, second: Strategy): number => {
  let sum = 0;
  for (const own of cards)
    for (const other of cards) if (own !== other) sum += valueAfter([own, other], [], [first, second]);
  return sum / (cards.length * (cards.length - 1));
};
