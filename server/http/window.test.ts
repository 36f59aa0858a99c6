import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { windowFiles } from './window.ts';

test('pages and their files are served from below a folder with a dot', async () => {
  const root = await mkdtemp(join(tmpdir(), '.agon-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, 'assets'));
  await writeFile(join(root, 'index.html'), '<title>Agon</title>');
  await writeFile(join(root, 'assets', 'a.js'), 'export {};');
  const http = express()
    .use(windowFiles(`${root}/`))
    .listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  const { port } = http.address() as AddressInfo;
  const visit = async (path: string): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept: 'text/html' } });
    return [response.status, await response.text()];
  };
  expect(await visit('/')).toEqual([200, '<title>Agon</title>']);
  expect(await visit('/match/m1')).toEqual([200, '<title>Agon</title>']);
  expect(await visit('/nowhere')).toEqual([404, '<title>Agon</title>']);
  expect(await visit('/assets/a.js')).toEqual([200, 'export {};']);
});
