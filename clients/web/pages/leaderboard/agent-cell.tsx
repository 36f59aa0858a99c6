import type { VNode } from 'preact';
import type { Rated } from '../../api/answers.ts';
import { formatAgent } from '../../parts/format.ts';
import { formatRoute } from '../../router/route.ts';

const shortageWords: { readonly [S in Rated['provisionalFor'][number]]: string } = {
  se: 'its error is too large',
  games: 'too few games',
  opponents: 'too few opponents',
  anchors: 'too few anchors met',
};

/** An agent's name, and what a reader of its rating must know. */
export const AgentCell = ({ player }: { readonly player: Rated }): VNode => (
  <span class="agent-cell">
    <a href={formatRoute({ page: 'agent', agent: player.name })}>{formatAgent(player.name)}</a>
    {player.provisional && (
      <span
        class="badge warn"
        title={player.provisionalFor.map((shortage) => shortageWords[shortage]).join(', ')}
      >
        provisional
      </span>
    )}
    {player.labels.map(({ kind }) => (
      <span key={kind} class="badge">
        {kind}
      </span>
    ))}
  </span>
);
