import type { VNode } from 'preact';
import type { AgentPage as Agent } from '../../api/answers.ts';
import { useJson } from '../../api/use-json.ts';
import { Answer, Empty } from '../../parts/answer.tsx';
import { formatAgent } from '../../parts/format.ts';
import { useTitle } from '../../parts/use-title.ts';
import { AgentPool } from './agent-pool.tsx';
import { RecentMatches } from './recent-matches.tsx';

const refreshMs = 30_000;

/** One agent: how it stands in each pool, against whom, how it failed, what it cost, and its last matches. */
export const AgentPage = ({ agent }: { readonly agent: string }): VNode => {
  useTitle(formatAgent(agent));
  const page = useJson<Agent>(`/api/agents/${encodeURIComponent(agent)}`, refreshMs);
  return (
    <>
      <div class="page-head">
        <h1>{formatAgent(agent)}</h1>
        {formatAgent(agent) !== agent && <p class="faint small mono">{agent}</p>}
      </div>
      <Answer of={page}>
        {({ pools, recent }) => (
          <>
            {pools.length === 0 && (
              <Empty title="Not rated yet">
                <p>
                  It has no rated match that is over.{' '}
                  {recent.length === 0
                    ? 'It has not finished any other one either.'
                    : 'Its casual matches are below.'}
                </p>
              </Empty>
            )}
            {pools.map((pool) => (
              <AgentPool key={pool.poolHash} agent={agent} pool={pool} />
            ))}
            {recent.length > 0 && <RecentMatches recent={recent} />}
          </>
        )}
      </Answer>
    </>
  );
};
