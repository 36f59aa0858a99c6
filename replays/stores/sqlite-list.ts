import type { MatchFilter } from '../store.ts';
import type { SqlStatement } from './sqlite-rows.ts';

/**
 * A page of the listing, newest first, below the row `before`. Each combination of filters walks one index
 * backwards and stops after `limit` rows, however many matches there are. `join` keeps SQLite from choosing another
 * order; other databases know it as `JOIN` and choose well by themselves.
 */
export const listStatement = (
  { agent, game, status }: MatchFilter,
  limit: number,
  before: number,
  join: 'CROSS JOIN' | 'JOIN' = 'CROSS JOIN',
): SqlStatement => {
  const [from, id] =
    agent === undefined
      ? ['matches', 'id']
      : [`match_agents AS page ${join} matches ON matches.id = match_id`, 'match_id'];
  const of = agent === undefined ? 'matches' : 'page';
  const wanted = Object.entries({ agent, game, status }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const conditions = [...wanted.map(([column]) => `${of}.${column} = ?`), `${of}.${id} < ?`].join(' AND ');
  return {
    sql: `SELECT matches.* FROM ${from} WHERE ${conditions} ORDER BY ${of}.${id} DESC LIMIT ?`,
    parameters: [...wanted.map(([, value]) => value), before, limit],
  };
};
