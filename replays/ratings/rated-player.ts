import type { GameRecord } from './game-record.ts';
import type { Label } from './label.ts';
import type { PlayerConduct } from './player-conduct.ts';
import type { Reliability } from './reliability.ts';
import type { Voids } from './result.ts';
import type { Estimate } from './scale.ts';
import type { RankInterval } from './superiority.ts';

/** A rating that leaves forfeited games out. It is of the games that were survived, which may be the easier ones. */
export interface PlayOnly extends Estimate {
  readonly games: number;
}

/** The opponent whose games move a rating most, and what the rating would change without them. */
export interface PlayerInfluence {
  readonly opponent: string;
  readonly change: number;
  readonly isFlagged: boolean;
}

/** One agent's line in a table. Ratings, errors and limits are in score-Elo. */
export interface RatedPlayer extends GameRecord, Estimate, RankInterval, PlayerConduct {
  readonly name: string;
  readonly owner: string;
  /** The 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** Share of the points, a draw being half a point; null without games. */
  readonly score: number | null;
  /** Distinct anchors met; null where the pool has none. */
  readonly anchors: number | null;
  readonly provisional: boolean;
  /** What is still missing; empty where the rating is established. */
  readonly provisionalFor: readonly Shortage[];
  readonly labels: readonly Label[];
  /** Null where nobody in the pool forfeited, and without games that were played out. */
  readonly playOnly: PlayOnly | null;
  /** Null where no row tells turns. */
  readonly reliability: Reliability | null;
  /** Nobody else is at least as good for at most the same cost a game; null where the cost is not known. */
  readonly onFrontier: boolean | null;
  /**
   * The cost of a game over the rating points above `bot:random`; null where the cost is not known or `bot:random` has
   * not played.
   */
  readonly costPerPoint: number | 'infinite' | null;
  /** Matches that count for nothing, by what went wrong. */
  readonly voids: Voids;
  readonly influence: PlayerInfluence | null;
}

const provisionalSeElo = 60;
const establishedGamesMin = 30;
const establishedOpponentsMin = 5;
const establishedAnchorsMin = 2;

/** What there may be too little of for a rating to be more than a first guess; `se`: the error is too large. */
export const shortages = ['se', 'games', 'opponents', 'anchors'] as const;
export type Shortage = (typeof shortages)[number];

/** Every shortage; a rating without one is established. */
export const shortagesOf = (
  se: number,
  { games, opponents }: GameRecord,
  anchors: number | null,
): readonly Shortage[] => {
  const isShort: Readonly<Record<Shortage, boolean>> = {
    se: se > provisionalSeElo,
    games: games < establishedGamesMin,
    opponents: opponents < establishedOpponentsMin,
    anchors: anchors !== null && anchors < establishedAnchorsMin,
  };
  return shortages.filter((shortage) => isShort[shortage]);
};
