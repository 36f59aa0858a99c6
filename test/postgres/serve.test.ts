import { describe, expect, onTestFinished, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { openPostgresStore } from '../../replays/stores/postgres.ts';
import { verifyLog } from '../../replays/verify.ts';
import { createFolder, linesOf, runAgon, startAgon } from '../cli/agon-process.ts';
import { createTestSchema, isPostgresSkipped } from './database.ts';

interface Listening {
  readonly url: string;
  readonly adopted: number;
  readonly adminKey?: string;
}

/** Starts the exhibition on a database; answers when it listens. */
const serve = async (folder: string, store: string) => {
  const running = startAgon(['serve', '--exhibition', '--port', '0', '--json', '--store', store], folder, {
    PGUSER: 'postgres',
  });
  for await (const line of linesOf(running.process.stdout))
    return { running, listening: JSON.parse(line) as Listening };
  throw new Error((await running.over).stderr);
};

const fetchJson = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;

/** Steps of a running match, once one has `wanted`. */
const awaitSteps = async (url: string, wanted: number): Promise<{ match: string; steps: number }> => {
  for (;;) {
    const { items } = await fetchJson<{ items: { match: string }[] }>(`${url}/api/matches?status=running`);
    for (const { match } of items) {
      const steps = await fetchJson<{ items?: unknown[] }>(`${url}/api/matches/${match}/steps`);
      const count = steps.items?.length ?? 0;
      if (count >= wanted) return { match, steps: count };
    }
  }
};

describe.skipIf(isPostgresSkipped)('agon serve on PostgreSQL', () => {
  test('plays the exhibition, survives kill -9 and adopts its matches; every log is valid', async () => {
    const schema = createTestSchema();
    onTestFinished(() => schema.drop());
    const folder = await createFolder();
    const first = await serve(folder, schema.url);
    expect(first.listening).toMatchObject({ adopted: 0, adminKey: expect.stringMatching(/^agon_admin_/) });
    const before = await awaitSteps(first.listening.url, 3);
    first.running.process.kill('SIGKILL');
    expect((await first.running.over).code).toBeNull();

    const second = await serve(folder, schema.url);
    expect(second.listening.adopted).toBeGreaterThan(0);
    expect(second.listening.adminKey).toBeUndefined();
    const { items: after } = await fetchJson<{ items: unknown[] }>(
      `${second.listening.url}/api/matches/${before.match}/steps`,
    );
    expect(after.length).toBeGreaterThanOrEqual(before.steps);
    await awaitSteps(second.listening.url, before.steps + 1);
    expect((await fetch(`${second.listening.url}/api/leaderboards`)).status).toBe(200);
    second.running.process.kill('SIGTERM');
    expect(await second.running.over).toMatchObject({ code: 0, stderr: '' });

    const store = await openPostgresStore({ url: schema.url });
    onTestFinished(() => store.close());
    const { items } = await store.list({}, 1000);
    expect(items.length).toBeGreaterThan(0);
    for (const { match } of items) {
      const verdict = await verifyLog((await store.read(match))!, { gameOf: gameById, trustedKeys: [] });
      expect(['valid', 'unfinished']).toContain(verdict.status);
    }
  });
});

describe('agon serve --store', () => {
  test('refuses a password among its arguments', async () => {
    const folder = await createFolder();
    const ran = await runAgon(['serve', '--store', 'postgres://me:secret@127.0.0.1/agon', '--json'], folder);
    expect(ran.code).toBe(2);
    expect(ran.stdout + ran.stderr).toContain('password-in-arguments');
    expect(ran.stdout + ran.stderr).not.toContain('secret');
  });
  test('says what an address looks like, and that nobody answers at one', async () => {
    const folder = await createFolder();
    const none = await runAgon(['serve', '--store', 'here', '--json'], folder);
    expect(none).toMatchObject({ code: 2 });
    expect(none.stdout + none.stderr).toContain('postgres://');
    const silent = await runAgon(['serve', '--store', 'postgres://me@127.0.0.1:1/agon', '--json'], folder);
    expect(silent).toMatchObject({ code: 3 });
    expect(silent.stdout + silent.stderr).toContain('store-failed');
  });
});
