import { describe, expect, onTestFinished, test } from 'vitest';
import { testLeases } from '../../replays/stores/contract-leases.ts';
import { parsePostgresAddress } from '../../replays/stores/postgres-address.ts';
import { createPostgresPool } from '../../replays/stores/postgres-pool.ts';
import { openPostgresStore } from '../../replays/stores/postgres.ts';
import { createSampleLog } from '../../replays/stores/sample-log.ts';
import type { SqlStore } from '../../replays/stores/sql-store.ts';
import { create } from '../../replays/stores/stored-log.ts';
import { isPostgresSkipped, query, type TestSchema } from './database.ts';
import { newSchema, openIn } from './open-store.ts';

describe.skipIf(isPostgresSkipped)('leases in PostgreSQL', () => {
  const openShared = async ({ url }: TestSchema): Promise<SqlStore> => {
    const store = await openPostgresStore({ url, flushMs: 0, isShared: true });
    onTestFinished(() => store.close());
    return store;
  };
  testLeases(() => openShared(newSchema()));

  test('a schema that is shared is refused to whoever wants it alone, and the other way round', async () => {
    const schema = newSchema();
    const [first, second] = [await openShared(schema), await openShared(schema)];
    await expect(openPostgresStore({ url: schema.url })).rejects.toMatchObject({ code: 'data-locked' });
    await first.close();
    await second.close();
    const alone = await openIn(schema);
    await expect(openShared(schema)).rejects.toMatchObject({ code: 'data-locked' });
    await alone.close();
  });

  test('a process that stands still in the middle of a commit keeps nobody from taking its matches', async () => {
    const schema = newSchema();
    const store = await openShared(schema);
    await store.leases!.join({ id: 'one', url: 'http://one' }, 'key', 1);
    await store.leases!.join({ id: 'two', url: 'http://two' }, 'key', 60_000);
    const log = createSampleLog('match-1');
    await create(store, { ...log, creation: { ...log.creation, owner: 'one' } });
    const still = createPostgresPool(parsePostgresAddress(schema.url));
    onTestFinished(() => still.end());
    const { promise: locked, resolve: lock } = Promise.withResolvers<void>();
    const { promise: goneOn, resolve: goOn } = Promise.withResolvers<void>();
    onTestFinished(() => goOn());
    const commit = still.inTransaction(async (client) => {
      await client.query('SELECT FROM matches FOR UPDATE');
      lock();
      await goneOn;
    });
    const undone = commit.then(
      () => false,
      () => true,
    );
    await locked;
    await expect.poll(() => store.leases!.expire().catch(() => 0), { timeout: 10_000 }).toBe(1);
    expect(await store.leases!.claim('two', 10)).toMatchObject([{ match: 'match-1' }]);
    goOn();
    expect(await undone).toBe(true);
  });

  test('many matches of a member that is gone are let go of, however long the database takes for all of them', async () => {
    const schema = newSchema();
    const store = await openShared(schema);
    const count = 3_000;
    for (const [id, end] of [
      ['one', () => store.leases!.expire()],
      ['two', () => store.leases!.leave('two')],
    ] as const) {
      await store.leases!.join({ id, url: `http://${id}` }, 'key', id === 'one' ? 1 : 60_000);
      await query(
        `INSERT INTO ${schema.name}.matches (match, game, status, agents, epoch, head, line_count, created_at, owner)
          SELECT $1 || n, 'chess', 'running', '[]', 0, '', 0, '', $1 FROM generate_series(1, ${count}) AS n`,
        [id],
      );
      // All of them take longer than an answer about leases may.
      await query(`
        CREATE OR REPLACE FUNCTION ${schema.name}.slow() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN PERFORM pg_sleep(0.001); RETURN new; END $$;
        CREATE OR REPLACE TRIGGER slow BEFORE UPDATE ON ${schema.name}.matches
          FOR EACH ROW EXECUTE FUNCTION ${schema.name}.slow()`);
      await end();
      expect(await store.leases!.members()).toEqual([]);
      expect(await store.leases!.owned(id)).toEqual([]);
    }
    const sql = `SELECT count(*)::int AS free FROM ${schema.name}.matches WHERE owner IS NULL`;
    expect(await query(sql)).toEqual([{ free: 2 * count }]);
  });

  test('whoever has the store alone takes what members left, and they stay out', async () => {
    const schema = newSchema();
    const shared = await openShared(schema);
    await shared.leases!.join({ id: 'one', url: 'http://one' }, 'key', 60_000);
    const log = createSampleLog('match-1');
    await create(shared, { ...log, creation: { ...log.creation, owner: 'one' } });
    await shared.close();
    const alone = await openIn(schema);
    expect(await alone.adoptUnfinished()).toMatchObject([{ match: 'match-1', epoch: 1 }]);
    expect(await query(`SELECT owner FROM ${schema.name}.matches`)).toEqual([{ owner: null }]);
  });
});
