import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { GameList, MatchList as Matches } from '../../api/answers.ts';
import { useJson } from '../../api/use-json.ts';
import { rememberList } from '../../match/neighbours.ts';
import { Answer, Empty } from '../../parts/answer.tsx';
import { MatchList } from '../../parts/match-list.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { formatRoute, type ReplayFilter } from '../../router/route.ts';
import { navigate } from '../../router/router.ts';

const pageSize = 50;

const statusNames = [
  ['', 'live and over'],
  ['running', 'live'],
  ['over', 'over'],
] as const;

/** What the list is narrowed to; each change is an address of its own, from the first page on. */
const Filters = ({ filter }: { readonly filter: ReplayFilter }): VNode => {
  const games = useJson<GameList>('/api/games').value?.items ?? [];
  const narrow = (change: { readonly [K in keyof ReplayFilter]: string }): void => {
    const members = Object.entries({ ...filter, ...change }).filter(
      ([name, value]) => name !== 'cursor' && value !== '',
    );
    navigate({ page: 'replays', filter: Object.fromEntries(members) });
  };
  return (
    <form class="filters" onSubmit={(event) => event.preventDefault()}>
      <label>
        Game
        <select
          class="select"
          value={filter.game ?? ''}
          onChange={({ currentTarget }) => narrow({ game: currentTarget.value })}
        >
          <option value="">all games</option>
          {games.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        State
        <select
          class="select"
          value={filter.status ?? ''}
          onChange={({ currentTarget }) => narrow({ status: currentTarget.value })}
        >
          {statusNames.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Agent
        <input
          type="search"
          placeholder="bot:greedy@1"
          value={filter.agent ?? ''}
          onChange={({ currentTarget }) => narrow({ agent: currentTarget.value.trim() })}
        />
      </label>
    </form>
  );
};

const Page = ({ matches, filter }: { readonly matches: Matches; readonly filter: ReplayFilter }): VNode => {
  const { items, cursor } = matches;
  useEffect(() => rememberList(items.map(({ match }) => match)), [items]);
  const { cursor: from, ...unpaged } = filter;
  if (items.length === 0)
    return (
      <Empty title="No match is like this">
        <p>
          {Object.keys(filter).length === 0 ? (
            <>
              Nothing was played here yet. <a href="/">Watch</a> says how to start a match.
            </>
          ) : (
            <a href={formatRoute({ page: 'replays', filter: {} })}>Show all matches</a>
          )}
        </p>
      </Empty>
    );
  return (
    <>
      <div class="card">
        <MatchList items={items} />
      </div>
      <p class="row">
        {from !== undefined && (
          <a class="button" href={formatRoute({ page: 'replays', filter: unpaged })}>
            Newest
          </a>
        )}
        {cursor !== undefined && (
          <a class="button" href={formatRoute({ page: 'replays', filter: { ...unpaged, cursor } })}>
            Older matches
          </a>
        )}
      </p>
    </>
  );
};

/** All matches, newest first, a page at a time. */
export const ReplaysPage = ({ filter }: { readonly filter: ReplayFilter }): VNode => {
  useTitle('Replays');
  const query = new URLSearchParams({ ...filter, limit: String(pageSize) });
  const matches = useJson<Matches>(`/api/matches?${query}`);
  return (
    <>
      <h1>Replays</h1>
      <Filters filter={filter} />
      <Answer of={matches}>{(value) => <Page matches={value} filter={filter} />}</Answer>
    </>
  );
};
