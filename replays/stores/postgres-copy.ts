import type { ClientBase } from 'pg';
import { sha256Hex } from '../../games/sha256.ts';
import { ledgerRowHash } from './ledger-chain.ts';
import { parsePostgresAddress } from './postgres-address.ts';
import { insertLedgerRows, moveLedgerHead } from './postgres-ledger.ts';
import { acquirePostgresLock } from './postgres-lock.ts';
import { createPostgresPool, told } from './postgres-pool.ts';
import { insertLines, insertNotes, insertRows } from './postgres-rows.ts';
import { migratePostgres } from './postgres-schema.ts';
import type { SqlStore } from './sql-store.ts';
import type { SqlRow } from './sqlite-rows.ts';
import { createStoreError } from './store-error.ts';

/** Matches and ledger rows that are copied at once, so that memory does not grow with the database. */
const matchesAtOnce = 50;
const rowsAtOnce = 1_000;

/** What was copied. */
export interface Copied {
  readonly matches: number;
  readonly ledgerRows: number;
}

/** Tables beside the logs, whose rows are copied as they are, in the order in which one may refer to another. */
const otherTables = [
  { table: 'owners', columns: '*', order: 'created_at' },
  { table: 'agents', columns: '*', order: 'created_at' },
  // The order of their making, which the copy numbers anew.
  { table: 'keys', columns: 'id, kind, subject, hash, created_at, revoked_at', order: 'rowid' },
  { table: 'tournaments', columns: '*', order: 'number' },
] as const;

/** Columns that the database numbers by itself, and goes on from the highest. */
const numberedColumns = [
  ['matches', 'id'],
  ['tournaments', 'number'],
] as const;

const refuseUsed = async (client: ClientBase): Promise<void> => {
  const tables = ['matches', ...otherTables.map(({ table }) => table)];
  const { rows } = await client.query<{ isUsed: boolean }>(
    `SELECT ${tables.map((table) => `EXISTS (SELECT 1 FROM ${table})`).join(' OR ')} AS "isUsed"`,
  );
  if (rows[0]!.isUsed)
    throw createStoreError(
      'target-not-empty',
      'The schema holds matches or accounts already; a migration goes into an empty one.',
    );
};

const select = async (source: SqlStore, sql: string, ...parameters: number[]): Promise<readonly SqlRow[]> =>
  (await source.transact([{ sql, parameters }]))[0]!;

/** One page of matches with all that hangs on them; answers the number of the last one, undefined where there is none. */
const copyMatches = async (
  client: ClientBase,
  source: SqlStore,
  after: number,
): Promise<{ readonly last: number; readonly count: number } | undefined> => {
  const matches = await select(
    source,
    'SELECT * FROM matches WHERE id > ? ORDER BY id LIMIT ?',
    after,
    matchesAtOnce,
  );
  const last = matches.at(-1)?.['id'] as number | undefined;
  if (last === undefined) return undefined;
  const of = (table: string, order: string): Promise<readonly SqlRow[]> =>
    select(
      source,
      `SELECT * FROM ${table} WHERE match_id > ? AND match_id <= ? ORDER BY match_id, ${order}`,
      after,
      last,
    );
  const lines = await of('lines', 'n');
  const byMatch = Map.groupBy(lines, (line) => line['match_id'] as number);
  await insertRows(
    client,
    'matches',
    matches.map((match) => {
      // None where the log was let go.
      const own = byMatch.get(match['id'] as number) ?? [];
      const last = own.at(-1)?.['text'] as string | undefined;
      return { ...match, head: last === undefined ? '' : sha256Hex(last), line_count: own.length };
    }),
  );
  await insertRows(client, 'match_agents', await of('match_agents', 'agent'));
  await insertRows(client, 'secrets', await of('secrets', 'match_id'));
  await insertLines(
    client,
    lines.map((line) => ({
      matchId: line['match_id'] as number,
      n: line['n'] as number,
      text: line['text'] as string,
    })),
  );
  await insertNotes(
    client,
    (await of('notes', 'id')).map((note) => ({
      matchId: note['match_id'] as number,
      sha256: note['sha256'] as string,
      salt: note['salt'] as string,
      text: note['text'] as string,
    })),
  );
  return { last, count: matches.length };
};

const copyLedger = async (client: ClientBase, source: SqlStore): Promise<number> => {
  let since = 0;
  for (;;) {
    const rows = await source.ledger(since, rowsAtOnce);
    const last = rows.at(-1);
    if (last === undefined) return since;
    await insertLedgerRows(client, rows);
    await moveLedgerHead(client, { seq: last.seq, hash: ledgerRowHash(last) });
    since = last.seq;
  }
};

const copyAll = async (
  client: ClientBase,
  source: SqlStore,
  onMatches: (count: number) => void,
): Promise<Copied> => {
  // Nobody waits for what it has locked, and between two statements it reads for as long as the matches are large.
  await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
  await refuseUsed(client);
  let matches = 0;
  for (let page = await copyMatches(client, source, 0); page !== undefined;) {
    matches += page.count;
    onMatches(page.count);
    page = await copyMatches(client, source, page.last);
  }
  const ledgerRows = await copyLedger(client, source);
  for (const { table, columns, order } of otherTables)
    await insertRows(
      client,
      table,
      await select(source, `SELECT ${columns} FROM ${table} ORDER BY ${order}`),
    );
  for (const [table, column] of numberedColumns)
    await client.query(
      `SELECT setval(pg_get_serial_sequence('${table}', '${column}'), max(${column})) FROM ${table}`,
    );
  return { matches, ledgerRows };
};

/**
 * Copies a store in SQLite, accounts and tournaments included, into an empty schema: in one transaction, so that a copy
 * is whole or not there. Rejects with a `StoreError`, among them `target-not-empty` and `data-locked`.
 */
export const copyToPostgres = async (
  source: SqlStore,
  url: string,
  onMatches: (count: number) => void = () => {},
): Promise<Copied> => {
  const address = parsePostgresAddress(url);
  const pool = createPostgresPool(address);
  const copy = async (): Promise<Copied> => {
    await pool.inTransaction((client) => migratePostgres(client, address.schema));
    const lock = await acquirePostgresLock(address);
    try {
      return await pool.inTransaction((client) => copyAll(client, source, onMatches));
    } finally {
      await lock.release();
    }
  };
  try {
    return await told(copy());
  } finally {
    await pool.end();
  }
};
