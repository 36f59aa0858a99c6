import type { VNode } from 'preact';
import type { MatchList as Matches } from '../../api/answers.ts';
import { useJson } from '../../api/use-json.ts';
import { Answer, Empty } from '../../parts/answer.tsx';
import { MatchList } from '../../parts/match-list.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { formatRoute, type ReplayFilter } from '../../router/route.ts';

const pageSize = 50;

/** All matches, newest first, a page at a time. */
export const ReplaysPage = ({ filter }: { readonly filter: ReplayFilter }): VNode => {
  useTitle('Replays');
  const query = new URLSearchParams({ ...filter, limit: String(pageSize) });
  const matches = useJson<Matches>(`/api/matches?${query}`);
  return (
    <>
      <h1>Replays</h1>
      <Answer of={matches}>
        {({ items, cursor }) => (
          <>
            {items.length > 0 ? <MatchList items={items} /> : <Empty title="No match is like this." />}
            {cursor !== undefined && (
              <a class="button" href={formatRoute({ page: 'replays', filter: { ...filter, cursor } })}>
                Older matches
              </a>
            )}
          </>
        )}
      </Answer>
    </>
  );
};
