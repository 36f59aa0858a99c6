import type { VNode } from 'preact';
import type { MatchSummary } from '../api/answers.ts';
import { formatRoute } from '../router/route.ts';

/** Matches by line: the game, who plays, how far it is. */
export const MatchList = ({ items }: { readonly items: readonly MatchSummary[] }): VNode => (
  <ul class="stack">
    {items.map(({ match, game, status, agents }) => (
      <li key={match}>
        <a href={formatRoute({ page: 'match', match })}>
          {game}: {agents.join(' – ')}
        </a>{' '}
        <span class={status === 'running' ? 'badge live' : 'badge'}>
          {status === 'running' ? 'live' : status}
        </span>
      </li>
    ))}
  </ul>
);
