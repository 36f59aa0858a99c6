export const cards = ['J', 'Q', 'K'] as const;
export type Card = (typeof cards)[number];
export type Cards = readonly [Card, Card];

export const actions = ['check', 'bet', 'call', 'fold'] as const;
export type Action = (typeof actions)[number];

/** The actions of one hand in order; seat 0 makes the first, then the seats alternate. */
export type Betting = readonly Action[];

/** The most one seat can lose in one hand: its ante and one bet, in chips. */
export const lossMax = 2;

/** Whether a hand is over: after a call, a fold or two checks. */
export const isFinished = (betting: Betting): boolean => {
  const last = betting.at(-1);
  return last === 'call' || last === 'fold' || (last === 'check' && betting.length === 2);
};

/** The actions that may follow, in the order of `actions`; none when the hand is over. */
export const actionsAfter = (betting: Betting): readonly Action[] => {
  if (isFinished(betting)) return [];
  return betting.at(-1) === 'bet' ? ['call', 'fold'] : ['check', 'bet'];
};

/** Whether the cards were shown: a hand that ends without a fold ends with a showdown. */
export const isShowdown = (betting: Betting): boolean => isFinished(betting) && betting.at(-1) !== 'fold';

/** The chips that seat 0 wins, and seat 1 loses, in a finished hand. */
export const gainOf = (dealt: Cards, betting: Betting): number => {
  if (betting.at(-1) === 'fold') return betting.length % 2 === 1 ? -1 : 1;
  const stake = betting.at(-1) === 'call' ? lossMax : 1;
  return cards.indexOf(dealt[0]) > cards.indexOf(dealt[1]) ? stake : -stake;
};
