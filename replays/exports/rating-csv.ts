import { formatCsvLine, type Cell } from './csv-line.ts';
import { formatLabel } from '../ratings/label.ts';
import type { RatedPlayer, RatingTable } from '../ratings/table.ts';

type CsvColumn = readonly [name: string, cell: (player: RatedPlayer, table: RatingTable) => Cell];

const columns: readonly CsvColumn[] = [
  ['pool', (_, table) => table.pool],
  ['rank', (player) => player.rank],
  ['rankLow', (player) => player.rankLow],
  ['rankHigh', (player) => player.rankHigh],
  ['name', (player) => player.name],
  ['owner', (player) => player.owner],
  ['rating', (player) => player.rating],
  ['se', (player) => player.se],
  ['low', (player) => player.low],
  ['high', (player) => player.high],
  ['games', (player) => player.games],
  ['wins', (player) => player.wins],
  ['draws', (player) => player.draws],
  ['losses', (player) => player.losses],
  ['opponents', (player) => player.opponents],
  ['score', (player) => player.score],
  ['provisional', (player) => player.provisional],
  ['labels', (player) => player.labels.map(formatLabel).join('; ')],
  ['playOnlyRating', (player) => player.playOnly?.rating ?? null],
  ['playOnlySe', (player) => player.playOnly?.se ?? null],
  ['forfeitsPer100Games', (player) => player.reliability?.per100Games ?? null],
  ['isClaimed', (player) => player.isClaimed],
  ['fallbackShare', (player) => player.fallbackShare],
  ['thinkMeanMs', (player) => player.think?.meanMs ?? null],
  ['thinkP50Ms', (player) => player.think?.p50Ms ?? null],
  ['thinkP95Ms', (player) => player.think?.p95Ms ?? null],
  ['inputTokensPerGame', (player) => player.tokensPerGame?.input ?? null],
  ['outputTokensPerGame', (player) => player.tokensPerGame?.output ?? null],
  ['costPerGame', (player) => player.costPerGame],
  ['costPerWin', (player) => player.costPerWin],
  ['costPerPoint', (player) => player.costPerPoint],
  ['onFrontier', (player) => player.onFrontier],
  ['costUsd', (player) => player.costUsd],
];

/** Rating tables as one CSV file, a line a player. What is unknown is an empty cell. */
export const formatRatingCsv = (tables: readonly RatingTable[]): string =>
  [
    formatCsvLine(columns.map(([name]) => name)),
    ...tables.flatMap((table) =>
      table.players.map((player) => formatCsvLine(columns.map(([, cell]) => cell(player, table)))),
    ),
  ].join('');
