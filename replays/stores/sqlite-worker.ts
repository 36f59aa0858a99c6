import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { unpackBatch } from './sqlite-batch.ts';
import { acquireLock } from './sqlite-lock.ts';
import { factsOf, type Calls, type Request, type Response, type ThreadOptions } from './sqlite-messages.ts';
import { createReader } from './sqlite-reader.ts';
import type { SqlRow, SqlStatement } from './sqlite-rows.ts';
import { migrate } from './sqlite-schema.ts';
import { inTransaction } from './sqlite-transaction.ts';
import { createWriter, type Writer } from './sqlite-writer.ts';

// The store's thread: the only holder of the database's writing connection. SQLite calls block, and a commit
// waits for the disk, which the event loop of the arena must not.

/** Pages of the write-ahead log after which it goes into the database: those that change with every commit go once then. */
const checkpointPages = 4_000;

/** How long to wait for another program that has the file open, such as a shell. */
const busyMs = 5_000;

const openDatabase = ({ path, synchronous }: ThreadOptions): DatabaseSync => {
  const database = new DatabaseSync(path, { timeout: busyMs });
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}`);
  database.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}`);
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

const answerCall = (calls: Calls, { id, name, parameters }: Request & { kind: 'call' }): void => {
  try {
    const call = calls[name] as (...parameters: readonly unknown[]) => unknown;
    respond({ kind: 'answer', id, value: call(...parameters) });
  } catch (error) {
    respond({ kind: 'error', id, error: factsOf(error) });
  }
};

const serve = (options: ThreadOptions): void => {
  const lock = acquireLock(options.path);
  const database = openDatabase(options);
  const writer = createWriter(database);
  const calls = createCalls(database, writer);
  parentPort!.on('message', (request: Request) => {
    switch (request.kind) {
      case 'write': {
        const refusals = writer.write(unpackBatch(request.batch));
        respond({
          kind: 'written',
          refusals: [...refusals.entries()].flatMap(([at, refusal]) => (refusal ? [[at, refusal]] : [])),
        });
        return;
      }
      case 'call':
        answerCall(calls, request);
        return;
      case 'close':
        database.close();
        lock.release();
        parentPort!.close();
    }
  });
};

try {
  serve(workerData as ThreadOptions);
  respond({ kind: 'opened' });
} catch (error) {
  respond({ kind: 'refused', error: factsOf(error) });
}
