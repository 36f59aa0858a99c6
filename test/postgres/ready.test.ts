import { describe, expect, onTestFinished, test } from 'vitest';
import { openTestArena } from '../doors/test-arena.ts';
import { createTestSchema, isPostgresSkipped, query } from './database.ts';

describe.skipIf(isPostgresSkipped)('an arena on PostgreSQL', () => {
  test('is not ready while the database takes no writes', async () => {
    const schema = createTestSchema();
    onTestFinished(schema.drop);
    const { url } = await openTestArena({ environment: { AGON_SERVER_STORE: schema.url } });
    const ready = async (): Promise<unknown> => (await fetch(`${url}/ready`)).json();
    expect(await ready()).toMatchObject({ ready: true, why: [] });
    await query(`ALTER TABLE ${schema.name}.heartbeat RENAME TO gone`);
    // The store is asked once a second.
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ ready: false, why: ['store-failed'] });
    await query(`ALTER TABLE ${schema.name}.gone RENAME TO heartbeat`);
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ ready: true, why: [] });
  });
});
