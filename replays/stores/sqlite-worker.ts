import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { type PackedBatch, unpackBatch } from './sqlite-batch.ts';
import { acquireLock } from './sqlite-lock.ts';
import { factsOf, type Calls, type Request, type Response, type ThreadOptions } from './sqlite-messages.ts';
import { createReader, type Reader } from './sqlite-reader.ts';
import type { SqlRow, SqlStatement } from './sqlite-rows.ts';
import { migrate } from './sqlite-schema.ts';
import { inTransaction } from './sqlite-transaction.ts';
import { createWriter, type Writer } from './sqlite-writer.ts';

// A thread of the store: the only holder of the database's writing connection, or the one that reads beside it. SQLite
// calls block, and a commit waits for the disk, which the event loop of the arena must not.

/** Pages of the write-ahead log after which it goes into the database: those that change with every commit go once then. */
const checkpointPages = 4_000;

/** How long to wait for another program that has the file open, such as a shell. */
const busyMs = 5_000;

/**
 * What the WAL keeps of the room that it once took. While somebody reads one moment of the database for long, such as a
 * backup, it can only grow; without this it would stay so large for good.
 */
const walBytesMax = 64 * 1024 * 1024;

const openDatabase = ({ path, synchronous }: ThreadOptions): DatabaseSync => {
  const database = new DatabaseSync(path, { timeout: busyMs });
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}`);
  database.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}; PRAGMA journal_size_limit = ${walBytesMax}`);
  migrate(database, path);
  return database;
};

const createTransact = (database: DatabaseSync): Calls['transact'] => {
  const prepared = new Map<string, StatementSync>();
  const run = ({ sql, parameters }: SqlStatement): readonly SqlRow[] => {
    const statement = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, statement);
    return statement.all(...parameters) as SqlRow[];
  };
  return (statements) => inTransaction(database, () => statements.map(run));
};

const createCalls = (database: DatabaseSync, writer: Writer): Calls => {
  const raise = database.prepare("UPDATE matches SET epoch = epoch + 1 WHERE status = 'running'");
  return {
    ...createReader(database),
    raiseEpochs: () => {
      raise.run();
      writer.forget();
    },
    transact: createTransact(database),
  };
};

const respond = (response: Response): void => parentPort!.postMessage(response);

const answerCall = (calls: Calls | Reader, { id, name, parameters }: Request & { kind: 'call' }): void => {
  try {
    const call = (calls as Calls)[name] as (...parameters: readonly unknown[]) => unknown;
    respond({ kind: 'answer', id, value: call(...parameters) });
  } catch (error) {
    respond({ kind: 'error', id, error: factsOf(error) });
  }
};

const answerBatch = (writer: Writer, batch: PackedBatch): void => {
  const refusals = writer.write(unpackBatch(batch));
  respond({
    kind: 'written',
    refusals: [...refusals.entries()].flatMap(([at, refusal]) => (refusal ? [[at, refusal]] : [])),
  });
};

/** Answers what is asked until it is told to close. */
const serve = (calls: Calls | Reader, write: (batch: PackedBatch) => void, close: () => void): void => {
  parentPort!.on('message', (request: Request) => {
    switch (request.kind) {
      case 'write':
        return write(request.batch);
      case 'call':
        return answerCall(calls, request);
      case 'close':
        close();
        parentPort!.close();
    }
  });
};

const serveWriter = (options: ThreadOptions): void => {
  const lock = acquireLock(options.path);
  const database = openDatabase(options);
  const writer = createWriter(database);
  serve(
    createCalls(database, writer),
    (batch) => answerBatch(writer, batch),
    () => {
      database.close();
      lock.release();
    },
  );
};

/** The writing thread has the database open already, in its newest form. */
const serveReader = ({ path }: ThreadOptions): void => {
  const database = new DatabaseSync(path, { readOnly: true, timeout: busyMs });
  serve(
    createReader(database),
    () => {
      throw new Error('the reading thread was asked to write');
    },
    () => database.close(),
  );
};

try {
  const options = workerData as ThreadOptions;
  if (options.role === 'writer') serveWriter(options);
  else serveReader(options);
  respond({ kind: 'opened' });
} catch (error) {
  respond({ kind: 'refused', error: factsOf(error) });
}
