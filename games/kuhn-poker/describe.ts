import { type Action, type Betting, type Cards, gainOf } from './betting.ts';
import type { KnownCards, Result, View } from './state.ts';

const roleNames = ['first', 'second'] as const;

/** Earlier hands beyond this many are left out of the words; the view holds them all. */
const describedHandsMax = 20;

const nameOf = (seat: number): string => roleNames[seat % 2]!;
const verbs: Readonly<Record<Action, string>> = {
  check: 'checks',
  bet: 'bets',
  call: 'calls',
  fold: 'folds',
};

const bettingText = (betting: Betting): string =>
  betting.map((action, at) => `${nameOf(at)} ${verbs[action]}`).join(', ');

const cardsText = (cards: KnownCards): string =>
  cards.map((card, seat) => `${nameOf(seat)} ${card ?? 'unknown'}`).join(', ');

/** What seat 0 gained, from the view alone: a card is hidden only where a fold makes it irrelevant. */
const gainText = ({ betting, cards }: Result<KnownCards>): string => {
  const gain = gainOf(cards as Cards, betting);
  return `${nameOf(gain > 0 ? 0 : 1)} wins ${Math.abs(gain)} ${Math.abs(gain) === 1 ? 'chip' : 'chips'}`;
};

const resultText = (result: Result<KnownCards>, number: number): string =>
  `Hand ${number}: ${bettingText(result.betting)}; ${gainText(result)} (cards: ${cardsText(result.cards)}).`;

const handText = (view: View): string[] => {
  if (view.cards === null) return [`All ${view.hands} hands are played.`];
  const actor = view.betting.length % 2;
  const pot = 2 + view.betting.filter((action) => action === 'bet' || action === 'call').length;
  const own = typeof view.viewer === 'number' ? view.cards[view.viewer] : undefined;
  return [
    `Hand ${view.results.length + 1} of ${view.hands}.`,
    own === undefined || own === null
      ? `Cards: ${cardsText(view.cards)}.`
      : `You are ${nameOf(view.viewer as number)} and hold ${own}.`,
    `Betting in this hand: ${view.betting.length === 0 ? 'none yet' : bettingText(view.betting)}. The pot holds ${pot} chips.`,
    actor === view.viewer ? 'It is your turn.' : `It is the turn of ${nameOf(actor)}.`,
  ];
};

/** The view in words: the hand in play, the scores and the latest earlier hands. */
export const describe = (view: View): string => {
  const skipped = Math.max(0, view.results.length - describedHandsMax);
  const earlier = view.results.slice(skipped).map((result, at) => resultText(result, skipped + at + 1));
  return [
    ...handText(view),
    `Chips won so far: first ${view.scores[0]}, second ${view.scores[1]}.`,
    ...(earlier.length === 0 ? [] : ['Earlier hands:', ...earlier]),
  ].join('\n');
};

/** What happened between two views of one viewer, in one line. */
export const news = (before: View, after: View): string => {
  const finished = after.results.slice(before.results.length);
  const texts = finished.map((result, at) => resultText(result, before.results.length + at + 1));
  const from = finished.length === 0 ? before.betting.length : 0;
  for (let at = from; at < after.betting.length; at++)
    texts.push(`Hand ${after.results.length + 1}: ${nameOf(at)} ${verbs[after.betting[at]!]}.`);
  return texts.join(' ');
};
