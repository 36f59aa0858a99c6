import type { RatedPlayer } from '../../../replays/ratings/table.ts';
import { conductColumns, conductLegend } from '../conduct-columns.ts';
import { escapeHtml } from './escape-html.ts';
import { formatHtmlTable } from './html-table.ts';

/** How the players of a table played, for a page; empty where none of them ever spoke of a model. */
export const formatConductHtml = (players: readonly RatedPlayer[]): string => {
  if (players.every(({ tokensPerGame }) => tokensPerGame === null)) return '';
  const columns = [
    { title: 'Agent', align: 'left' } as const,
    ...conductColumns.map(({ title }) => ({ title, align: 'right' }) as const),
  ];
  const rows = players.map((player) => [player.name, ...conductColumns.map(({ cell }) => cell(player))]);
  return `<h3>Conduct and cost</h3>\n${formatHtmlTable(columns, rows)}\n<p>${escapeHtml(conductLegend)}</p>`;
};
