import type { MatchFilter, MatchSummary, Note, Page, Secrets, Unfinished } from '../store.ts';
import { pageOf, parseCursor } from './page.ts';
import type { PostgresPool } from './postgres-pool.ts';
import { listStatement } from './sqlite-list.ts';
import { secretsOf, summaryOf, type MatchRow, type SecretsRow } from './sqlite-rows.ts';
import { numbered } from './sql-parameters.ts';
import { logPruned } from './store-error.ts';

/** Logs of this many matches are read at once when they are adopted. */
const adoptedAtOnce = 64;

/** Any match that is unfinished and shares a pair, start or event id with the match whose name is given. */
const groupSql = `
  WITH own AS (SELECT group_pair, group_start, group_event FROM ledger WHERE match = $1)
  SELECT 1 FROM own WHERE EXISTS (SELECT 1 FROM secrets WHERE group_pair = own.group_pair)
    OR EXISTS (SELECT 1 FROM secrets WHERE group_start = own.group_start)
    OR EXISTS (SELECT 1 FROM secrets WHERE group_event = own.group_event)`;

/** The lines of a match, whole; undefined where there is none. Rejects with `log-pruned` where they were let go. */
export const readLines = async (
  pool: PostgresPool,
  match: string,
): Promise<readonly string[] | undefined> => {
  const rows = await pool.query<{ text: string }>(
    'SELECT text FROM lines WHERE match_id = (SELECT id FROM matches WHERE match = $1) ORDER BY n',
    [match],
  );
  if (rows.length > 0) return rows.map(({ text }) => text);
  const [gone] = await pool.query<{ pruned_at: string }>(
    'SELECT pruned_at FROM matches WHERE match = $1 AND pruned_at IS NOT NULL',
    [match],
  );
  if (gone !== undefined) throw logPruned(match, gone.pruned_at);
  return undefined;
};

export const readNotes = async (pool: PostgresPool, match: string): Promise<readonly Note[]> => {
  const rows = await pool.query<{ sha256: string; salt: string; text: Buffer }>(
    `SELECT sha256, salt, text FROM notes
      WHERE match_id = (SELECT id FROM matches WHERE match = $1) ORDER BY id`,
    [match],
  );
  return rows.map(({ text, ...note }) => ({ ...note, text: text.toString('utf8') }));
};

export const listMatches = async (
  pool: PostgresPool,
  filter: MatchFilter,
  limit: number,
  cursor: string | undefined,
): Promise<Page<MatchSummary>> => {
  // One row more than asked for tells whether there is another page.
  const { sql, parameters } = listStatement(filter, limit + 1, parseCursor(cursor), 'JOIN');
  const rows = await pool.query<MatchRow & object>(numbered(sql), parameters);
  return pageOf(rows, limit, (row) => row.id, summaryOf);
};

export const readSecrets = async (pool: PostgresPool, match: string): Promise<Secrets | undefined> => {
  const [row] = await pool.query<SecretsRow & object>(
    'SELECT secrets.* FROM secrets JOIN matches ON matches.id = match_id WHERE match = $1',
    [match],
  );
  return row && secretsOf(row);
};

export const isGroupOver = async (pool: PostgresPool, match: string): Promise<boolean> => {
  const [row] = await pool.query<{ status: string }>('SELECT status FROM matches WHERE match = $1', [match]);
  return row?.status === 'over' && (await pool.query(groupSql, [match])).length === 0;
};

type UnfinishedRow = Pick<MatchRow, 'id' | 'match' | 'epoch'> & SecretsRow;

const unfinishedSql = `
  SELECT matches.id, match, epoch, secrets.* FROM secrets JOIN matches ON matches.id = match_id`;

const withLines = async (
  pool: PostgresPool,
  rows: readonly UnfinishedRow[],
): Promise<readonly Unfinished[]> => {
  const lines = await pool.query<{ match_id: number; text: string }>(
    'SELECT match_id, text FROM lines WHERE match_id = ANY($1::bigint[]) ORDER BY match_id, n',
    [rows.map(({ id }) => id)],
  );
  const byMatch = Map.groupBy(lines, (line) => line.match_id);
  return rows.map((row) => ({
    match: row.match,
    lines: byMatch.get(row.id)!.map(({ text }) => text),
    secrets: secretsOf(row),
    epoch: row.epoch,
  }));
};

/** Unfinished matches whole, by their numbers, in the order of their creation. */
export const readUnfinished = async (
  pool: PostgresPool,
  ids: readonly number[],
): Promise<readonly Unfinished[]> => {
  if (ids.length === 0) return [];
  const sql = `${unfinishedSql} WHERE match_id = ANY($1::bigint[]) ORDER BY match_id`;
  return withLines(pool, await pool.query<UnfinishedRow & object>(sql, [ids]));
};

/**
 * Raises the epoch of every unfinished match, and answers them whole in the order of their creation. Members of a
 * cluster that are noted are gone: this process has the store to itself.
 */
export const adoptUnfinished = async (pool: PostgresPool): Promise<readonly Unfinished[]> => {
  await pool.query('DELETE FROM members');
  await pool.query("UPDATE matches SET epoch = epoch + 1 WHERE status = 'running'");
  const adopted: Unfinished[] = [];
  let after = 0;
  for (;;) {
    const rows = await pool.query<UnfinishedRow & object>(
      `${unfinishedSql} WHERE match_id > $1 ORDER BY match_id LIMIT $2`,
      [after, adoptedAtOnce],
    );
    const last = rows.at(-1);
    if (last === undefined) return adopted;
    adopted.push(...(await withLines(pool, rows)));
    after = last.id;
  }
};
