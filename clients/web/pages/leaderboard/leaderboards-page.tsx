import type { VNode } from 'preact';
import type { LeaderboardList, Overall } from '../../api/answers.ts';
import { useJson } from '../../api/use-json.ts';
import { Whisker } from '../../charts/whisker.tsx';
import { Answer, Empty } from '../../parts/answer.tsx';
import { formatAgent, formatPlural, formatShare } from '../../parts/format.ts';
import { SortableTable, type Column } from '../../parts/sortable-table.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { formatRoute } from '../../router/route.ts';
import { intervalRange } from './columns.tsx';

const refreshMs = 30_000;

type Preset = Overall['items'][number];
type Player = Preset['players'][number];

const overallColumns = (players: readonly Player[]): readonly Column<Player>[] => {
  const range = intervalRange(players);
  return [
    {
      key: 'agent',
      name: 'Agent',
      value: ({ name }) => name,
      isText: true,
      show: ({ name }) => <a href={formatRoute({ page: 'agent', agent: name })}>{formatAgent(name)}</a>,
    },
    {
      key: 'rating',
      name: 'Rating',
      value: ({ rating }) => rating,
      show: ({ rating }) => <strong>{Math.round(rating)}</strong>,
    },
    {
      key: 'interval',
      name: '95 % interval',
      title: 'Sorts by its width',
      value: ({ low, high }) => high - low,
      isLeastBest: true,
      show: ({ rating, low, high }) => (
        <span class="interval">
          <Whisker estimate={rating} low={low} high={high} range={range} />
          <span class="faint small">{`${Math.round(low)} – ${Math.round(high)}`}</span>
        </span>
      ),
    },
    {
      key: 'played',
      name: 'Games played',
      title: 'Share of the games that it has played',
      value: ({ played }) => played,
      show: ({ played }) => formatShare(played),
    },
  ];
};

const OverallTable = ({
  preset: { preset, pools, players, unrated },
}: {
  readonly preset: Preset;
}): VNode => (
  <section class="card stack tight" aria-label={`Over all games, clock ${preset}`}>
    <h2>
      Over all games <span class="badge">clock: {preset}</span>
    </h2>
    {players.length === 0 ? (
      <p class="small faint">
        Nobody has played at least 80 % of these {formatPlural(pools.length, 'game')} yet.
      </p>
    ) : (
      <SortableTable
        caption={`Ratings over all games, clock ${preset}`}
        rows={players}
        columns={overallColumns(players)}
        rowKey={({ name }) => name}
        sortedBy={{ key: 'rating', isRising: false }}
      />
    )}
    {unrated.length > 0 && (
      <p class="small faint">
        Not rated over all games, for having played too few of them:{' '}
        {unrated.map(({ name }) => formatAgent(name)).join(', ')}.
      </p>
    )}
  </section>
);

const Pools = ({ items }: { readonly items: LeaderboardList['items'] }): VNode => (
  <ul class="tiles">
    {items.map(({ pool, players, matches }) => (
      <li key={pool}>
        <a class="card tile-link" href={formatRoute({ page: 'leaderboard', pool })}>
          <strong>{pool}</strong>
          <span class="small faint">
            {formatPlural(players, 'agent')}, {formatPlural(matches, 'match', 'matches')}
          </span>
        </a>
      </li>
    ))}
  </ul>
);

/** All tables: one over all games, one a pool. */
export const LeaderboardsPage = (): VNode => {
  useTitle('Leaderboards');
  const list = useJson<LeaderboardList>('/api/leaderboards', refreshMs);
  const overall = useJson<Overall>('/api/leaderboards/overall', refreshMs);
  return (
    <>
      <h1>Leaderboards</h1>
      <Answer of={list}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nobody is rated yet">
              <p>
                A rating comes from rated matches. <code>npm start</code> lets house bots play some, and a{' '}
                <a href="/tournaments">tournament</a> rates agents of your own.
              </p>
            </Empty>
          ) : (
            <>
              <h2>By game</h2>
              <Pools items={items} />
              <Answer of={overall}>
                {({ items: presets }) =>
                  presets.map((preset) => <OverallTable key={preset.preset} preset={preset} />)
                }
              </Answer>
            </>
          )
        }
      </Answer>
    </>
  );
};
