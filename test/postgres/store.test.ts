import { describe, expect, onTestFinished, test } from 'vitest';
import { playAndPrune, testPruning } from '../../replays/stores/contract-pruning.ts';
import { testStore } from '../../replays/stores/contract.ts';
import { parsePostgresAddress } from '../../replays/stores/postgres-address.ts';
import { ledgerRowHash, ledgerStart } from '../../replays/stores/ledger-chain.ts';
import { openPostgresStore } from '../../replays/stores/postgres.ts';
import { createSampleLog } from '../../replays/stores/sample-log.ts';
import { numbered } from '../../replays/stores/sql-parameters.ts';
import type { SqlStore } from '../../replays/stores/sql-store.ts';
import { listStatement } from '../../replays/stores/sqlite-list.ts';
import { append, create, createStored, playStored } from '../../replays/stores/stored-log.ts';
import { createTestDatabase, isPostgresSkipped, query, type TestSchema } from './database.ts';
import { newSchema, openIn } from './open-store.ts';

/** Ends every connection to the store of a schema, as a restart of the database does; answers how many there were. */
const cutConnections = async ({ name }: TestSchema): Promise<number> =>
  (
    await query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [
      `agon ${name}`,
    ])
  ).length;

/** Opens a second store on a schema, whose lock is taken away from the first one for it. */
const openBeside = async (schema: TestSchema): Promise<SqlStore> => {
  for (;;) {
    await query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND application_name = $1`,
      [`agon ${schema.name}`],
    );
    // The first one may have taken it again by now.
    const store = await openIn(schema).catch(() => undefined);
    if (store !== undefined) return store;
  }
};

describe('the address of a store', () => {
  test('names the database and the schema, and hides the password from messages', () => {
    expect(parsePostgresAddress('postgres://me:secret@host:5433/games?schema=arena_2')).toEqual({
      connectionString: 'postgres://me:secret@host:5433/games',
      schema: 'arena_2',
      hasPassword: true,
      shown: 'postgres://me@host:5433/games?schema=arena_2',
    });
    expect(parsePostgresAddress('postgresql://host/games')).toMatchObject({
      schema: 'agon',
      hasPassword: false,
    });
  });
  test.each([
    'host/games',
    'mysql://host/games',
    'postgres://host/games?schema=A"',
    'postgres://host/g?schema=1',
  ])('%s is refused with a code', (text) => {
    expect(() => parsePostgresAddress(text)).toThrow(expect.objectContaining({ code: 'store-address' }));
  });
});

test('parameters are numbered as they stand, or as they say', () => {
  expect(numbered('a = ? AND b = ?')).toBe('a = $1 AND b = $2');
  expect(numbered('a = ?2 OR b IN (?1, ?2)')).toBe('a = $2 OR b IN ($1, $2)');
});

describe.skipIf(isPostgresSkipped)('the store in PostgreSQL', () => {
  testStore(async () => openIn(newSchema()));
  testPruning(async () => openIn(newSchema()));

  test('uses the room of logs that were let go again, so that the table stops growing', async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const sizes = await playAndPrune(await openIn(database), 6, async () => {
      // The database does this by itself, when it finds the time.
      await query('VACUUM agon.lines', [], database.url);
      const [row] = await query("SELECT pg_relation_size('agon.lines')::int AS bytes", [], database.url);
      return Number(row!['bytes']);
    });
    expect(sizes.at(-1)! - sizes[1]!).toBeLessThan(sizes[0]! / 2);
  });

  test('that is opened again holds what it held', async () => {
    const schema = newSchema();
    const first = await openIn(schema);
    const log = await createStored(first, 'match-1');
    await append(first, log.steps(3));
    await playStored(first, 'match-2');
    const rows = await first.ledger(0, 10);
    await first.close();

    const second = await openIn(schema);
    expect(await second.ledger(0, 10)).toEqual(rows);
    expect(await append(second, log.steps())).toBeUndefined();
    expect(await append(second, log.end())).toBeUndefined();
    expect(await second.read('match-1')).toEqual(log.lines());
    expect((await second.ledger(1, 10))[0]).toMatchObject({ seq: 2, match: 'match-1' });
  });

  test('stores what was put before it is closed, and refuses later writes and questions', async () => {
    const schema = newSchema();
    const store = await openIn(schema);
    const log = createSampleLog('match-1');
    const answers = Promise.all([create(store, log), append(store, log.steps())]);
    await store.close();
    expect(await answers).toEqual([undefined, undefined]);
    expect(await append(store, log.steps())).toEqual({ kind: 'failed', message: 'the store is closed' });
    await expect(store.read('match-1')).rejects.toMatchObject({ code: 'store-failed' });
    expect(await (await openIn(schema)).read('match-1')).toHaveLength(2);
  });

  test('is refused to a second server, and free once the first is gone', async () => {
    const schema = newSchema();
    const store = await openIn(schema);
    await expect(openPostgresStore({ url: schema.url })).rejects.toMatchObject({ code: 'data-locked' });
    await store.close();
    await (await openIn(schema)).close();
  });

  test('is opened by one of many at once', async () => {
    const schema = newSchema();
    const opened = await Promise.allSettled(
      Array.from({ length: 4 }, () => openPostgresStore({ url: schema.url })),
    );
    const stores = opened.filter((result) => result.status === 'fulfilled');
    for (const { value } of stores) await value.close();
    expect(stores).toHaveLength(1);
  });

  test('is not the place of another program, nor of a newer build', async () => {
    const foreign = newSchema();
    await query(`CREATE SCHEMA ${foreign.name}`);
    await query(`CREATE TABLE ${foreign.name}.theirs (x INTEGER)`);
    await expect(openPostgresStore({ url: foreign.url })).rejects.toMatchObject({ code: 'data-foreign' });
    expect(await query(`SELECT * FROM ${foreign.name}.theirs`)).toEqual([]);

    const newer = newSchema();
    await (await openIn(newer)).close();
    await query(`UPDATE ${newer.name}.schema_version SET version = 999`);
    await expect(openPostgresStore({ url: newer.url })).rejects.toMatchObject({ code: 'data-newer' });
  });

  test('says with a code that no server answers', async () => {
    await expect(openPostgresStore({ url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toMatchObject({
      code: 'store-failed',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('commits to the disk whatever the database does by default', async () => {
    const store = await openIn(newSchema());
    const [[row]] = (await store.transact([{ sql: 'SHOW synchronous_commit', parameters: [] }])) as [
      [Record<string, unknown>],
    ];
    expect(row['synchronous_commit']).toBe('on');
  });

  test('keeps each line byte for byte', async () => {
    const schema = newSchema();
    const store = await openIn(schema);
    const log = createSampleLog('match-1');
    await create(store, log);
    const line = '{"b":1,  "a":1.0, "text":"\\u0000 \\ud800 ♞ \\"quoted\\" {x} \\\\","a":2}';
    const write = log.steps();
    expect(await append(store, { ...write, lines: [line] })).toBeUndefined();
    expect((await store.read('match-1'))!.at(-1)).toBe(line);
  });
});

describe.skipIf(isPostgresSkipped)('a write that PostgreSQL refuses', () => {
  test('fails alone, leaves nothing, and may be put again', async () => {
    const store = await openIn(newSchema());
    const log = await createStored(store, 'match-1');
    const other = await createStored(store, 'match-2');
    const write = log.steps();
    // No text of PostgreSQL holds the character 0.
    const torn = { ...write, lines: ['\0'] };
    const answers = await Promise.all([append(store, torn), append(store, other.steps())]);
    expect(answers).toEqual([{ kind: 'failed', message: expect.stringContaining('0x00') }, undefined]);
    expect(await store.read('match-1')).toHaveLength(1);
    expect(await store.read('match-2')).toEqual(other.lines());
    expect(await append(store, write)).toBeUndefined();
  });

  test('takes the ledger row and the end of the match back with it', async () => {
    const store = await openIn(newSchema());
    const log = await createStored(store, 'match-1');
    const end = log.end();
    expect(await append(store, { ...end, lines: ['\0'] })).toMatchObject({ kind: 'failed' });
    expect(await store.ledger(0, 10)).toEqual([]);
    expect(await store.secrets('match-1')).toEqual(log.secrets);
    expect(await append(store, end)).toBeUndefined();
    expect(await store.ledger(0, 10)).toMatchObject([{ seq: 1, match: 'match-1' }]);
  });

  test('in a transaction of statements undoes those before it', async () => {
    const store = await openIn(newSchema());
    const insert = { sql: "INSERT INTO owners VALUES ('o', 'name', 'now')", parameters: [] };
    await expect(store.transact([insert, insert])).rejects.toMatchObject({ code: 'store-failed' });
    expect(await store.transact([{ sql: 'SELECT * FROM owners', parameters: [] }])).toEqual([[]]);
  });
});

describe.skipIf(isPostgresSkipped)('connections that are cut', () => {
  test('fail the writes that are under way, which succeed when they are put again', async () => {
    const schema = newSchema();
    const store = await openIn(schema);
    const log = await createStored(store, 'match-1');
    let cut = 0;
    for (let round = 0; round < 8; round++) {
      const write = log.steps(3);
      const [first, count] = await Promise.all([append(store, write), cutConnections(schema)]);
      cut += count;
      let refusal = first;
      for (let attempt = 0; refusal !== undefined && attempt < 10; attempt++) {
        expect(refusal).toMatchObject({ kind: 'failed' });
        refusal = await append(store, write);
      }
      expect(refusal).toBeUndefined();
    }
    expect(cut).toBeGreaterThan(1);
    expect(await store.read('match-1')).toEqual(log.lines());
  });

  test('free the lock, which the store takes again', async () => {
    const schema = newSchema();
    const store = await openIn(schema);
    await cutConnections(schema);
    const isHeld = async (): Promise<boolean> =>
      (
        await query(
          'SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = $1 AND application_name = $2',
          ['advisory', `agon ${schema.name}`],
        )
      ).length > 0;
    await expect.poll(isHeld, { timeout: 10_000 }).toBe(true);
    await expect(openPostgresStore({ url: schema.url })).rejects.toMatchObject({ code: 'data-locked' });
    expect(await store.read('none')).toBeUndefined();
  });
});

describe.skipIf(isPostgresSkipped)('two stores on one schema', () => {
  test('never both write a match: whoever adopted it last does, and the other is stale', async () => {
    const schema = newSchema();
    const first = await openIn(schema);
    const log = await createStored(first, 'match-1');
    // Without its lock the first one does not know that another has come.
    const second = await openBeside(schema);
    const [adopted] = await second.adoptUnfinished();
    const write = log.steps();
    const answers = await Promise.all([
      append(first, write),
      append(second, { ...write, epoch: adopted!.epoch }),
    ]);
    expect(answers).toEqual([{ kind: 'stale' }, undefined]);
    expect(await first.read('match-1')).toEqual(log.lines());
  });

  test('keep one ledger, each row after the one before, whichever of them writes it', async () => {
    const schema = newSchema();
    const [first, second] = [await openIn(schema), await openBeside(schema)];
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => playStored(at % 2 === 0 ? first : second, `match-${at}`)),
    );
    const rows = await first.ledger(0, 100);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    for (const [at, row] of rows.entries())
      expect(row.prev).toBe(at === 0 ? ledgerStart.hash : ledgerRowHash(rows[at - 1]!));
  });
});

describe.skipIf(isPostgresSkipped)('listing in PostgreSQL', () => {
  const statuses = [{}, { status: 'over' as const }, { status: 'running' as const }];
  const whose = [{}, { game: 'g' }, { agent: 'a' }, { game: 'g', agent: 'a' }];
  test.each(whose.flatMap((filter) => statuses.map((status) => ({ ...filter, ...status }))))(
    'a page of %o walks an index in order and sorts nothing',
    async (filter) => {
      const store = await openIn(newSchema());
      const { sql, parameters } = listStatement(filter, 50, 1000, 'JOIN');
      const answers = await store.transact([
        // What the planner does on tables that are too large to be read whole.
        { sql: 'SET LOCAL enable_seqscan = off', parameters: [] },
        { sql: 'SET LOCAL enable_bitmapscan = off', parameters: [] },
        { sql: 'SET LOCAL enable_sort = off', parameters: [] },
        { sql: `EXPLAIN ${sql}`, parameters },
      ]);
      const plan = answers.at(-1)!.map((row) => String(row['QUERY PLAN']));
      expect(plan.join('\n')).not.toMatch(/Sort|Seq Scan/);
      expect(plan.join('\n')).toMatch(/Index (Only )?Scan Backward/);
    },
  );
});
