import pg from 'pg';
import type { ClientBase, PoolClient } from 'pg';
import type { PostgresAddress } from './postgres-address.ts';
import { createStoreError, isStoreError, messageOf, type StoreError } from './store-error.ts';

/** Connections at most: one writes, the others read. */
const connectionsMax = 6;
/** How long a new connection may take. */
const connectMs = 5_000;
/** After so long without an answer a connection is given up: its network may be cut. */
const answerMs = 30_000;

/**
 * A transaction whose process has said nothing for so long is undone: the process may stand still or be cut off, and the
 * rows that it has locked are those of matches which others have to take over.
 */
const idleMsMax = 1_000;

/** The driver hands out whole numbers of 64 bits as text; those of rows, tokens and sequences are far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

/** A way to the database that survives its restarts: a broken connection is replaced by the next that is needed. */
export interface PostgresPool {
  /** Runs one statement by itself. */
  readonly query: <Row extends pg.QueryResultRow>(
    sql: string,
    parameters?: readonly unknown[],
  ) => Promise<Row[]>;
  /** Runs `work` in one transaction: all of it is stored, or nothing and the error is thrown. */
  readonly inTransaction: <T>(work: (client: ClientBase) => Promise<T>) => Promise<T>;
  readonly end: () => Promise<void>;
}

/** What the driver or the database said, as an error of the store's. */
const storeErrorOf = (cause: unknown): StoreError =>
  createStoreError('store-failed', `PostgreSQL: ${messageOf(cause)}`, { cause });

/** Passes on errors of the store's own, and gives a code to what the driver throws. */
export const told = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw isStoreError(error) ? error : storeErrorOf(error);
  }
};

/**
 * How a connection is opened: in the store's schema, and with commits that wait for the disk whatever the database's
 * default is, since an acknowledged move must survive a power cut.
 */
export const connectionOptions = ({ connectionString, schema }: PostgresAddress): pg.ClientConfig => ({
  connectionString,
  types,
  application_name: `agon ${schema}`,
  options: `-c search_path=${schema} -c synchronous_commit=on -c idle_in_transaction_session_timeout=${idleMsMax}`,
  connectionTimeoutMillis: connectMs,
  query_timeout: answerMs,
  keepAlive: true,
});

/** A connection that breaks tells whoever waits for its answer; it tells everybody else by an event, which ends a process. */
const ignore = (): void => {};

const transact = async <T>(client: PoolClient, work: (client: ClientBase) => Promise<T>): Promise<T> => {
  let isBroken = true;
  try {
    await client.query('BEGIN');
    try {
      const result = await work(client);
      await client.query('COMMIT');
      isBroken = false;
      return result;
    } catch (error) {
      await client.query('ROLLBACK');
      isBroken = false;
      throw error;
    }
  } finally {
    // A connection that could not even roll back is closed, and whatever it held is undone with it.
    client.release(isBroken);
  }
};

/** Opens no connection yet: the first that is asked for does. `options` differ from `connectionOptions`. */
export const createPostgresPool = (address: PostgresAddress, options: pg.PoolConfig = {}): PostgresPool => {
  const pool = new pg.Pool({ ...connectionOptions(address), max: connectionsMax, ...options });
  // An idle connection that breaks is dropped by the pool; whoever needs one next opens another.
  pool.on('error', ignore);
  // From the first on: one may end with the very packet in which it is opened.
  pool.on('connect', (client) => client.on('error', ignore));
  return {
    query: async <Row extends pg.QueryResultRow>(sql: string, parameters: readonly unknown[] = []) =>
      (await pool.query<Row>(sql, [...parameters])).rows,
    inTransaction: async (work) => transact(await pool.connect(), work),
    end: () => pool.end(),
  };
};
