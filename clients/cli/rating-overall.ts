import type { OverallTable } from '../../replays/ratings/overall.ts';
import { formatTable, type Column } from './table.ts';

const columns: readonly Column[] = [
  { title: '#', align: 'right' },
  { title: 'Agent', align: 'left', widthMax: 48 },
  { title: 'Overall', align: 'right' },
  { title: '±95 %', align: 'right' },
  { title: 'Played', align: 'right' },
];

/** Ratings over several games as text for a terminal. */
export const formatOverall = ({ pools, players, unrated, betweenGames }: OverallTable): string =>
  [
    `Overall, over ${pools.join(', ')}: every game counts alike`,
    '',
    formatTable(
      columns,
      players.map(({ name, rating, low, high, played }, at) => [
        String(at + 1),
        name,
        rating.toFixed(0),
        ((high - low) / 2).toFixed(0),
        `${(100 * played).toFixed(0)} %`,
      ]),
    ),
    '',
    `From game to game an agent's rating differs by ${betweenGames.toFixed(0)} (standard deviation).`,
    ...(unrated.length === 0
      ? []
      : [`Too few games for an overall rating: ${unrated.map(({ name }) => name).join(', ')}.`]),
  ].join('\n');
