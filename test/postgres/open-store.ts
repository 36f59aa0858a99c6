import { onTestFinished } from 'vitest';
import { openPostgresStore } from '../../replays/stores/postgres.ts';
import type { SqlStore } from '../../replays/stores/sql-store.ts';
import { createTestSchema, type TestSchema } from './database.ts';

/** A schema that goes with the test. */
export const newSchema = (): TestSchema => {
  const schema = createTestSchema();
  onTestFinished(() => schema.drop());
  return schema;
};

/** Opens the store of a schema; it is closed before the schema goes. */
export const openIn = async ({ url }: Pick<TestSchema, 'url'>): Promise<SqlStore> => {
  const store = await openPostgresStore({ url, flushMs: 0 });
  onTestFinished(() => store.close());
  return store;
};
