import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { openSqliteStore } from '../../replays/stores/sqlite.ts';
import { verifyLog } from '../../replays/verify.ts';
import { freePort } from './free-port.ts';
import { loadMatch } from './load.ts';
import { hasPrlimit } from './prlimit.ts';
import { startServer } from './server-process.ts';

const run = promisify(execFile);

/** A file may grow to this size and no further: to the process the disk is full. */
const fileBytesMax = 700 * 1024;

const limitFiles = (pid: number, bytes: number | 'unlimited'): Promise<unknown> =>
  run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);

test.skipIf(!hasPrlimit)(
  'a full disk stops the matches and not the process; with space they go on, and nothing is lost',
  { timeout: 120_000 },
  async () => {
    const port = await freePort();
    const data = await mkdtemp(join(tmpdir(), 'agon-full-'));
    const server = await startServer(port, data);
    onTestFinished(async () => {
      await server.end('SIGKILL');
      await rm(data, { recursive: true, force: true });
    });
    let acks = 0;
    const matches = await Promise.all(
      Array.from({ length: 12 }, (_, at) => loadMatch(server.url, at, 'llm', () => (acks += 1))),
    );
    await limitFiles(server.pid, fileBytesMax);
    // The disk is full when nothing has been acknowledged over several tries of the store.
    for (let before = -1; acks !== before;) {
      before = acks;
      await new Promise((resolve) => setTimeout(resolve, 3_000));
    }
    const stoppedAt = acks;
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    const ready = async (): Promise<unknown> => (await fetch(`${server.url}/ready`)).json();
    expect(await ready()).toMatchObject({ ready: false, why: ['store-failed'] });
    const refused = await fetch(`${server.url}/api/matches`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ game: 'tic-tac-toe', seats: ['open', 'open'] }),
    });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'store-failed' });

    await limitFiles(server.pid, 'unlimited');
    for (const { ends } of matches) for (const end of await ends) expect(end).toMatchObject({ fault: null });
    // A match that is over waits for no store; the write that asks comes once a second.
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ ready: true, why: [] });
    expect(acks).toBeGreaterThan(stoppedAt);
    expect(await server.end('SIGTERM')).toBe(0);
    const store = await openSqliteStore({ directory: data });
    for (const { id } of matches) {
      const lines = (await store.read(id))!;
      expect(await verifyLog(lines, { gameOf: gameById, trustedKeys: [] })).toMatchObject({
        status: 'valid',
      });
    }
    await store.close();
  },
);
