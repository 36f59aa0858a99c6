import type { VNode } from 'preact';
import type { HeadToHead, Leaderboard, Rated, Superiority } from '../../api/answers.ts';
import { useJson } from '../../api/use-json.ts';
import { Matrix } from '../../charts/matrix.tsx';
import { Scatter } from '../../charts/scatter.tsx';
import { Answer, Empty } from '../../parts/answer.tsx';
import { formatAgent, formatPlural, formatShare, formatUsd } from '../../parts/format.ts';
import { SortableTable } from '../../parts/sortable-table.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { formatRoute } from '../../router/route.ts';
import { leaderboardColumns } from './columns.tsx';
import { Crosstable } from './crosstable.tsx';

const refreshMs = 30_000;

/** More agents than this make a square that nobody reads. */
const matrixMax = 24;

const formatRating = (rating: number): string => String(Math.round(rating));

const costPoints = (players: readonly Rated[]) =>
  players.flatMap(({ name, rating, costPerGame, onFrontier }) =>
    costPerGame === null
      ? []
      : [
          {
            name: formatAgent(name),
            x: costPerGame,
            y: rating,
            isOnFrontier: onFrontier === true,
            href: formatRoute({ page: 'agent', agent: name }),
          },
        ],
  );

const CostScatter = ({ players }: { readonly players: readonly Rated[] }): VNode => {
  const points = costPoints(players);
  return (
    <section class="card stack tight" aria-labelledby="cost-title">
      <h2 id="cost-title">Rating against cost</h2>
      {points.length === 0 ? (
        <p class="small faint">No agent of this pool has told what its games cost.</p>
      ) : (
        <Scatter
          title="Rating against cost a game"
          points={points}
          xName="Cost a game"
          yName="Rating"
          formatX={formatUsd}
          formatY={formatRating}
        />
      )}
    </section>
  );
};

const SuperiorityMatrix = ({ of: { agents, superiority } }: { readonly of: Superiority }): VNode | null => {
  if (superiority === null || agents.length < 2) return null;
  const shown = agents.slice(0, matrixMax);
  return (
    <section class="card stack tight" aria-labelledby="superiority-title">
      <h2 id="superiority-title">Who is stronger, how surely</h2>
      <p class="small faint">
        The chance that the agent of the row is stronger than the one of the column
        {agents.length > matrixMax && `; the first ${matrixMax} of ${agents.length}`}.
      </p>
      <Matrix
        title="Likelihood of superiority"
        names={shown.map(formatAgent)}
        cells={shown.map((_, row) =>
          shown.map((__, column) => (row === column ? null : superiority[row]![column]!)),
        )}
        formatCell={formatShare}
      />
    </section>
  );
};

const Facts = ({ table }: { readonly table: Leaderboard }): VNode => {
  const { games, model, firstMover, intransitivity, groups } = table;
  return (
    <p class="small faint">
      {formatPlural(games, 'game counts', 'games count')}, by{' '}
      {model === 'davidson' ? 'Davidson’s model' : model}.
      {firstMover !== null &&
        ` Moving first is worth ${formatRating(firstMover.rating)} ± ${formatRating(1.96 * firstMover.se)}.`}
      {groups > 1 && ` There are ${groups} groups that never met; ratings compare within one only.`}
      {intransitivity !== null &&
        intransitivity.p < 0.05 &&
        ' One strength an agent does not explain who beat whom.'}
    </p>
  );
};

const Tables = ({ table, path }: { readonly table: Leaderboard; readonly path: string }): VNode => {
  const superiority = useJson<Superiority>(`${path}/superiority`, refreshMs);
  const results = useJson<HeadToHead>(`${path}/head-to-head`, refreshMs);
  return (
    <>
      <SortableTable
        caption={`Ratings of ${table.pool}`}
        rows={table.players}
        columns={leaderboardColumns(table.players)}
        rowKey={({ name }) => name}
        sortedBy={{ key: 'rank', isRising: true }}
      />
      <Facts table={table} />
      <div class="pair">
        <CostScatter players={table.players} />
        <Answer of={superiority}>{(value) => <SuperiorityMatrix of={value} />}</Answer>
      </div>
      <section class="card stack tight" aria-labelledby="crosstable-title">
        <h2 id="crosstable-title">Who beat whom</h2>
        <p class="small faint">Points of the row against the column, of so many games.</p>
        <Answer of={results}>{(value) => <Crosstable results={value} />}</Answer>
      </section>
    </>
  );
};

/** The table of one pool. */
export const LeaderboardPage = ({ pool }: { readonly pool: string }): VNode => {
  useTitle(`Ratings of ${pool}`);
  const path = `/api/leaderboards/${pool.split('/').map(encodeURIComponent).join('/')}`;
  const table = useJson<Leaderboard>(path, refreshMs);
  return (
    <>
      <div class="page-head">
        <h1>{pool}</h1>
        <p class="row small">
          <a href={formatRoute({ page: 'leaderboards' })}>All tables</a>
          <a href={`${path}/csv`} download>
            CSV
          </a>
        </p>
      </div>
      <Answer of={table}>
        {(value) =>
          value.players.length === 0 ? (
            <Empty title="Nobody is rated here yet">
              <p>A rating comes from rated matches, which the arena and its tournaments arrange.</p>
            </Empty>
          ) : (
            <Tables table={value} path={path} />
          )
        }
      </Answer>
    </>
  );
};
