import type { ClientBase } from 'pg';
import type { Leases, Member, Owner } from '../leases.ts';
import { type PostgresPool, told } from './postgres-pool.ts';
import { readUnfinished } from './postgres-reader.ts';
import { addressTaken, createStoreError } from './store-error.ts';

/** The key of the others, or this one where nobody else is there and nothing is unfinished. */
const keySql = `
  INSERT INTO cluster_key VALUES (TRUE, $1) ON CONFLICT (single) DO UPDATE SET key = CASE
    WHEN EXISTS (SELECT 1 FROM members WHERE expires_at > clock_timestamp())
      OR EXISTS (SELECT 1 FROM matches WHERE status = 'running') THEN cluster_key.key
    ELSE excluded.key END
  RETURNING key`;

const expirySql = `clock_timestamp() + $2 * interval '1 millisecond'`;

/** A lease that was ended: it cannot be renewed, and nobody is sent to its member, though matches still name it. */
const endSql = (condition: string): string => `
  UPDATE members SET renewed_at = 'epoch', expires_at = '-infinity' WHERE ${condition} RETURNING id`;
const isStanding = "expires_at > '-infinity'";

/** An address is one member's. The key's row is locked by now: members join one after the other. */
const refuseTaken = async (client: ClientBase, { url }: Member): Promise<void> => {
  const { rowCount } = await client.query(
    'SELECT FROM members WHERE url = $1 AND expires_at > clock_timestamp()',
    [url],
  );
  if (rowCount! > 0) throw createStoreError('cluster-url', addressTaken(url));
  // One that has run out must not be renewed beside this one.
  await client.query(endSql('url = $1'), [url]);
};

const join = async (client: ClientBase, member: Member, key: string, leaseMs: number): Promise<void> => {
  const { rows } = await client.query<{ key: string }>(keySql, [key]);
  if (rows[0]!.key !== key)
    throw createStoreError(
      'cluster-key',
      `The processes on this database sign with the key ${rows[0]!.key}, this one with ${key}. Give all of them the same signing key.`,
    );
  await refuseTaken(client, member);
  await client.query(
    `INSERT INTO members (id, url, renewed_at, expires_at) VALUES ($1, $3, clock_timestamp(), ${expirySql})`,
    [member.id, leaseMs, member.url],
  );
};

/** Matches that are let go of in one transaction: few, so that a slow database answers in time and keeps each step. */
const releasedAtOnce = 500;

/** What others release or write to at this moment is left to them, or to the next portion. */
const releaseSql = `
  WITH own AS (
    SELECT id FROM matches WHERE owner = ANY($1::text[]) AND status = 'running'
    ORDER BY id LIMIT ${releasedAtOnce} FOR UPDATE SKIP LOCKED
  )
  UPDATE matches SET owner = NULL FROM own WHERE matches.id = own.id RETURNING matches.id`;

/**
 * Removes members, whose last matches are nobody's from then on. The matches are locked first and in the order in which
 * commits lock them, so that a member which still writes and one which removes it do not wait for each other.
 */
const remove = async (client: ClientBase, ids: readonly string[]): Promise<number> => {
  await client.query(
    "SELECT FROM matches WHERE owner = ANY($1::text[]) AND status = 'running' ORDER BY id FOR UPDATE",
    [ids],
  );
  const { rowCount } = await client.query('DELETE FROM members WHERE id = ANY($1::text[])', [ids]);
  return rowCount!;
};

/** Ends leases and lets go of the matches, as far as it gets; called again, it goes on. Answers how many were ended. */
const end = async (
  pool: PostgresPool,
  condition: string,
  parameters: readonly unknown[] = [],
): Promise<number> => {
  const members = await pool.query<Pick<Member, 'id'>>(endSql(condition), parameters);
  if (members.length === 0) return 0;
  const ids = members.map(({ id }) => id);
  let isMore = true;
  while (isMore) isMore = (await pool.query(releaseSql, [ids])).length > 0;
  return pool.inTransaction((client) => remove(client, ids));
};

/** Each survivor passes over what another is about to take. */
const claimSql = `
  WITH free AS (
    SELECT id FROM matches WHERE status = 'running' AND owner IS NULL
    ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
  )
  UPDATE matches SET owner = $1, epoch = epoch + 1 FROM free WHERE matches.id = free.id RETURNING matches.id`;

const namedSql = (condition: string): string => `
  UPDATE matches SET owner = $1, epoch = epoch + 1
    WHERE match = ANY($2::text[]) AND status = 'running' AND ${condition} RETURNING id`;

const ownersSql = `
  SELECT match, members.id, url,
      (extract(epoch FROM clock_timestamp() - renewed_at) * 1000)::float8 AS "staleMs"
    FROM matches JOIN members ON members.id = owner WHERE match = ANY($1::text[])`;

/** Leases over tables. `quick` gives a question up early: a lease that cannot be renewed in time is lost. */
export const createPostgresLeases = (quick: PostgresPool, pool: PostgresPool): Leases => {
  const claim = async (sql: string, parameters: readonly unknown[]) => {
    const rows = await pool.query<{ id: number }>(sql, parameters);
    return readUnfinished(
      pool,
      rows.map(({ id }) => id),
    );
  };
  return {
    join: (member, key, leaseMs) => told(quick.inTransaction((client) => join(client, member, key, leaseMs))),
    renew: async (id, leaseMs) => {
      const sql = `UPDATE members SET renewed_at = clock_timestamp(), expires_at = ${expirySql} WHERE id = $1 AND ${isStanding} RETURNING id`;
      return (await told(quick.query(sql, [id, leaseMs]))).length > 0;
    },
    leave: async (id) => void (await told(end(quick, 'id = $1', [id]))),
    expire: () => told(end(quick, 'expires_at < clock_timestamp()')),
    members: () =>
      told(quick.query<Member & object>(`SELECT id, url FROM members WHERE ${isStanding} ORDER BY number`)),
    claim: (id, limit) => told(claim(claimSql, [id, limit])),
    claimNamed: (id, matches) => told(claim(namedSql('owner IS NULL'), [id, matches])),
    reclaim: (id, matches) => told(claim(namedSql('owner = $1'), [id, matches])),
    owned: async (id) => {
      const sql = "SELECT match FROM matches WHERE owner = $1 AND status = 'running' ORDER BY id";
      return (await told(quick.query<{ match: string }>(sql, [id]))).map(({ match }) => match);
    },
    owners: async (matches) => {
      const rows = await told(quick.query<Owner & { match: string }>(ownersSql, [matches]));
      return new Map(rows.map(({ match, ...owner }) => [match, owner]));
    },
  };
};
