import { formatLabel } from '../../../replays/ratings/label.ts';
import type { RatingTable } from '../../../replays/ratings/table.ts';
import { formatConductHtml } from './conduct-table.ts';
import { formatHtmlTable, type HtmlColumn } from './html-table.ts';
import { formatWhiskers } from './rating-whiskers.ts';
import { formatSuperiority } from './superiority-matrix.ts';

const columns: readonly HtmlColumn[] = [
  { title: '#', align: 'right' },
  { title: '95 %', align: 'right' },
  { title: 'Player', align: 'left' },
  { title: 'Rating', align: 'right' },
  { title: '±95 %', align: 'right' },
  { title: 'Games', align: 'right' },
  { title: 'W', align: 'right' },
  { title: 'D', align: 'right' },
  { title: 'L', align: 'right' },
  { title: 'Score', align: 'right' },
  { title: 'Notes', align: 'left' },
];

const percent = (share: number | null): string => (share === null ? '–' : `${(100 * share).toFixed(1)} %`);

const formatPlayers = ({ players }: RatingTable): string =>
  formatHtmlTable(
    columns,
    players.map((player) => [
      String(player.rank),
      player.rankLow === player.rankHigh ? String(player.rankLow) : `${player.rankLow}–${player.rankHigh}`,
      player.name,
      player.rating.toFixed(0),
      ((player.high - player.low) / 2).toFixed(0),
      String(player.games),
      String(player.wins),
      String(player.draws),
      String(player.losses),
      percent(player.score),
      [...(player.provisional ? ['provisional'] : []), ...player.labels.map(formatLabel)].join(', '),
    ]),
  );

/** A table that more players would make unreadable is left out. */
const matrixPlayersMax = 40;

/** A rating table as part of a report: whiskers, figures, and who is surely better than whom. */
export const formatRatingHtml = (table: RatingTable): string => {
  const { players, superiority, scale } = table;
  const names = players.map(({ name }) => name);
  const chances =
    superiority === null || players.length > matrixPlayersMax
      ? ''
      : `<h3>Likelihood of superiority, in percent</h3>
<p>The chance that the player of the row is stronger than the player of the column, given these games.</p>
${formatSuperiority(names, superiority)}`;
  return `${formatWhiskers(players, scale.centre)}
<p>Score-Elo around ${scale.centre} with 95 % intervals, ${table.model}; a hollow point is provisional.</p>
${formatPlayers(table)}
${formatConductHtml(players)}
${chances}`;
};
