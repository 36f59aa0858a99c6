import type { GameResult, PlayerConduct, TournamentReport } from '../../server/tournaments/report.ts';
import type { StopState } from '../../server/tournaments/stop-rule.ts';
import { formatConduct } from './conduct-table.ts';
import { formatRatingTable } from './rating-table.ts';
import { formatTable } from './table.ts';

const formatCrosstable = ({ crosstable }: GameResult, names: readonly string[]): string =>
  formatTable(
    [
      { title: '', align: 'right' },
      { title: 'Player', align: 'left', widthMax: 40 },
      ...names.map((_, at) => ({ title: String(at + 1), align: 'right' }) as const),
    ],
    crosstable.map((cells, at) => [
      String(at + 1),
      names[at]!,
      ...cells.map((cell) => (cell === null ? '-' : `${cell.points}/${cell.games}`)),
    ]),
  );

/** Where the stop rule stands, in a sentence; none where nothing stops the schedule. */
const stopSentence = (stop: StopState): readonly string[] => {
  switch (stop.kind) {
    case 'fixed':
      return [];
    case 'sprt': {
      const verdicts = { H0: 'elo0 is accepted', H1: 'elo1 is accepted', continue: 'not decided' };
      const [low, high] = [stop.lower.toFixed(2), stop.upper.toFixed(2)];
      return [`SPRT: LLR ${stop.llr.toFixed(2)} of [${low}, ${high}], ${verdicts[stop.decision]}.`];
    }
    case 'neighbours': {
      const all = stop.games.flatMap(({ neighbours }) => neighbours);
      const open = all.filter(({ isSeparated }) => !isSeparated).length;
      return [`Neighbours: ${all.length - open} of ${all.length} are told apart.`];
    }
  }
};

const endings = {
  schedule: 'The schedule is played.',
  'stop-rule': 'The stop rule ended it.',
  budget: 'The budget ended it.',
} as const;

/** What ended a tournament, where its stop rule stands, and what came to nothing. */
export const describeEnding = ({ ending, stop, voidPairs }: TournamentReport): string =>
  [
    ending === null ? 'It is not over.' : endings[ending],
    ...stopSentence(stop),
    ...(voidPairs === 0 ? [] : [`${voidPairs} pairs came to no result.`]),
  ].join(' ');

/** The ratings of a player in each game, as far as it has any. */
const ratingsOf = ({ games }: TournamentReport, name: string): readonly string[] =>
  games.map(({ ratings }) => {
    const player = ratings?.players.find((one) => one.name === name);
    return player === undefined
      ? '-'
      : `${player.rating.toFixed(0)} ±${((player.high - player.low) / 2).toFixed(0)}`;
  });

/** The table as it stands while a tournament is played, the best first, and how far it is. */
export const formatLive = (report: TournamentReport, matchesMax: number): string => {
  const { players, games, matches, stop } = report;
  const shareOf = ({ points, games: played }: PlayerConduct): number => (played === 0 ? 0 : points / played);
  const rows = [...players].sort((a, b) => shareOf(b) - shareOf(a));
  const table = formatTable(
    [
      { title: 'Player', align: 'left', widthMax: 40 },
      { title: 'Games', align: 'right' },
      { title: 'Points', align: 'right' },
      ...games.map(({ game }) => ({ title: game, align: 'right' }) as const),
    ],
    rows.map((player) => [
      player.name,
      String(player.games),
      String(player.points),
      ...ratingsOf(report, player.name),
    ]),
  );
  const total = Number.isFinite(matchesMax) ? ` of ${matchesMax}` : '';
  return [table, '', [`${matches}${total} matches.`, ...stopSentence(stop)].join(' ')].join('\n');
};

/** Ratings and crosstable of each game, and what ended the tournament, for a terminal. */
export const formatReport = (report: TournamentReport): string => {
  const names = report.players.map(({ name }) => name);
  const games = report.games.map((result) =>
    [
      result.ratings === null ? `${result.game}: no match counts.` : formatRatingTable(result.ratings),
      formatConduct(result.ratings?.players ?? []),
      formatCrosstable(result, names),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  );
  return [`${report.name}: ${report.matches} matches. ${describeEnding(report)}`, ...games].join('\n\n\n');
};
