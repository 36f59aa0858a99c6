import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { playAndPrune, testPruning } from './contract-pruning.ts';
import { testStore } from './contract.ts';
import { append, create, createStored, playStored } from './stored-log.ts';
import { keptBefore } from './log-pruning.ts';
import { createSampleLog } from './sample-log.ts';
import { listStatement } from './sqlite-list.ts';
import { openSqliteStore, type SqliteStore } from './sqlite.ts';
import { type MatchFilter } from '../store.ts';
import { newDirectory } from './test-directory.ts';

/** Opens the store of a directory; it is closed before the directory goes. */
const openIn = async (directory: string): Promise<SqliteStore> => {
  const store = await openSqliteStore({ directory, flushMs: 0 });
  onTestFinished(() => store.close());
  return store;
};

describe('the store in SQLite', () => {
  testStore(() => openIn(newDirectory()));
  testPruning(() => openIn(newDirectory()));
});

test('a store that is opened again holds what it held', async () => {
  const directory = newDirectory();
  const first = await openIn(directory);
  const log = await createStored(first, 'match-1');
  await append(first, log.steps(3));
  await playStored(first, 'match-2');
  const rows = await first.ledger(0, 10);
  await first.close();

  const second = await openIn(directory);
  expect(await second.ledger(0, 10)).toEqual(rows);
  // The head is found again from the lines, and the ledger's chain goes on.
  expect(await append(second, log.steps())).toBeUndefined();
  expect(await append(second, log.end())).toBeUndefined();
  expect(await second.read('match-1')).toEqual(log.lines());
  expect((await second.ledger(1, 10))[0]).toMatchObject({ seq: 2, match: 'match-1' });
});

test('closing stores what was put, and later writes and questions are refused', async () => {
  const directory = newDirectory();
  const store = await openIn(directory);
  const log = createSampleLog('match-1');
  const answers = Promise.all([create(store, log), append(store, log.steps())]);
  await store.close();
  expect(await answers).toEqual([undefined, undefined]);
  expect(await append(store, log.steps())).toEqual({ kind: 'failed', message: 'the store is closed' });
  await expect(store.read('match-1')).rejects.toMatchObject({ code: 'store-failed' });
  expect(await (await openIn(directory)).read('match-1')).toHaveLength(2);
});

describe('listing', () => {
  const explain = async (filter: MatchFilter): Promise<readonly string[]> => {
    const store = await openIn(newDirectory());
    const { sql, parameters } = listStatement(filter, 50, 1000);
    const [plan] = await store.transact([{ sql: `EXPLAIN QUERY PLAN ${sql}`, parameters }]);
    return plan!.map((row) => String(row['detail']));
  };
  const whose = [{}, { game: 'g' }, { agent: 'a' }, { game: 'g', agent: 'a' }];

  test.each(whose.flatMap((filter) => [filter, { ...filter, status: 'over' as const }]))(
    'a page of %o walks one index and sorts nothing',
    async (filter) => {
      const steps = await explain(filter);
      // The page's rows come from one index that knows whose they are; with an agent each match is then looked up.
      expect(steps).toHaveLength('agent' in filter ? 2 : 1);
      for (const step of steps)
        expect(step).toMatch(/^SEARCH (page|matches) USING .*(match_id|rowid)[<=]\?\)$/);
      for (const column of Object.keys(filter).filter((key) => key !== 'status'))
        expect(steps[0]).toContain(`${column}=?`);
    },
  );

  test.each(whose)('those of %o that run are found among those that run', async (filter) => {
    const steps = await explain({ ...filter, status: 'running' });
    expect(steps[0]).toMatch(/^SEARCH matches USING (COVERING )?INDEX matches_running \(id<\?\)$/);
    for (const step of steps.slice(1))
      expect(step).toMatch(/^SEARCH match_agents EXISTS USING .*match_id=\?/);
  });
});

