import type { Store } from '../store.ts';
import { parsePostgresAddress, type PostgresAddress } from './postgres-address.ts';
import { readLedger } from './postgres-ledger.ts';
import { createPostgresLeases } from './postgres-leases.ts';
import { acquirePostgresLock } from './postgres-lock.ts';
import { createPostgresPool, type PostgresPool, told } from './postgres-pool.ts';
import {
  adoptUnfinished,
  isGroupOver,
  listMatches,
  readLines,
  readNotes,
  readSecrets,
} from './postgres-reader.ts';
import { migratePostgres } from './postgres-schema.ts';
import { createPostgresWriter } from './postgres-writer.ts';
import { numbered } from './sql-parameters.ts';
import type { SqlStore } from './sql-store.ts';
import type { SqlRow } from './sqlite-rows.ts';
import { createStoreError } from './store-error.ts';
import { createWriteQueue } from './write-queue.ts';
import { writeOfCreation, type Write } from './write.ts';

export interface PostgresOptions {
  /** `postgres://user@host:port/database?schema=NAME`; the schema is `agon` unless it is named. */
  readonly url: string;
  /** How long the first write waits for company when no commit is under way; default 2. */
  readonly flushMs?: number;
  /** Told how long each commit took, in milliseconds. */
  readonly onCommit?: (ms: number) => void;
  /** Whether other processes work on the schema too, each under a lease. */
  readonly isShared?: boolean;
}

const flushMsDefault = 2;
/** A question about leases that is not answered in this time is given up. */
const leaseAnswerMs = 2_000;
const leaseConnectionsMax = 2;

const createTransact =
  (pool: PostgresPool): SqlStore['transact'] =>
  (statements) =>
    told(
      pool.inTransaction(async (client) => {
        const answers: (readonly SqlRow[])[] = [];
        for (const { sql, parameters } of statements)
          answers.push((await client.query<SqlRow>(numbered(sql), [...parameters])).rows);
        return answers;
      }),
    );

/** The questions of a store. */
const createQuestions = (pool: PostgresPool): Omit<Store, 'create' | 'append' | 'close'> => ({
  read: (match) => told(readLines(pool, match)),
  notes: (match) => told(readNotes(pool, match)),
  list: (filter, limit, cursor) => told(listMatches(pool, filter, limit, cursor)),
  adoptUnfinished: () => told(adoptUnfinished(pool)),
  ledger: (since, limit) => told(readLedger(pool, since, limit)),
  secrets: (match) => told(readSecrets(pool, match)),
  isGroupOver: (match) => told(isGroupOver(pool, match)),
  backup: async () => {
    throw createStoreError(
      'backup-unsupported',
      'A store in PostgreSQL is copied by the database itself: pg_dump makes a consistent copy while it runs.',
    );
  },
});

/** The ledger of a store for whoever only reads it, such as another thread. Connections close when the thread ends. */
export const openPostgresLedger = (url: string): Store['ledger'] => {
  const pool = createPostgresPool(parsePostgresAddress(url));
  return (since, limit) => told(readLedger(pool, since, limit));
};

/** A pool of its own, so that no lease is lost because others wait for connections. */
const createQuickPool = (address: PostgresAddress): PostgresPool =>
  createPostgresPool(address, {
    max: leaseConnectionsMax,
    query_timeout: leaseAnswerMs,
    connectionTimeoutMillis: leaseAnswerMs,
  });

/**
 * Opens the store, brings its schema up to date and locks it for this process, or for those that share it. Rejects with a `StoreError`:
 * `store-address`, `data-locked`, `data-newer`, `data-foreign`, or `store-failed` with what PostgreSQL said.
 */
export const openPostgresStore = async ({
  url,
  flushMs,
  onCommit,
  isShared = false,
}: PostgresOptions): Promise<SqlStore> => {
  const address = parsePostgresAddress(url);
  const pool = createPostgresPool(address);
  const quick = isShared ? createQuickPool(address) : undefined;
  const open = async (): Promise<{ readonly release: () => Promise<void> }> => {
    await pool.inTransaction((client) => migratePostgres(client, address.schema));
    return acquirePostgresLock(address, isShared);
  };
  const lock = await told(open()).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const write = createPostgresWriter(pool);
  let isClosed = false;
  const queue = createWriteQueue(
    (writes, answer) => void write(writes).then(answer),
    flushMs ?? flushMsDefault,
    onCommit,
  );
  const put = (one: Write, done: Parameters<Store['append']>[1]): void => {
    if (isClosed) queueMicrotask(() => done({ kind: 'failed', message: 'the store is closed' }));
    else queue.put(one, done);
  };
  return {
    ...createQuestions(pool),
    ...(quick !== undefined && { leases: createPostgresLeases(quick, pool) }),
    create: (creation, done) => put(writeOfCreation(creation), done),
    append: put,
    transact: createTransact(pool),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await queue.drain();
      await lock.release();
      await quick?.end();
      await pool.end();
    },
  };
};
