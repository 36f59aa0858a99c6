import { normalCdf, normalQuantile } from './normal.ts';
import type { Pentanomial, Trinomial } from './sprt.ts';

/** What the results of one match say of the Elo difference; null where every point went one way. */
export interface MatchElo {
  readonly score: number;
  readonly elo: number | null;
  /** The 95 % interval; a bound is null where the score's reaches that far that no Elo belongs to it. */
  readonly low: number | null;
  readonly high: number | null;
  /** Elo in units of the spread of one game. */
  readonly normalized: number | null;
  readonly normalizedError: number | null;
  /** The chance of being the stronger. */
  readonly superiority: number | null;
}

const eloOf = (score: number): number => -400 * Math.log10(1 / score - 1);
/** The Elo of a score, or null where the score is out of reach of any. */
const boundOf = (score: number): number | null => (score > 0 && score < 1 ? eloOf(score) : null);
const normalizedUnit = 800 / Math.LN10;

/** Elo of a match from results that are games (three counts) or pairs (five), worst first, by the normal limit. */
export const matchElo = (counts: Trinomial | Pentanomial): MatchElo => {
  const total = counts.reduce((sum: number, count) => sum + count, 0);
  const points = counts.map((_, at) => at / (counts.length - 1));
  const score = total === 0 ? 0.5 : points.reduce((sum, value, at) => sum + value * counts[at]!, 0) / total;
  const variance = points.reduce((sum, value, at) => sum + (value - score) ** 2 * counts[at]!, 0) / total;
  if (!(variance > 0) || score <= 0 || score >= 1)
    return {
      score,
      elo: null,
      low: null,
      high: null,
      normalized: null,
      normalizedError: null,
      superiority: null,
    };
  const se = Math.sqrt(variance / total);
  const perGame = counts.length === 5 ? Math.SQRT2 : 1;
  const ratio = (score - 0.5) / (Math.sqrt(variance) * perGame);
  return {
    score,
    elo: eloOf(score),
    low: boundOf(score - normalQuantile * se),
    high: boundOf(score + normalQuantile * se),
    normalized: ratio * normalizedUnit,
    normalizedError: (normalQuantile * normalizedUnit) / (perGame * Math.sqrt(total)),
    superiority: normalCdf((score - 0.5) / se),
  };
};
