import type { MatchResult } from '../../server/match/result.ts';
import { normalQuantile } from '../../replays/ratings/normal.ts';
import { meanOf, type Estimate } from './benchmark-interval.ts';

/** What an evaluated player achieved against one anchor in one game. */
export interface Meeting {
  readonly game: string;
  readonly anchor: string;
  /** The player's mean points over the two games of each pair that counts, from 0 to 1. */
  readonly pairs: number[];
  wins: number;
  draws: number;
  losses: number;
  /** Pairs of which a game ended without a result. */
  voids: number;
}

/** Why an evaluation stopped. */
export type Stop = 'tight' | 'budget' | 'games' | 'interrupted' | 'void';

/** Fewer pairs with one anchor say nothing of their spread. */
const pairsMin = 4;

/** An anchor that this many pairs in a row of a game could not be played with is given up. */
const voidsMax = 5;

export const createMeeting = (game: string, anchor: string): Meeting => ({
  game,
  anchor,
  pairs: [],
  wins: 0,
  draws: 0,
  losses: 0,
  voids: 0,
});

/** The player's points of one game: a win 1, a draw a half, a forfeit of its own 0; undefined where there is no result. */
export const pointsOf = ({ outcome, fault }: MatchResult, seat: number): number | undefined => {
  const own = outcome?.scores[seat];
  const other = outcome?.scores[1 - seat];
  if (typeof own !== 'number' || typeof other !== 'number') return undefined;
  if (fault?.seat === seat) return 0;
  if (fault?.seat === 1 - seat) return 1;
  return own === other ? 0.5 : own > other ? 1 : 0;
};

/** Enters a pair: the player's points of its two games. */
export const enterPair = (meeting: Meeting, points: readonly (number | undefined)[]): void => {
  const known = points.filter((one) => one !== undefined);
  if (known.length < points.length) {
    meeting.voids += 1;
    return;
  }
  meeting.pairs.push(known.reduce((sum, one) => sum + one, 0) / known.length);
  for (const one of known) meeting[one === 1 ? 'wins' : one === 0 ? 'losses' : 'draws'] += 1;
};

/** Two imagined pairs, one won and one lost, so that a run of equal results is not taken for certainty. */
const imagined = [0, 1];

/** The variance of a mean over pairs. */
const meanVariance = (pairs: readonly number[]): number => {
  const all = [...pairs, ...imagined];
  const mean = meanOf(all);
  return all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (all.length - 1) / all.length;
};

/**
 * The player's mean score over these meetings, each anchor counting alike, with its 95 % interval over pairs: anchors
 * are given, so how much they differ is no part of it. Undefined before the first pair with each.
 */
export const scoreOf = (meetings: readonly Meeting[]): Estimate | undefined => {
  if (meetings.length === 0 || meetings.some(({ pairs }) => pairs.length === 0)) return undefined;
  const mean = meanOf(meetings.map(({ pairs }) => meanOf(pairs)));
  const variance = meetings.reduce((sum, { pairs }) => sum + meanVariance(pairs), 0) / meetings.length ** 2;
  const half = normalQuantile * Math.sqrt(variance);
  return { mean, interval: [Math.max(0, mean - half), Math.min(1, mean + half)] };
};

const isTight = (meetings: readonly Meeting[], precision: number): boolean => {
  if (meetings.some(({ pairs }) => pairs.length < pairsMin)) return false;
  const interval = scoreOf(meetings)?.interval;
  return interval != null && (interval[1] - interval[0]) / 2 <= precision;
};

const isGivenUp = ({ voids, pairs }: Meeting): boolean => voids >= voidsMax && voids > pairs.length;

/** The meetings to play another pair of: those of the games whose interval is still too wide. */
export const openMeetings = (meetings: readonly Meeting[], precision: number): readonly Meeting[] =>
  Map.groupBy(meetings, ({ game }) => game)
    .values()
    .filter((own) => !isTight(own, precision))
    .flatMap((own) => own.filter((meeting) => !isGivenUp(meeting)))
    .toArray();
