import type { VNode } from 'preact';
import type { MatchSummary } from '../api/answers.ts';
import { formatRoute } from '../router/route.ts';
import { formatAgent, formatAgo } from './format.ts';

/** Matches by line: the game, who played, when it ended. */
export const MatchList = ({ items }: { readonly items: readonly MatchSummary[] }): VNode => (
  <ul class="match-list">
    {items.map(({ match, game, status, agents, endedAt }) => (
      <li key={match}>
        <a href={formatRoute({ page: 'match', match })}>
          <span class="match-game">{game}</span>
          <span class="match-agents">{agents.map(formatAgent).join(' – ')}</span>
        </a>
        {endedAt === null ? (
          <span class={status === 'running' ? 'badge live' : 'badge'}>
            {status === 'running' ? 'live' : status}
          </span>
        ) : (
          <time class="small faint" dateTime={endedAt}>
            {formatAgo(endedAt, Date.now())}
          </time>
        )}
      </li>
    ))}
  </ul>
);
