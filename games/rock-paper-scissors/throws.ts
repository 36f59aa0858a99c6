export const throws = ['rock', 'paper', 'scissors'] as const;
/** What a player may show. */
export type Throw = (typeof throws)[number];

/** The rounds that were played: two letters a round, the first player's and then the second's. */
export type History = string;

const letterOf = (shown: Throw): string => shown.charAt(0);

const throwOf = new Map(throws.map((shown) => [letterOf(shown), shown]));

/** What a throw wins over. */
const beaten: Readonly<Record<Throw, Throw>> = { rock: 'scissors', paper: 'rock', scissors: 'paper' };

/** 1 when the first of two throws wins the round, -1 when the second does, 0 when they are equal. */
export const gainOf = (first: Throw, second: Throw): -1 | 0 | 1 => {
  if (first === second) return 0;
  return beaten[first] === second ? 1 : -1;
};

/** How many rounds a history holds. */
export const roundsIn = (history: History): number => history.length / 2;

/** The history with one round more. */
export const addRound = (history: History, first: Throw, second: Throw): History =>
  `${history}${letterOf(first)}${letterOf(second)}`;

/** The throws of each round, from round `from`, counted from 0. */
export const roundsOf = (history: History, from = 0): (readonly [Throw, Throw])[] =>
  Array.from({ length: Math.max(0, roundsIn(history) - from) }, (_, at) => [
    throwOf.get(history.charAt(2 * (from + at)))!,
    throwOf.get(history.charAt(2 * (from + at) + 1))!,
  ]);
