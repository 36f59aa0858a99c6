import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createReplayDesk } from './replay-desk.ts';

test.each([
  ['before its place', 1],
  ['before its turn', 9],
])('nothing is made ready for a reader that hung up %s', async (_when, placesOfOne) => {
  const desk = createReplayDesk({ places: 9, placesOfOne, waitingMax: 9, waitingOfOne: 9 });
  const prepared: string[] = [];
  const gate = Promise.withResolvers<void>();
  const prepare = async ({ path }: { readonly path: string }) => {
    prepared.push(path);
    await gate.promise;
    return { body: 'a log' };
  };
  let here = 0;
  const app = express();
  app.use((_request, response, next) => {
    here += 1;
    response.once('close', () => (here -= 1));
    next();
  });
  app.use(desk(prepare));
  const http = app.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  const ask = (path: string, signal?: AbortSignal): Promise<string> =>
    fetch(`http://127.0.0.1:${(http.address() as AddressInfo).port}${path}`, { signal: signal ?? null }).then(
      (answer) => answer.text(),
    );
  const first = ask('/first');
  await vi.waitUntil(() => prepared.length === 1);
  const hangUp = new AbortController();
  const gone = Promise.allSettled(['/a', '/b', '/c'].map((path) => ask(path, hangUp.signal)));
  await vi.waitUntil(() => here === 4);
  hangUp.abort();
  await gone;
  await vi.waitUntil(() => here === 1);
  const last = ask('/last');
  gate.resolve();
  expect(await Promise.all([first, last])).toEqual(['a log', 'a log']);
  expect(prepared).toEqual(['/first', '/last']);
});
