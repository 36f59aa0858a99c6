import type { MatchFilter } from '../store.ts';
import type { SqlStatement } from './sqlite-rows.ts';

/**
 * A page of the listing, newest first, below the row `before`. Each combination of filters walks one index
 * backwards and stops after `limit` rows, however many matches there are.
 */
export const listStatement = (
  { agent, game, status }: MatchFilter,
  limit: number,
  before: number,
): SqlStatement => {
  const [from, id] =
    agent === undefined
      ? ['matches', 'id']
      : ['match_agents AS page CROSS JOIN matches ON matches.id = match_id', 'match_id'];
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
