import { skipReasons, type SkipReason } from '../../replays/ratings/counts.ts';
import { formatLabel } from '../../replays/ratings/label.ts';
import type { RatedPlayer, RatingTable } from '../../replays/ratings/table.ts';
import { formatTable, type Column } from './table.ts';

const columns: readonly Column[] = [
  { title: '#', align: 'right' },
  { title: 'Agent', align: 'left', widthMax: 48 },
  { title: 'Owner', align: 'left', widthMax: 24 },
  { title: 'Rating', align: 'right' },
  { title: '±95 %', align: 'right' },
  { title: 'Games', align: 'right' },
  { title: 'W', align: 'right' },
  { title: 'D', align: 'right' },
  { title: 'L', align: 'right' },
  { title: 'Score', align: 'right' },
  { title: 'Notes', align: 'left', widthMax: 80 },
];

const skipTexts: Readonly<Record<SkipReason, string>> = {
  aborted: 'aborted',
  'void-infra': 'void (infrastructure)',
  'void-provider': 'void (model provider)',
  'void-arbiter': 'void (arbiter)',
  unrated: 'unrated',
  'not-two-players': 'not between two players',
  'self-play': 'self-play',
};

const percent = (share: number | null): string => (share === null ? '-' : `${(100 * share).toFixed(1)} %`);

const notesOf = ({ provisional, labels }: RatedPlayer): string =>
  [...(provisional ? ['provisional'] : []), ...labels.map(formatLabel)].join(', ');

const cellsOf = (player: RatedPlayer, at: number): readonly string[] => [
  String(at + 1),
  player.agent,
  player.owner,
  player.rating.toFixed(0),
  ((player.high - player.low) / 2).toFixed(0),
  String(player.games),
  String(player.wins),
  String(player.draws),
  String(player.losses),
  percent(player.score),
  notesOf(player),
];

const skippedLine = ({ skipped }: RatingTable): readonly string[] => {
  const parts = skipReasons
    .filter((reason) => skipped[reason] > 0)
    .map((reason) => `${skipped[reason]} ${skipTexts[reason]}`);
  return parts.length === 0 ? [] : [`Not counted: ${parts.join(', ')}.`];
};

/** A rating table as text for a terminal: the pool, its players, and what the figures rest on. */
export const formatRatingTable = (table: RatingTable): string => {
  const { firstMover, ties, games } = table;
  const signed = `${firstMover.rating < 0 ? '' : '+'}${firstMover.rating.toFixed(0)}`;
  return [
    `${table.pool} (${table.game}@${table.version}): ${games} ${games === 1 ? 'game' : 'games'}, ${table.model}`,
    '',
    formatTable(columns, table.players.map(cellsOf)),
    '',
    `First mover ${signed} (standard error ${firstMover.se.toFixed(0)}).`,
    ...(ties === null ? [] : [`Draws: nu ${ties.nu.toFixed(3)} (standard error ${ties.se.toFixed(3)}).`]),
    `Score-Elo around ${table.scale.centre}; ${table.scale.eloPerNat.toFixed(1)} points a natural-log unit of winning odds.`,
    ...(table.converged ? [] : ['The fit did not converge: do not rely on these figures.']),
    ...skippedLine(table),
  ].join('\n');
};
