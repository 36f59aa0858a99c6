import { labelledRng } from '../../games/rng.ts';
import { sha256Hex } from '../../games/sha256.ts';
import type { PairResult } from './pair-result.ts';
import type { Meeting } from './round-robin.ts';

/** Scores are counted in whole thousandths, so that no rounding decides who meets whom. */
const scoreUnits = 1000;
/** A second meeting is worse than any difference in scores. */
const rematchPenalty = 1e9;
/** A pair is two games of one point each. */
const pointsAPair = 2;

interface Standing {
  /** Share of the points that were to be had, in thousandths. */
  readonly score: number;
  readonly pairs: number;
}

const recordsOf = (players: number, results: readonly PairResult[]): readonly Standing[] => {
  const sums = Array.from({ length: players }, () => ({ points: 0, pairs: 0 }));
  for (const { players: met, points } of results) {
    if (points === null) continue;
    for (const [side, player] of met.entries()) {
      sums[player]!.points += side === 0 ? points : pointsAPair - points;
      sums[player]!.pairs += 1;
    }
  }
  return sums.map(({ points, pairs }) => ({
    score: Math.round(scoreUnits * (pairs === 0 ? 0.5 : points / (pointsAPair * pairs))),
    pairs,
  }));
};

/** How badly two places of the table fit each other. */
type Misfit = (one: number, other: number) => number;

/** Swaps partners between two pairings for as long as that makes both fit better together. */
const improve = (pairings: (readonly [number, number])[], misfit: Misfit): void => {
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false;
    for (let i = 0; i < pairings.length; i++)
      for (let j = i + 1; j < pairings.length; j++) {
        const [[a, b], [c, d]] = [pairings[i]!, pairings[j]!];
        const now = misfit(a, b) + misfit(c, d);
        const [one, other] = [misfit(a, c) + misfit(b, d), misfit(a, d) + misfit(b, c)];
        if (Math.min(one, other) >= now) continue;
        [pairings[i], pairings[j]] =
          one <= other
            ? [
                [a, c],
                [b, d],
              ]
            : [
                [a, d],
                [b, c],
              ];
        hasChanged = true;
      }
  }
};

/** A random order of the players, always the same one under one seed. */
const seededOrder = (players: number, root: string): readonly number[] =>
  labelledRng(sha256Hex(`agon-swiss-v1|${root}`), 'order').shuffle([...Array(players).keys()]);

/**
 * One round of a Swiss tournament: players of like scores meet, if possible for the first time. Pairings in the order
 * of the table are bettered by exchanging partners, which is not always the best matching but always the same one.
 * With an odd number the lowest of those who played most sits out.
 */
export const swissMeetings = (
  players: number,
  results: readonly PairResult[],
  root: string,
): readonly Meeting[] => {
  const records = recordsOf(players, results);
  const met = new Map<string, number>();
  for (const { players: pair } of results) met.set(pair.join(), (met.get(pair.join()) ?? 0) + 1);
  const table = [...seededOrder(players, root)].sort((a, b) => records[b]!.score - records[a]!.score);
  if (players % 2 === 1) {
    const most = Math.max(...records.map(({ pairs }) => pairs));
    table.splice(
      table.findLastIndex((player) => records[player]!.pairs === most),
      1,
    );
  }
  const misfit: Misfit = (one, other) => {
    const key = one < other ? `${one},${other}` : `${other},${one}`;
    return (met.get(key) ?? 0) * rematchPenalty + (records[one]!.score - records[other]!.score) ** 2;
  };
  const pairings = Array.from({ length: table.length / 2 }, (_, at): readonly [number, number] => [
    table[2 * at]!,
    table[2 * at + 1]!,
  ]);
  improve(pairings, misfit);
  return pairings.map(([a, b]) => (a < b ? [a, b] : [b, a]));
};
