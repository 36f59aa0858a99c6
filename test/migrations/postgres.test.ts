import { describe, expect, onTestFinished, test } from 'vitest';
import { openPostgresStore } from '../../replays/stores/postgres.ts';
import type { SqlStore } from '../../replays/stores/sql-store.ts';
import { createTestSchema, isPostgresSkipped, query, type TestSchema } from '../postgres/database.ts';
import { expectOldData, readOldData } from './old-data.ts';

/** A schema as version 3 left it. */
const oldSchema = async (): Promise<TestSchema> => {
  const schema = createTestSchema();
  onTestFinished(schema.drop);
  await query((await readOldData('postgres-3.sql')).replaceAll('agon_old_fixture', schema.name));
  return schema;
};

/** What a schema holds: its version, its tables and their columns. */
const contentOf = async ({ name }: TestSchema): Promise<unknown> => ({
  version: await query(`SELECT version FROM ${name}.schema_version`),
  columns: await query(
    `SELECT table_name, column_name, data_type FROM information_schema.columns
      WHERE table_schema = $1 ORDER BY 1, 2`,
    [name],
  ),
  lines: await query(`SELECT * FROM ${name}.lines ORDER BY match_id, n`),
});

const open = async ({ url }: TestSchema): Promise<SqlStore> => {
  const store = await openPostgresStore({ url, flushMs: 0 });
  onTestFinished(() => store.close());
  return store;
};

describe.skipIf(isPostgresSkipped)('a schema in PostgreSQL', () => {
  test('of an older version is brought up to date when a store is opened on it', async () => {
    await expectOldData(await open(await oldSchema()));
  });

  test('stays as it was where a step fails, and the next start tries again', async () => {
    const schema = await oldSchema();
    await query(`CREATE TABLE ${schema.name}.heartbeat (in_the_way TEXT)`);
    const before = await contentOf(schema);
    await expect(open(schema)).rejects.toMatchObject({ code: 'store-failed' });
    expect(await contentOf(schema)).toEqual(before);
    await query(`DROP TABLE ${schema.name}.heartbeat`);
    await expectOldData(await open(schema));
  });

  test('of a newer version is refused and left as it is', async () => {
    const schema = await oldSchema();
    await query(`UPDATE ${schema.name}.schema_version SET version = 1000`);
    const before = await contentOf(schema);
    await expect(open(schema)).rejects.toMatchObject({ code: 'data-newer' });
    expect(await contentOf(schema)).toEqual(before);
  });
});
