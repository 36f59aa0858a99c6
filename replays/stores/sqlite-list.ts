import type { MatchFilter } from '../store.ts';
import type { SqlStatement, SqlValue } from './sqlite-rows.ts';

/**
 * A page of the listing, newest first, below the row `before`. Each combination of filters walks one index
 * backwards and stops after `limit` rows, however many matches there are.
 */
export const listStatement = (
  { agent, game, status }: MatchFilter,
  limit: number,
  before: number,
): SqlStatement => {
  const [from, id] = agent === undefined ? ['matches', 'id'] : ['match_agents', 'match_id'];
  const wanted = Object.entries({ agent, game, status }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const conditions = [...wanted.map(([column]) => `${column} = ?`), `${id} < ?`].join(' AND ');
  const parameters: SqlValue[] = [...wanted.map(([, value]) => value), before, limit];
  const page = `SELECT ${id} AS id FROM ${from} WHERE ${conditions} ORDER BY ${id} DESC LIMIT ?`;
  return {
    sql: `SELECT matches.* FROM (${page}) AS page CROSS JOIN matches USING (id) ORDER BY id DESC`,
    parameters,
  };
};
