import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openTestArena } from '../doors/test-arena.ts';
import { openPostgresStore } from '../../replays/stores/postgres.ts';
import { createFolder, startAgon } from '../cli/agon-process.ts';
import { freePort } from '../crash/free-port.ts';
import { createTestSchema, holdTable, isPostgresSkipped, query } from './database.ts';

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

  test('of a process of its own says that it is starting for as long as the store keeps it, and nothing is made meanwhile', async () => {
    const schema = createTestSchema();
    onTestFinished(schema.drop);
    await (await openPostgresStore({ url: schema.url })).close();
    // The first thing that taking up what is unfinished needs; the doors are open by then.
    const release = await holdTable(`${schema.name}.members`);
    onTestFinished(release);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const parameters = ['serve', '--port', String(port), '--store', schema.url];
    const running = startAgon(parameters, await createFolder(), { PGUSER: 'postgres' });
    const ready = async (): Promise<unknown> =>
      fetch(`${url}/ready`).then(
        async (answer) => [answer.status, await answer.json()],
        () => undefined,
      );
    await expect
      .poll(ready, { timeout: 25_000 })
      .toMatchObject([503, { ready: false, why: expect.arrayContaining(['starting']) }]);
    const refused = await fetch(`${url}/api/matches`, { method: 'POST' });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([503, 'starting']);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    // Whoever comes shortly before it has started is not sent away.
    const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/play`, 'agon.v1');
    onTestFinished(() => socket.close());
    const opened = once(socket, 'open');
    await release();
    await opened;
    await expect.poll(ready, { timeout: 25_000 }).toMatchObject([200, { ready: true, why: [] }]);
    running.process.kill('SIGTERM');
    expect((await running.over).code).toBe(0);
  }, 60_000);
});
