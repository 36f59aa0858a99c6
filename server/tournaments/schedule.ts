import { sha256Hex } from '../../games/sha256.ts';

/** Any two players play `pairs` mirrored pairs in each game. Players and games are indices into the file's lists. */
export interface ScheduledPair {
  readonly players: readonly [number, number];
  readonly game: number;
  /** From 0. */
  readonly pair: number;
}

/** A pair whose game was void is played again on a fresh seed, so many times altogether. */
export const triesMax = 3;

/** The rounds of a round robin by the circle method: each player meets each other once, and plays once a round. */
const circleRounds = (players: number): readonly (readonly (readonly [number, number])[])[] => {
  // With an odd number somebody sits out each round: whoever meets the seat that nobody has.
  const seats = players + (players % 2);
  return Array.from({ length: seats - 1 }, (_, round) => {
    const at = (place: number): number => (place === 0 ? 0 : ((place - 1 + round) % (seats - 1)) + 1);
    return Array.from({ length: seats / 2 }, (_, table) => [at(table), at(seats - 1 - table)] as const)
      .filter(([a, b]) => a < players && b < players)
      .map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const)));
  });
};

/**
 * Every pair of a tournament, in the order in which it is begun: all players have met in all games before any two
 * meet again, so that a table is fair long before the end.
 */
export const scheduleOf = (players: number, games: number, pairs: number): readonly ScheduledPair[] =>
  Array.from({ length: pairs }, (_, pair) =>
    circleRounds(players).flatMap((round) =>
      round.flatMap((met) => Array.from({ length: games }, (_, game) => ({ players: met, game, pair }))),
    ),
  ).flat();

/** The two matches of one try at a pair: who sits where, and an id that every run of the tournament arrives at. */
export interface ScheduledMatch {
  readonly id: string;
  /** Indices of players by seat. */
  readonly players: readonly [number, number];
}

const idDigits = 20;

/** `identity` tells this tournament from all others: its name and seed. */
export const matchesOf = (
  identity: string,
  { players: [a, b], game, pair }: ScheduledPair,
  again: number,
): readonly ScheduledMatch[] =>
  (
    [
      [a, b],
      [b, a],
    ] as const
  ).map((players) => {
    const digest = sha256Hex(JSON.stringify(['agon-tournament-v1', identity, game, pair, players, again]));
    return { id: `t${digest.slice(0, idDigits)}`, players };
  });

/** Where a pair stands. `again`: how many tries before this one had a void match. */
export interface PairState {
  readonly again: number;
  readonly matches: readonly ScheduledMatch[];
  /** Those of `matches` that are still to be played to their end. */
  readonly left: readonly ScheduledMatch[];
}

/**
 * The try of a pair that counts, or is to be played now: a function of what is over and nothing else, so that a run
 * that was killed and one that was not come to the same. `isVoid` answers undefined for a match that is not over.
 */
export const pairState = (
  identity: string,
  pair: ScheduledPair,
  isVoid: (match: string) => boolean | undefined,
): PairState => {
  for (let again = 0; ; again++) {
    const matches = matchesOf(identity, pair, again);
    const left = matches.filter(({ id }) => isVoid(id) === undefined);
    const hasVoid = matches.some(({ id }) => isVoid(id) === true);
    if (left.length > 0 || !hasVoid || again === triesMax - 1) return { again, matches, left };
  }
};
