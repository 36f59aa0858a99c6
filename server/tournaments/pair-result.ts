import { isVoid } from '../../replays/format.ts';
import type { LedgerRow, LedgerSeat } from '../../replays/ledger.ts';
import { matchesOf, pairState, type ScheduledMatch, type ScheduledPair } from './pair.ts';
import { pointsOf } from './standings.ts';

/** A match of a tournament that is over. */
export interface PlayedMatch extends ScheduledMatch {
  readonly row: LedgerRow;
}

/** A mirrored pair that is over. */
export interface PairResult extends ScheduledPair {
  /** Points of the first of the two players, from 0 to 2; null where no try came to two results. */
  readonly points: number | null;
  /** The try that counts, or the last one. */
  readonly matches: readonly PlayedMatch[];
  /** The matches of every try, for what all of them cost. */
  readonly tries: readonly PlayedMatch[];
}

/** Where the rows of matches that are over are found, by match. */
export type Rows = ReadonlyMap<string, LedgerRow>;

const isVoidIn =
  (rows: Rows) =>
  (match: string): boolean | undefined => {
    const row = rows.get(match);
    return row && isVoid(row.termination);
  };

/** Whether a match that is over was void, as `pairState` asks for it. */
export const pairStateIn = (identity: string, pair: ScheduledPair, rows: Rows) =>
  pairState(identity, pair, isVoidIn(rows));

const scoresOf = (seats: readonly LedgerSeat[]): readonly (number | null)[] =>
  seats.map(({ score }) => score);

/** The points of the player with the lower number. */
const pointsIn = ({ players, row }: PlayedMatch): number | undefined => {
  if (isVoid(row.termination)) return undefined;
  const scored = { players, scores: scoresOf(row.seats), fault: row.fault };
  const own = players[0] < players[1] ? 0 : 1;
  return pointsOf(scored, own, 1 - own);
};

/** The result of a pair; undefined while it is not over. */
export const pairResult = (identity: string, pair: ScheduledPair, rows: Rows): PairResult | undefined => {
  const { again, matches, left } = pairStateIn(identity, pair, rows);
  if (left.length > 0) return undefined;
  const played = matches.map((match) => ({ ...match, row: rows.get(match.id)! }));
  const points = played.map(pointsIn);
  const tries = Array.from({ length: again + 1 }, (_, at) => matchesOf(identity, pair, at))
    .flat()
    .flatMap((match) => {
      const row = rows.get(match.id);
      return row === undefined ? [] : [{ ...match, row }];
    });
  const isWhole = points.every((one) => one !== undefined);
  return {
    ...pair,
    points: isWhole ? points.reduce((sum, one) => sum + one, 0) : null,
    matches: played,
    tries,
  };
};
