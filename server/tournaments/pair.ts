import { sha256Hex } from '../../games/sha256.ts';
import type { Meeting } from './round-robin.ts';

/** A mirrored pair of a tournament: two matches with the seats swapped. Players and games are indices into the file's lists. */
export interface ScheduledPair {
  readonly players: Meeting;
  readonly game: number;
  /** Its number among the pairs of its game, from 0, in the order of the schedule. */
  readonly pair: number;
}

export const matchesAPair = 2;

/** A pair whose game was void is played again on a fresh seed, so many times altogether. */
export const triesMax = 3;

/** The two matches of one try at a pair: who sits where, and an id that every run of the tournament arrives at. */
export interface ScheduledMatch {
  readonly id: string;
  /** Indices of players by seat. */
  readonly players: readonly [number, number];
}

const prefixDigits = 8;
const idDigits = 16;

/** What the ids of all matches of a tournament begin with. */
export const matchPrefix = (identity: string): string =>
  `t${sha256Hex(`agon-tournament-v1|${identity}`).slice(0, prefixDigits)}`;

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
    return { id: matchPrefix(identity) + digest.slice(0, idDigits), players };
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
