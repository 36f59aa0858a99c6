import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createDirectory } from './test-arena.ts';

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

const start = (environment: { readonly [name: string]: string }): ChildProcessWithoutNullStreams => {
  const child = spawn(process.execPath, [main], { env: { PATH: process.env['PATH'], ...environment } });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
};

test('a configuration that fails its schema ends with a coded line for each problem and status 2', async () => {
  const child = start({ AGON_SERVER_PORT: 'eighty', AGON_SERVER_PROT: '80' });
  let told = '';
  child.stderr.on('data', (data: Buffer) => (told += data.toString()));
  const [status] = (await once(child, 'close')) as [number];
  expect(status).toBe(2);
  expect(told).toContain('bad-variable: AGON_SERVER_PORT');
  expect(told).toContain('unknown-variable: AGON_SERVER_PROT');
});

test('it listens, shows the admin key once, and ends well on SIGTERM', async () => {
  const environment = { AGON_SERVER_PORT: '0', AGON_SERVER_DATA: await createDirectory() };
  for (const isFirst of [true, false]) {
    const child = start(environment);
    let told = '';
    child.stdout.on('data', (data: Buffer) => (told += data.toString()));
    while (!told.includes('listens')) await once(child.stdout, 'data');
    expect(told.includes('agon_admin_')).toBe(isFirst);
    const url = /http:\S+/.exec(told)![0];
    expect((await fetch(`${url}/health`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
  }
});

test('a second server on the same data is refused with a reason', async () => {
  const environment = { AGON_SERVER_PORT: '0', AGON_SERVER_DATA: await createDirectory() };
  const first = start(environment);
  await once(first.stdout, 'data');
  const second = start(environment);
  let told = '';
  second.stderr.on('data', (data: Buffer) => (told += data.toString()));
  const [status] = (await once(second, 'close')) as [number];
  expect(status).not.toBe(0);
  expect(told).toContain(String(first.pid));
});
