import type { RatedPlayer } from '../../replays/ratings/table.ts';
import { conductColumns, conductLegend } from './conduct-columns.ts';
import { formatTable } from './table.ts';

/** How the players of a table played, for a terminal; empty where none of them ever spoke of a model. */
export const formatConduct = (players: readonly RatedPlayer[]): string => {
  if (players.every(({ tokensPerGame }) => tokensPerGame === null)) return '';
  const columns = [
    { title: 'Agent', align: 'left', widthMax: 48 } as const,
    ...conductColumns.map(({ title }) => ({ title, align: 'right' }) as const),
  ];
  const rows = players.map((player) => [player.name, ...conductColumns.map(({ cell }) => cell(player))]);
  return `${formatTable(columns, rows)}\n\n${conductLegend}`;
};
