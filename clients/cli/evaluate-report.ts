import type { LedgerRow } from '../../replays/ledger.ts';
import { ratingTable, type RatingTable } from '../../replays/ratings/table.ts';
import type { Estimate } from './benchmark-interval.ts';
import { formatConduct } from './conduct-table.ts';
import type { Evaluation } from './evaluate-run.ts';
import { spentUsd } from './evaluate-run.ts';
import { type Meeting, scoreOf, type Stop } from './evaluation.ts';
import { formatHtmlTable } from './report/html-table.ts';
import { formatPage } from './report/page.ts';
import { formatRatingHtml } from './report/rating-table.ts';
import { formatTable } from './table.ts';

/** What an evaluation found against one anchor. */
interface MeetingReport extends Omit<Meeting, 'pairs'> {
  readonly pairs: number;
  readonly score: Estimate | null;
}

interface GameReport {
  readonly game: string;
  readonly score: Estimate | null;
  readonly meetings: readonly MeetingReport[];
  /** The player among its anchors; null before a match counts. */
  readonly ratings: RatingTable | null;
}

/** What `agon evaluate` found, as plain JSON. */
export interface EvaluationReport {
  readonly type: 'evaluation';
  readonly agent: string;
  readonly seed: string;
  readonly stop: Stop;
  readonly matches: number;
  /** Null where nobody told what the player costs. */
  readonly spentUsd: number | null;
  readonly precision: number;
  readonly games: readonly GameReport[];
}

const meetingReport = (meeting: Meeting): MeetingReport => ({
  ...meeting,
  pairs: meeting.pairs.length,
  score: scoreOf([meeting]) ?? null,
});

/** What was found, from the meetings and the ledger alone. */
export const reportOn = (
  { player, games, root, precision }: Evaluation,
  { meetings, stop }: { readonly meetings: readonly Meeting[]; readonly stop: Stop },
  rows: readonly LedgerRow[],
): EvaluationReport => ({
  type: 'evaluation',
  agent: player.entry.agent,
  seed: root,
  stop,
  matches: rows.length,
  spentUsd: spentUsd(rows, player.entry.agent) ?? null,
  precision,
  games: games.map(({ game }) => {
    const own = meetings.filter((meeting) => meeting.game === game.id);
    const [ratings = null] = ratingTable(rows.filter((row) => row.game === game.id));
    return { game: game.id, score: scoreOf(own) ?? null, meetings: own.map(meetingReport), ratings };
  }),
});

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const scoreText = (score: Estimate | null): string => {
  if (score === null) return '-';
  const { mean, interval } = score;
  return interval === null ? percent(mean) : `${percent(mean)} (${interval.map(percent).join(' to ')})`;
};

const stops: { readonly [Kind in Stop]: string } = {
  tight: 'Every interval is as narrow as was asked.',
  budget: 'The budget is spent; some intervals may be wider than was asked.',
  games: 'The limit of games is reached; some intervals may be wider than was asked.',
  interrupted: 'It was interrupted; some intervals may be wider than was asked.',
  void: 'No pair came to a result.',
};

const columns = ['Anchor', 'Pairs', 'W', 'D', 'L', 'Void pairs', 'Score (95 %)'];

const rowsOf = ({ meetings, score }: GameReport): readonly (readonly string[])[] => [
  ...meetings.map((one) => [
    one.anchor,
    String(one.pairs),
    String(one.wins),
    String(one.draws),
    String(one.losses),
    String(one.voids),
    scoreText(one.score),
  ]),
  ['all of them', ...Array.from({ length: 5 }, () => ''), scoreText(score)],
];

const aligned = columns.map((title, at) => ({ title, align: at === 0 ? 'left' : 'right' }) as const);

const summaryOf = ({ agent, matches, stop, spentUsd }: EvaluationReport): readonly string[] => [
  `${agent}: ${matches} matches. ${stops[stop]}`,
  ...(spentUsd === null ? [] : [`It cost ${Number(spentUsd.toPrecision(3))} US dollars.`]),
];

/** The report for a terminal. */
export const formatEvaluation = (report: EvaluationReport): string =>
  [
    ...report.games.flatMap((game) =>
      [game.game, formatTable(aligned, rowsOf(game)), formatConduct(game.ratings?.players ?? [])].filter(
        (part) => part !== '',
      ),
    ),
    summaryOf(report).join(' '),
  ].join('\n\n');

/** The report as a page in one file. */
export const formatEvaluationHtml = (report: EvaluationReport): string =>
  formatPage(
    `Evaluation of ${report.agent}`,
    [...summaryOf(report), `Seed ${report.seed}. Scores are points against house bots over mirrored pairs.`],
    report.games.map((game) => ({
      title: game.game,
      html: `${formatHtmlTable(aligned, rowsOf(game))}
${game.ratings === null ? '' : formatRatingHtml(game.ratings)}`,
    })),
  );
