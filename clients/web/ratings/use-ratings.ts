import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Leaderboard, LeaderboardList, Rated } from '../api/answers.ts';
import { fetchJson } from '../api/fetch-json.ts';
import { useJson } from '../api/use-json.ts';

const refreshMs = 30_000;

/** The pool that stands for a game: the one with the most matches. */
const poolOf = ({ items }: LeaderboardList, game: string): string | undefined =>
  items.filter((item) => item.game === game).sort((a, b) => b.matches - a.matches)[0]?.pool;

/** Tables by game; null where a game has none, nothing where it is not known yet. */
type Tables = ReadonlyMap<string, Leaderboard | null>;

/** The tables of these games, each by the pool that most of its matches are in. */
export const useLeaderboards = (games: readonly string[]): Tables => {
  const list = useJson<LeaderboardList>('/api/leaderboards', refreshMs).value;
  const [tables, setTables] = useState<Tables>(new Map());
  const wanted = useMemo(() => [...new Set(games)].sort().join(), [games]);
  useEffect(() => {
    if (list === undefined) return undefined;
    const abort = new AbortController();
    const load = async (game: string): Promise<void> => {
      const pool = poolOf(list, game);
      if (pool === undefined) return setTables((known) => new Map(known).set(game, null));
      const fetched = await fetchJson<Leaderboard>(`/api/leaderboards/${pool}`, abort.signal);
      if ('value' in fetched) setTables((known) => new Map(known).set(game, fetched.value));
    };
    for (const game of wanted.split(',')) load(game).catch(() => {});
    return () => abort.abort();
  }, [list, wanted]);
  return tables;
};

/** An agent's line in its game's table; undefined where it is not rated yet. */
export const ratedIn = (tables: Tables, game: string, agent: string | undefined): Rated | undefined =>
  tables.get(game)?.players.find(({ name }) => name === agent);
