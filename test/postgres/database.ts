import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { isSkipped } from '../required-tools.ts';

/** The database that the tests use: each makes schemas of its own in it and drops them. */
const databaseUrl = process.env['AGON_TEST_POSTGRES'] ?? 'postgres://postgres@127.0.0.1:5432/test';

const connect = async (connectionString = databaseUrl): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  // A connection that is cut on purpose, or with the server, must not end the tests.
  client.on('error', () => {});
  await client.connect();
  return client;
};

/** Runs statements as somebody who looks over the store's shoulder. */
export const query = async (
  sql: string,
  parameters: readonly unknown[] = [],
  url = databaseUrl,
): Promise<readonly Record<string, unknown>[]> => {
  const client = await connect(url);
  try {
    return (await client.query(sql, [...parameters])).rows;
  } finally {
    await client.end();
  }
};

/** Keeps everybody from a table until it is let go. */
export const holdTable = async (table: string): Promise<() => Promise<void>> => {
  const client = await connect();
  await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  return () => client.end();
};

const findMissing = async (): Promise<string[]> => {
  try {
    await query('SELECT 1');
    return [];
  } catch (error) {
    return [`a PostgreSQL server at ${databaseUrl} (${String(error)}); AGON_TEST_POSTGRES names another`];
  }
};

/** Whether tests that need PostgreSQL are skipped, which is printed. */
export const isPostgresSkipped = isSkipped('postgres', await findMissing());

/** A schema that nobody else uses. */
export interface TestSchema {
  readonly name: string;
  /** The address of a store in it. */
  readonly url: string;
  readonly drop: () => Promise<void>;
}

export const createTestSchema = (): TestSchema => {
  const name = `agon_test_${randomBytes(6).toString('hex')}`;
  const url = new URL(databaseUrl);
  url.searchParams.set('schema', name);
  return {
    name,
    url: url.href,
    drop: async () => void (await query(`DROP SCHEMA IF EXISTS ${name} CASCADE`)),
  };
};

/** A database that nobody else uses: what it tidies up does not hang on transactions of other tests. */
export interface TestDatabase {
  /** The address of a store in it. */
  readonly url: string;
  readonly drop: () => Promise<void>;
}

export const createTestDatabase = async (): Promise<TestDatabase> => {
  const name = `agon_test_${randomBytes(6).toString('hex')}`;
  await query(`CREATE DATABASE ${name}`);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: async () => void (await query(`DROP DATABASE ${name} WITH (FORCE)`)) };
};
