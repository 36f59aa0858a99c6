import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Leaderboard, LeaderboardList } from '../api/answers.ts';
import { fetchJson } from '../api/fetch-json.ts';
import { useJson } from '../api/use-json.ts';

/** An agent's line in the table of a game. */
export type Rated = Leaderboard['players'][number];

const refreshMs = 30_000;

/** The pool that stands for a game: the one with the most matches. */
const poolOf = ({ items }: LeaderboardList, game: string): string | undefined =>
  items.filter((item) => item.game === game).sort((a, b) => b.matches - a.matches)[0]?.pool;

/** The tables of these games, each by the pool that most of its matches are in; a game without one has none. */
export const useLeaderboards = (games: readonly string[]): ReadonlyMap<string, Leaderboard> => {
  const list = useJson<LeaderboardList>('/api/leaderboards', refreshMs).value;
  const [tables, setTables] = useState<ReadonlyMap<string, Leaderboard>>(new Map());
  const wanted = useMemo(() => [...new Set(games)].sort().join(), [games]);
  useEffect(() => {
    if (list === undefined) return undefined;
    const abort = new AbortController();
    const load = async (game: string): Promise<void> => {
      const pool = poolOf(list, game);
      if (pool === undefined) return;
      const fetched = await fetchJson<Leaderboard>(`/api/leaderboards/${pool}`, abort.signal);
      if ('value' in fetched) setTables((known) => new Map(known).set(game, fetched.value));
    };
    for (const game of wanted.split(',')) load(game).catch(() => {});
    return () => abort.abort();
  }, [list, wanted]);
  return tables;
};

/** An agent's line in its game's table; undefined where it is not rated yet. */
export const ratedIn = (
  tables: ReadonlyMap<string, Leaderboard>,
  game: string,
  agent: string | undefined,
): Rated | undefined => tables.get(game)?.players.find(({ name }) => name === agent);
