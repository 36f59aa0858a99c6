import type { VNode } from 'preact';
import type { AgentPage, History, Rated } from '../../api/answers.ts';
import { useJson } from '../../api/use-json.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { Answer } from '../../parts/answer.tsx';
import { formatAgent, formatCount, formatMs, formatShare, formatUsd } from '../../parts/format.ts';
import { SortableTable, type Column } from '../../parts/sortable-table.tsx';
import { formatRoute } from '../../router/route.ts';

type Pool = AgentPage['pools'][number];
type Opponent = Pool['opponents'][number];
type Role = Pool['roles'][number];

const formatRating = (rating: number): string => String(Math.round(rating));

/** Figures that are known, as terms and values. */
const figures = (player: Rated): readonly (readonly [string, string])[] => {
  const { rank, rating, low, high, games, wins, draws, losses } = player;
  const { playOnly, think, tokensPerGame, costPerGame, costUsd, fallbackShare, reliability } = player;
  return [
    ['Rank', String(rank)],
    ['Rating', `${formatRating(rating)} (95 %: ${formatRating(low)} to ${formatRating(high)})`],
    ['Games', `${formatCount(games)}: ${wins} won, ${draws} drawn, ${losses} lost`],
    ...(playOnly === null ? [] : [['Play only', formatRating(playOnly.rating)] as const]),
    ...(reliability === null
      ? []
      : [
          [
            'Forfeits',
            `${reliability.forfeits}, at most ${Math.ceil(reliability.high)} in 100 games (95 %)`,
          ] as const,
        ]),
    ...(think === null
      ? []
      : [['A turn', `${formatMs(think.p50Ms)} (95 %: ${formatMs(think.p95Ms)})`] as const]),
    ...(tokensPerGame === null
      ? []
      : [
          [
            'Tokens a game',
            `${formatCount(Math.round(tokensPerGame.input))} in, ${formatCount(Math.round(tokensPerGame.output))} out`,
          ] as const,
        ]),
    ...(costPerGame === null ? [] : [['Cost a game', formatUsd(costPerGame)] as const]),
    ...(costUsd === null ? [] : [['Cost in all', formatUsd(costUsd)] as const]),
    ...(fallbackShare === null ? [] : [['Fallback', formatShare(fallbackShare)] as const]),
  ];
};

/** What went wrong, by class, most often first; nothing where nothing did. */
const failures = ({ faults, refusals }: Rated): readonly string[] => {
  const named = (
    counts: Readonly<Record<string, number>>,
    one: string,
  ): readonly (readonly [string, number])[] =>
    Object.entries(counts).map(([name, count]) => [`${name} ${one}`, count]);
  return [...named(faults, 'forfeit'), ...named(refusals ?? {}, 'refusal')]
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${formatCount(count)} × ${name}`);
};

const results = <
  Row extends { games: number; wins: number; draws: number; losses: number; score: number | null },
>(): readonly Column<Row>[] => [
  { key: 'games', name: 'Games', value: ({ games }) => games },
  { key: 'wins', name: 'Won', value: ({ wins }) => wins },
  { key: 'draws', name: 'Drawn', value: ({ draws }) => draws },
  { key: 'losses', name: 'Lost', value: ({ losses }) => losses },
  {
    key: 'score',
    name: 'Score',
    value: ({ score }) => score,
    show: ({ score }) => (score === null ? '–' : formatShare(score)),
  },
];

const opponentColumns: readonly Column<Opponent>[] = [
  {
    key: 'opponent',
    name: 'Opponent',
    value: ({ agent }) => agent,
    isText: true,
    show: ({ agent }) => <a href={formatRoute({ page: 'agent', agent })}>{formatAgent(agent)}</a>,
  },
  ...results<Opponent>(),
];
const roleColumns: readonly Column<Role>[] = [
  { key: 'role', name: 'Role', value: ({ role }) => role, isText: true },
  ...results<Role>(),
];

const HistoryChart = ({ history: { points } }: { readonly history: History }): VNode => {
  if (points.length < 2)
    return <p class="small faint">Its history has one point so far; a line needs two.</p>;
  return (
    <LineChart
      title="Rating over its games"
      series={[{ name: 'rating', values: points.map(({ rating }) => rating) }]}
      formatValue={formatRating}
      formatStep={(at) => `after ${points[at]?.own ?? 0} games`}
    />
  );
};

/** How an agent stands in one pool. */
export const AgentPool = ({ agent, pool }: { readonly agent: string; readonly pool: Pool }): VNode => {
  const query = new URLSearchParams({ agent });
  const path = `/api/leaderboards/${pool.pool.split('/').map(encodeURIComponent).join('/')}`;
  const history = useJson<History>(`${path}/history?${query}`);
  const wrong = failures(pool.player);
  return (
    <section class="card stack" aria-label={pool.pool}>
      <h2>
        <a href={formatRoute({ page: 'leaderboard', pool: pool.pool })}>{pool.pool}</a>{' '}
        {pool.player.provisional && <span class="badge warn">provisional</span>}
      </h2>
      <dl class="facts small">
        {figures(pool.player).map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="small">{wrong.length === 0 ? 'No forfeit and no refused attempt.' : wrong.join(' · ')}</p>
      <div class="pair">
        <Answer of={history}>{(value) => <HistoryChart history={value} />}</Answer>
        <div class="stack">
          <SortableTable
            caption={`Results by opponent in ${pool.pool}`}
            rows={pool.opponents}
            columns={opponentColumns}
            rowKey={(row) => row.agent}
            sortedBy={{ key: 'games', isRising: false }}
          />
          <SortableTable
            caption={`Results by role in ${pool.pool}`}
            rows={pool.roles}
            columns={roleColumns}
            rowKey={({ role }) => role}
            sortedBy={{ key: 'games', isRising: false }}
          />
        </div>
      </div>
    </section>
  );
};
