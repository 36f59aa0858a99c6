import { overallTable } from '../../replays/ratings/overall.ts';
import type {
  CountedMatch,
  GameResult,
  PlayerConduct,
  TournamentReport,
} from '../../server/tournaments/report.ts';
import { formatCostChart } from './report/cost-chart.ts';
import { formatCrosstable } from './report/crosstable.ts';
import { formatFailures } from './report/failures.ts';
import type { CostPoint } from './report/frontier.ts';
import { formatGames, type ListedGame } from './report/games-list.ts';
import { formatHtmlTable } from './report/html-table.ts';
import { formatPage, type Section } from './report/page.ts';
import { formatRatingHtml } from './report/rating-table.ts';
import { formatWhiskers, type Whisker } from './report/rating-whiskers.ts';
import { formatResult } from './play-report.ts';
import { describeEnding } from './tournament-report.ts';

/** Ratings over all games, or of the only one; undefined before any match counts. */
const ratingsOf = (games: readonly GameResult[]): readonly Whisker[] => {
  const tables = games.flatMap(({ ratings }) => ratings ?? []);
  if (tables.length === 1) return tables[0]!.players;
  const overall = overallTable(
    tables,
    tables.map(() => 1),
  );
  return overall.players.map((player) => ({ ...player, provisional: false }));
};

const pointsSection = (players: readonly PlayerConduct[]): string =>
  formatHtmlTable(
    [
      { title: 'Player', align: 'left' },
      { title: 'Games', align: 'right' },
      { title: 'Points', align: 'right' },
      { title: 'Agent', align: 'left' },
    ],
    [...players]
      .sort((a, b) => b.points - a.points)
      .map(({ name, agent, games, points }) => [
        name,
        String(games),
        String(points),
        agent === name ? '' : agent,
      ]),
  );

const centre = 1000;

const overview = ({ players, games }: TournamentReport): string => {
  const ratings = ratingsOf(games);
  const hasSeveral = games.length > 1 && ratings.length > 0;
  return `${pointsSection(players)}
${hasSeveral ? `<h3>Over all games</h3>\n${formatWhiskers(ratings, centre)}\n<p>Every game counts alike.</p>` : ''}`;
};

const gameSection = ({ game, ratings, crosstable }: GameResult, names: readonly string[]): Section => ({
  title: game,
  html: `${ratings === null ? '<p>No match counts.</p>' : formatRatingHtml(ratings)}
<h3>Crosstable</h3>
<p>Points of the row's player against the column's, and the games they played.</p>
${formatCrosstable(names, crosstable)}`,
});

interface CostBasis {
  readonly unit: string;
  readonly of: (player: PlayerConduct) => number | null;
}

const tokensOf = ({ tokensIn, tokensOut }: PlayerConduct): number | null =>
  tokensIn === null && tokensOut === null ? null : (tokensIn ?? 0) + (tokensOut ?? 0);

/** What players are compared by: money if any of them tells it, else tokens, else the time they thought. */
const costBases: readonly CostBasis[] = [
  { unit: 'USD a game', of: ({ costUsd, games }) => (costUsd === null ? null : costUsd / games) },
  {
    unit: 'tokens a game',
    of: (player) => {
      const tokens = tokensOf(player);
      return tokens === null ? null : tokens / player.games;
    },
  },
  { unit: 'ms of thought a turn', of: ({ thinkMs, turns }) => (turns === 0 ? null : thinkMs / turns) },
];

const costSection = ({ players, games }: TournamentReport): Section | undefined => {
  const ratings = new Map(ratingsOf(games).map((one) => [one.name, one]));
  const played = players.filter((player) => player.games > 0 && ratings.has(player.name));
  const basis = costBases.find(({ of }) => played.some((player) => of(player) !== null));
  if (basis === undefined) return undefined;
  const points = played.flatMap((player): CostPoint[] => {
    const cost = basis.of(player);
    // The axis is logarithmic: what costs nothing has no place on it.
    return cost === null || cost <= 0 ? [] : [{ ...ratings.get(player.name)!, cost }];
  });
  if (points.length === 0) return undefined;
  const ranked = [...points].sort((a, b) => b.rating - a.rating);
  const html = `${formatCostChart(points, basis.unit)}
<p>The dashed line joins those that nobody beats at their cost or less.</p>
${formatHtmlTable(
  [
    { title: '#', align: 'right' },
    { title: 'Player', align: 'left' },
    { title: 'Rating', align: 'right' },
    { title: basis.unit, align: 'right' },
  ],
  ranked.map(({ name, rating, cost }, at) => [
    String(at + 1),
    name,
    rating.toFixed(0),
    String(Number(cost.toPrecision(3))),
  ]),
)}`;
  return { title: 'Rating against cost', html };
};

/** What the log of a match was found to be. */
export type Verdicts = ReadonlyMap<string, NonNullable<ListedGame['verdict']>>;

const listed = (
  { id, game, players, row }: CountedMatch,
  report: TournamentReport,
  verdicts: Verdicts,
): ListedGame => {
  const scores = row.seats.map(({ score }) => score);
  const result = { outcome: { scores, places: [], reason: row.termination }, ...row };
  return {
    match: id,
    game: report.games[game]!.game,
    players: players.map((player) => report.players[player]!.name),
    result: formatResult(result),
    steps: row.steps,
    verdict: verdicts.get(id) ?? null,
  };
};

/** A tournament as one page. */
export const formatTournamentHtml = (
  report: TournamentReport,
  matches: readonly CountedMatch[],
  verdicts: Verdicts,
): string => {
  const names = report.players.map(({ name }) => name);
  const games = report.games.map((game) => gameSection(game, names));
  const cost = costSection(report);
  return formatPage(
    report.name,
    [`${names.length} players, ${report.matches} matches. ${describeEnding(report)}`],
    [
      { title: 'Standings', html: overview(report) },
      ...games,
      ...(cost === undefined ? [] : [cost]),
      { title: 'Failures', html: formatFailures(report.players) },
      { title: 'Matches', html: formatGames(matches.map((match) => listed(match, report, verdicts))) },
    ],
  );
};
