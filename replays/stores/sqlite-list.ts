import type { MatchFilter } from '../store.ts';
import type { SqlStatement } from './sqlite-rows.ts';

/**
 * Matches that run are few, so that they are gone through one by one. The literal is what the index of them asks for, and
 * an expression of the game keeps a database from going through all that were ever played of it.
 */
const runningStatement = ({ agent, game }: MatchFilter, limit: number, before: number): SqlStatement => ({
  sql: `SELECT * FROM matches WHERE status = 'running' AND id < ?
    ${game === undefined ? '' : "AND game || '' = ?"}
    ${agent === undefined ? '' : 'AND EXISTS (SELECT 1 FROM match_agents WHERE agent = ? AND match_id = id)'}
    ORDER BY id DESC LIMIT ?`,
  parameters: [before, ...[game, agent].filter((value) => value !== undefined), limit],
});

/**
 * A page of the listing, newest first, below the row `before`. Each combination of filters walks one index backwards and
 * stops after `limit` rows, however many matches there are; what it passes over on the way are matches that run. `join`
 * keeps SQLite from choosing another order; other databases know it as `JOIN` and choose well by themselves.
 */
export const listStatement = (
  filter: MatchFilter,
  limit: number,
  before: number,
  join: 'CROSS JOIN' | 'JOIN' = 'CROSS JOIN',
): SqlStatement => {
  const { agent, game, status } = filter;
  if (status === 'running') return runningStatement(filter, limit, before);
  const [from, of, id] =
    agent === undefined
      ? ['matches', 'matches', 'id']
      : [`match_agents AS page ${join} matches ON matches.id = match_id`, 'page', 'match_id'];
  const wanted = Object.entries({
    [`${of}.agent`]: agent,
    [`${of}.game`]: game,
    'matches.status': status,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const conditions = [...wanted.map(([column]) => `${column} = ?`), `${of}.${id} < ?`].join(' AND ');
  return {
    sql: `SELECT matches.* FROM ${from} WHERE ${conditions} ORDER BY ${of}.${id} DESC LIMIT ?`,
    parameters: [...wanted.map(([, value]) => value), before, limit],
  };
};
