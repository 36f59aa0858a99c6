import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { createLife } from '../life.ts';
import { refuseWhileDraining, refuseWhileStarting } from './admission.ts';

test('while the arena starts everything is to come again, while it drains what would begin something', async () => {
  const life = createLife(0);
  const app = express().use(
    refuseWhileStarting(life),
    refuseWhileDraining(life),
    (_request, response) => void response.json({}),
  );
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (method: string): Promise<unknown> => {
    const answer = await fetch(url, { method });
    const { code } = (await answer.json()) as { readonly code?: string };
    return [answer.status, code, answer.headers.get('retry-after')];
  };
  const good = [200, undefined, null];
  expect(await ask('GET')).toEqual([503, 'starting', '1']);
  life.serve();
  expect([await ask('GET'), await ask('POST')]).toEqual([good, good]);
  life.drain();
  expect([await ask('GET'), await ask('POST')]).toEqual([good, [503, 'draining', '10']]);
});

test('whoever comes while the arena starts waits for it', async () => {
  const life = createLife(60_000);
  const app = express().use(refuseWhileStarting(life), (_request, response) => void response.json({}));
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const asked = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await once(server, 'request');
  life.serve();
  expect((await asked).status).toBe(200);
});
