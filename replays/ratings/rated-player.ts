import type { Conduct } from './conduct.ts';
import type { GameRecord } from './game-record.ts';
import type { Label } from './label.ts';
import type { Reliability } from './reliability.ts';
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
export interface RatedPlayer extends GameRecord, Estimate, RankInterval {
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
  readonly labels: readonly Label[];
  /** Null where nobody in the pool forfeited, and without games that were played out. */
  readonly playOnly: PlayOnly | null;
  /** Null where no row tells turns. */
  readonly reliability: Reliability | null;
  readonly refusals: Conduct['refusals'];
  readonly costUsd: Conduct['costUsd'];
  readonly influence: PlayerInfluence | null;
}

const provisionalSeElo = 60;
const establishedGamesMin = 30;
const establishedOpponentsMin = 5;
const establishedAnchorsMin = 2;

/** Whether too little is known for a rating to be more than a first guess. */
export const isProvisional = (
  se: number,
  { games, opponents }: GameRecord,
  anchors: number | null,
): boolean =>
  se > provisionalSeElo ||
  games < establishedGamesMin ||
  opponents < establishedOpponentsMin ||
  (anchors !== null && anchors < establishedAnchorsMin);
