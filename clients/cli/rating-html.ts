import type { OverallTable } from '../../replays/ratings/overall.ts';
import type { PoolCounts } from '../../replays/ratings/pool-counts.ts';
import type { RatedPlayer, RatingTable } from '../../replays/ratings/table.ts';
import { footLines } from './rating-table.ts';
import { formatCostChart } from './report/cost-chart.ts';
import { formatCrosstable, type CrosstableCell } from './report/crosstable.ts';
import { escapeHtml } from './report/escape-html.ts';
import { formatFailures } from './report/failures.ts';
import { formatHtmlTable, type HtmlCell, type HtmlColumn } from './report/html-table.ts';
import { formatPage, type Section } from './report/page.ts';
import { formatRatingHtml } from './report/rating-table.ts';
import { formatWhiskers } from './report/rating-whiskers.ts';

/** A table with the games that it is of. */
export interface TablePool {
  readonly table: RatingTable;
  readonly pool: PoolCounts;
}

/** A square table of more players nobody reads. */
const crosstablePlayersMax = 40;

const crosstableOf = ({ table, pool }: TablePool): string => {
  const names = table.players.map(({ name }) => name);
  if (names.length > crosstablePlayersMax) return '';
  const rows = names.map(() => names.map((): CrosstableCell => null));
  const places = new Map(names.map((name, at) => [name, at]));
  const add = (row: number, column: number, points: number, games: number): void => {
    const before = rows[row]![column];
    rows[row]![column] = { points: points + (before?.points ?? 0), games: games + (before?.games ?? 0) };
  };
  for (const { first, second, wins, draws, losses } of pool.counts.cells) {
    const [one, other] = [places.get(pool.counts.agents[first]!)!, places.get(pool.counts.agents[second]!)!];
    const games = wins + draws + losses;
    add(one, other, wins + draws / 2, games);
    add(other, one, losses + draws / 2, games);
  }
  return `<h3>Crosstable</h3>
<p>Points of the row's player against the column's, and the games they played.</p>
${formatCrosstable(names, rows)}`;
};

const unknown: HtmlCell = { text: '–', className: 'none' };

const figure = (value: number | null, format: (value: number) => string): HtmlCell =>
  value === null ? unknown : format(value);

const money = (value: number): string => String(Number(value.toPrecision(3)));

interface ConductColumn extends HtmlColumn {
  readonly cell: (player: RatedPlayer) => HtmlCell;
}

const right = (title: string, cell: ConductColumn['cell']): ConductColumn => ({
  title,
  align: 'right',
  cell,
});

const conductColumns: readonly ConductColumn[] = [
  { title: 'Player', align: 'left', cell: ({ name }) => name },
  right('Forfeits/100', ({ reliability }) =>
    figure(reliability?.per100Games ?? null, (value) => value.toFixed(1)),
  ),
  right('Play only', ({ playOnly }) => figure(playOnly?.rating ?? null, (value) => value.toFixed(0))),
  right('Fallback', ({ fallbackShare }) => figure(fallbackShare, (share) => `${(100 * share).toFixed(1)} %`)),
  right('Think p50', ({ think }) => figure(think?.p50Ms ?? null, (ms) => `${ms.toFixed(0)} ms`)),
  right('Think p95', ({ think }) => figure(think?.p95Ms ?? null, (ms) => `${ms.toFixed(0)} ms`)),
  right('Tokens a game', ({ tokensPerGame }) =>
    figure(tokensPerGame && tokensPerGame.input + tokensPerGame.output, (value) => value.toFixed(0)),
  ),
  right('USD a game', ({ costPerGame }) => figure(costPerGame, money)),
  right('USD a win', ({ costPerWin }) => (costPerWin === 'infinite' ? '∞' : figure(costPerWin, money))),
  right('USD a point', ({ costPerPoint }) =>
    costPerPoint === 'infinite' ? '∞' : figure(costPerPoint, money),
  ),
  right('Frontier', ({ onFrontier }) => (onFrontier === true ? { text: '★', className: 'good' } : '')),
  { title: 'Told by', align: 'left', cell: ({ isClaimed }) => (isClaimed ? 'the agent' : 'the arena') },
];

const conductSection = ({ players }: RatingTable): string => {
  if (players.every(({ turns }) => turns === 0)) return '';
  const rows = players.map((player) => conductColumns.map(({ cell }) => cell(player)));
  return `<h3>Conduct and cost</h3>
<p>A win costs what a game costs over the share of games won. A star: nobody else is at least as good for at most the same cost a game.</p>
${formatHtmlTable(conductColumns, rows)}
<h3>Failures</h3>
${formatFailures(
  players.map(({ name, games, faults, refusals, voids }) => ({
    name,
    games,
    forfeits: withoutZeros(faults),
    refusals: withoutZeros(refusals ?? {}),
    voids: withoutZeros(voids),
  })),
)}`;
};

const withoutZeros = <Counts extends object>(counts: Counts): Partial<Counts> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)) as Partial<Counts>;

const costSection = ({ players }: RatingTable): string => {
  // The axis is logarithmic: what costs nothing has no place on it.
  const points = players.flatMap((player) =>
    player.costPerGame !== null && player.costPerGame > 0 ? [{ ...player, cost: player.costPerGame }] : [],
  );
  return points.length === 0 ? '' : `<h3>Rating against cost</h3>\n${formatCostChart(points, 'USD a game')}`;
};

const poolSection = (pool: TablePool): Section => ({
  title: pool.table.pool,
  html: [
    formatRatingHtml(pool.table),
    crosstableOf(pool),
    costSection(pool.table),
    conductSection(pool.table),
    '<h3>What the figures rest on</h3>',
    ...footLines(pool.table).map((line) => `<p>${escapeHtml(line)}</p>`),
  ].join('\n'),
});

const overallSection = (overall: OverallTable): Section => ({
  title: 'Over all games',
  html: `${formatWhiskers(
    overall.players.map((player) => ({ ...player, provisional: false })),
    overallCentre,
  )}
<p>Every game counts alike. From game to game an agent's rating differs by ${overall.betweenGames.toFixed(0)} (standard deviation).</p>`,
});

const overallCentre = 1000;

/** Rating tables as one page. */
export const formatRatingPage = (pools: readonly TablePool[], overall: OverallTable | undefined): string => {
  const games = pools.reduce((sum, { table }) => sum + table.games, 0);
  const players = new Set(pools.flatMap(({ table }) => table.players.map(({ name }) => name))).size;
  return formatPage(
    'Ratings',
    [`${players} players, ${games} games, ${pools.length} ${pools.length === 1 ? 'pool' : 'pools'}.`],
    [...(overall === undefined ? [] : [overallSection(overall)]), ...pools.map(poolSection)],
  );
};
