import type { VNode } from 'preact';
import type { AgentPage } from '../../api/answers.ts';
import { formatAgent, formatAgo } from '../../parts/format.ts';
import { SortableTable, type Column } from '../../parts/sortable-table.tsx';
import { formatRoute } from '../../router/route.ts';

type Recent = AgentPage['recent'][number];

const columns: readonly Column<Recent>[] = [
  {
    key: 'match',
    name: 'Match',
    value: ({ pool }) => pool,
    isText: true,
    show: ({ match, pool }) => <a href={formatRoute({ page: 'match', match })}>{pool}</a>,
  },
  {
    key: 'opponents',
    name: 'Against',
    value: ({ opponents }) => opponents.join(),
    isText: true,
    show: ({ opponents }) => opponents.map(formatAgent).join(', ') || 'alone',
  },
  { key: 'role', name: 'Role', value: ({ role }) => role, isText: true },
  {
    key: 'score',
    name: 'Score',
    value: ({ score }) => score,
    show: ({ score }) => (score === null ? '–' : Math.round(score * 100) / 100),
  },
  {
    key: 'ending',
    name: 'Ended',
    value: ({ termination }) => termination,
    isText: true,
    show: ({ termination, fault }) => (
      <>
        {termination} {fault !== null && <span class="badge bad">{fault}</span>}
      </>
    ),
  },
  { key: 'rated', name: 'Kind', value: ({ rated }) => (rated ? 'rated' : 'casual'), isText: true },
  {
    key: 'at',
    name: 'When',
    value: ({ endedAt }) => endedAt,
    show: ({ endedAt }) => <time dateTime={endedAt}>{formatAgo(endedAt, Date.now())}</time>,
  },
];

/** Its last finished matches, newest first. */
export const RecentMatches = ({ recent }: { readonly recent: readonly Recent[] }): VNode => (
  <section class="stack tight" aria-labelledby="recent-title">
    <h2 id="recent-title">Last matches</h2>
    <SortableTable
      caption="Last matches"
      rows={recent}
      columns={columns}
      rowKey={({ match }) => match}
      sortedBy={{ key: 'at', isRising: false }}
    />
  </section>
);