describe('letting logs go', () => {
  test('looks at the logs that are there alone, by their index', async () => {
    const store = await openIn(newDirectory());
    const { sql, parameters } = keptBefore(1000);
    const [plan] = await store.transact([{ sql: `EXPLAIN QUERY PLAN ${sql}`, parameters }]);
    expect(plan!.map(({ detail }) => detail)).toEqual(['SEARCH matches USING INDEX matches_kept (id<?)']);
  });

  test('makes room that is used again, so that the file stops growing', async () => {
    const store = await openIn(newDirectory());
    const sizes = await playAndPrune(store, 6, async () => {
      const [rows] = await store.transact([{ sql: 'PRAGMA page_count', parameters: [] }]);
      return Number(rows![0]!['page_count']);
    });
    const [first, second] = [sizes[0]!, sizes[1]!];
    // Four more rounds of logs take less room than the first took; their rows, and the other match, take some.
    expect(sizes.at(-1)! - second).toBeLessThan(first / 2);
  });
});

test('the WAL that grew while somebody read for long shrinks again', async () => {
  const directory = newDirectory();
  const store = await openSqliteStore({ directory, flushMs: 0, synchronous: 'normal' });
  onTestFinished(() => store.close());
  const log = await createStored(store, 'match-1');
  const reader = new DatabaseSync(store.path, { readOnly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM lines').get();
  const walBytes = (): number => statSync(`${store.path}-wal`).size;
  const wanted = 70 * 1024 * 1024;
  const text = 'x'.repeat(2 * 1024 * 1024);
  while (walBytes() < wanted) await append(store, log.refusal(text));
  reader.close();
  // The next commit copies the WAL into the database, and the one after it begins the WAL anew.
  for (let commit = 0; commit < 3; commit++) await append(store, log.steps());
  expect(walBytes()).toBeLessThan(wanted);
  expect(await store.read('match-1')).toEqual(log.lines());
});

describe('a write that SQLite refuses', () => {
  /** A store that may grow by no more than a few pages. */
  const fill = async (store: SqliteStore): Promise<void> => {
    const [rows] = await store.transact([{ sql: 'PRAGMA page_count', parameters: [] }]);
    await setPagesMax(store, Number(rows![0]!['page_count']) + 8);
  };
  const setPagesMax = (store: SqliteStore, pages: number): Promise<unknown> =>
    store.transact([{ sql: `PRAGMA max_page_count = ${pages}`, parameters: [] }]);

  test('is answered `failed` when the disk is full, leaves nothing, and succeeds once there is room', async () => {
    const store = await openIn(newDirectory());
    const log = await createStored(store, 'match-1');
    const other = await createStored(store, 'match-2');
    await fill(store);
    const large = log.steps(1000);
    const small = other.steps();
    // Both are in one batch: the small one fits.
    const answers = await Promise.all([append(store, large), append(store, small)]);
    expect(answers).toEqual([
      { kind: 'failed', message: 'database or disk is full', disk: 'full' },
      undefined,
    ]);
    expect(await store.read('match-1')).toHaveLength(1);
    expect(await store.read('match-2')).toEqual(other.lines());

    await setPagesMax(store, 1_000_000);
    expect(await append(store, large)).toBeUndefined();
    expect(await store.read('match-1')).toEqual(log.lines());
  });
  test('takes the ledger row and the end of the match back with it', async () => {
    const store = await openIn(newDirectory());
    const log = await createStored(store, 'match-1');
    await fill(store);
    const end = log.end();
    const notes = Array.from({ length: 50 }, () => ({ sha256: '', salt: '', text: 'x'.repeat(10_000) }));
    expect(await append(store, { ...end, notes })).toMatchObject({ kind: 'failed' });
    expect(await store.ledger(0, 10)).toEqual([]);
    expect(await store.secrets('match-1')).toEqual(log.secrets);
    expect(await store.notes('match-1')).toEqual([]);
    expect((await store.list({ status: 'running' }, 10)).items).toHaveLength(1);

    await setPagesMax(store, 1_000_000);
    expect(await append(store, { ...end, notes })).toBeUndefined();
    expect(await store.ledger(0, 10)).toMatchObject([{ seq: 1, match: 'match-1' }]);
  });
  test('in a transaction of statements undoes those before it', async () => {
    const store = await openIn(newDirectory());
    const insert = { sql: "INSERT INTO owners VALUES ('o', 'name', 'now')", parameters: [] };
    await expect(store.transact([insert, insert])).rejects.toMatchObject({
      code: 'store-failed',
      message: expect.stringContaining('UNIQUE constraint failed'),
    });
    expect(await store.transact([{ sql: 'SELECT * FROM owners', parameters: [] }])).toEqual([[]]);
  });
});

describe('a backup', () => {
  test('is a store of its own that equals the first, and never overwrites', async () => {
    const directory = newDirectory();
    const store = await openIn(directory);
    const logs = await Promise.all(['match-1', 'match-2'].map((match) => playStored(store, match)));
    const running = await createStored(store, 'match-3');
    await append(store, running.refusal('a note'));
    const path = join(directory, 'copy.sqlite');
    await store.backup(path);
    await expect(store.backup(path)).rejects.toMatchObject({ code: 'backup-exists' });
    expect(readdirSync(directory).filter((name) => name.includes('partial'))).toEqual([]);

    const copy = await openSqliteStore({ path });
    onTestFinished(() => copy.close());
    for (const log of [...logs, running]) expect(await copy.read(log.match)).toEqual(log.lines());
    expect(await copy.ledger(0, 10)).toEqual(await store.ledger(0, 10));
    expect(await copy.list({}, 10)).toEqual(await store.list({}, 10));
    expect(await copy.notes('match-3')).toEqual(await store.notes('match-3'));
    expect(await copy.adoptUnfinished()).toEqual([
      { match: 'match-3', lines: running.lines(), secrets: running.secrets, epoch: 1 },
    ]);
  });
  test('taken under load holds every log up to one moment', async () => {
    const directory = newDirectory();
    const store = await openIn(directory);
    const log = await createStored(store, 'match-1');
    await append(store, log.steps(2000));
    const progress = { isCopied: false };
    const copied = store.backup(join(directory, 'copy.sqlite')).finally(() => {
      progress.isCopied = true;
    });
    const before = log.lines().length;
    while (!progress.isCopied) await append(store, log.steps());
    await copied;
    const copy = await openSqliteStore({ path: join(directory, 'copy.sqlite') });
    onTestFinished(() => copy.close());
    const lines = await copy.read('match-1');
    expect(lines!.length).toBeGreaterThanOrEqual(before);
    expect(lines).toEqual(log.lines().slice(0, lines!.length));
  });
});

describe('a database', () => {
  test('of a newer build is refused', async () => {
    const path = join(newDirectory(), 'agon.sqlite');
    await (await openSqliteStore({ path })).close();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 999');
    database.close();
    await expect(openSqliteStore({ path })).rejects.toMatchObject({ code: 'data-newer' });
  });
  test('of another program is refused and left as it is', async () => {
    const path = join(newDirectory(), 'other.sqlite');
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE theirs (x)');
    database.close();
    await expect(openSqliteStore({ path })).rejects.toMatchObject({ code: 'data-foreign' });
  });
  test('that is no database is refused with what SQLite says', async () => {
    const path = join(newDirectory(), 'text.sqlite');
    writeFileSync(path, 'x'.repeat(10_000));
    await expect(openSqliteStore({ path })).rejects.toMatchObject({
      code: 'store-failed',
      message: 'file is not a database',
    });
    expect(statSync(path).size).toBe(10_000);
  });
  test('that is open is refused with the pid of its holder', async () => {
    const directory = newDirectory();
    const store = await openIn(directory);
    await expect(openSqliteStore({ directory })).rejects.toMatchObject({
      code: 'data-locked',
      pid: process.pid,
    });
    await store.close();
    await (await openSqliteStore({ directory })).close();
  });
  test('that many open at once is opened by one', async () => {
    const directory = newDirectory();
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => openSqliteStore({ directory })));
    const stores = results.filter((result) => result.status === 'fulfilled');
    expect(stores).toHaveLength(1);
    await stores[0]!.value.close();
  });
});
