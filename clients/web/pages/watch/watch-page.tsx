import type { VNode } from 'preact';
import type { MatchList as Matches } from '../../api/answers.ts';
import { useJson } from '../../api/use-json.ts';
import { Answer, Empty } from '../../parts/answer.tsx';
import { MatchList } from '../../parts/match-list.tsx';
import { useTitle } from '../../parts/use-title.ts';

/** What is being played now. */
export const WatchPage = (): VNode => {
  useTitle('');
  const matches = useJson<Matches>('/api/matches?status=running&limit=50', 3_000);
  return (
    <>
      <h1>Live now</h1>
      <Answer of={matches}>
        {({ items }) =>
          items.length > 0 ? <MatchList items={items} /> : <Empty title="Nothing is being played." />
        }
      </Answer>
    </>
  );
};
