import type { CountableRow } from '../../replays/ratings/counts.ts';
import { ratingTable } from '../../replays/ratings/table.ts';
import type { MatchResult } from '../../server/match/result.ts';
import type { Entrant } from './entrant.ts';
import type { Standing } from '../../server/tournaments/standings.ts';
import { formatTable, type Column } from './table.ts';

/** How a game ended, in words: `1 : 0 checkmate`, or why it counts for nothing. */
export const formatResult = ({ outcome, termination, fault }: MatchResult): string => {
  const scores =
    outcome?.scores.map((score) => (score === null ? '' : String(score))).join(' : ') ?? 'no result';
  const reason = outcome === null ? termination : outcome.reason;
  const blamed = fault === null ? '' : ` (seat ${fault.seat}: ${fault.class})`;
  return `${scores} ${reason}${blamed}`;
};

/** A player's strength above another's, in score-Elo, with its 95 % interval. */
export interface EloDifference {
  readonly of: string;
  readonly above: string;
  readonly elo: number;
  readonly low: number;
  readonly high: number;
}

/** The difference of the first two players of the only pool; undefined where there are not just two. */
export const eloDifferenceOf = (rows: Iterable<CountableRow>): EloDifference | undefined => {
  const [table, ...others] = ratingTable(rows);
  const [a, b, ...more] = table?.players ?? [];
  if (a === undefined || b === undefined || others.length > 0 || more.length > 0) return undefined;
  if (a.games === 0) return undefined;
  // Both are measured from their mean, so the difference is twice either one's distance, and so is its error.
  const elo = a.rating - b.rating;
  const half = a.high - a.low;
  return { of: a.name, above: b.name, elo, low: elo - half, high: elo + half };
};

const columns: readonly Column[] = [
  { title: 'Player', align: 'left', widthMax: 60 },
  { title: 'Games', align: 'right' },
  { title: 'W', align: 'right' },
  { title: 'D', align: 'right' },
  { title: 'L', align: 'right' },
  { title: 'Score', align: 'right' },
  { title: 'Mean', align: 'right' },
];

const shareOf = ({ points, wins, draws, losses }: Standing): string => {
  const results = wins + draws + losses;
  return results === 0 ? '-' : `${((100 * points) / results).toFixed(1)} %`;
};

const meanOf = ({ score, games }: Standing): string => (games === 0 ? '-' : (score / games).toFixed(3));

/** The score table at the end of a run: wins, draws and losses, points in percent, mean of the game's own scores. */
export const formatStandings = (standings: readonly Standing[], entrants: readonly Entrant[]): string =>
  formatTable(
    columns,
    standings.map((standing) => [
      entrants[standing.player]!.entry.agent,
      String(standing.games),
      String(standing.wins),
      String(standing.draws),
      String(standing.losses),
      shareOf(standing),
      meanOf(standing),
    ]),
  );

export const formatEloDifference = ({ of, above, elo, low, high }: EloDifference): string =>
  `${of} is ${elo.toFixed(0)} Elo above ${above} (95 %: ${low.toFixed(0)} to ${high.toFixed(0)}).`;
