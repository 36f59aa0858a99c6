import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import type { Member } from '../../replays/leases.ts';
import { atChief } from './at-chief.ts';

/** A process of a cluster that answers with its own name where it is the chief; answers its address. */
const openMember = async (id: string, members: () => readonly Member[]): Promise<string> => {
  const app = express();
  app.use(atChief({ members: () => Promise.resolve(members()), memberId: () => id }));
  app.get('/', (_request, response) => void response.json({ chief: id }));
  const http = app.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => void http.close());
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
};

const ask = async (url: string): Promise<unknown> => (await fetch(url)).json();

test('the oldest process answers, whichever is asked; while there is none, the client is told to come again', async () => {
  let members: readonly Member[] = [];
  const [old, young] = [await openMember('old', () => members), await openMember('young', () => members)];
  expect(await ask(old)).toMatchObject({ code: 'chief-moving', status: 503 });
  members = [
    { id: 'old', url: old },
    { id: 'young', url: young },
  ];
  expect([await ask(old), await ask(young)]).toEqual([{ chief: 'old' }, { chief: 'old' }]);
  members = [{ id: 'young', url: young }];
  expect(await ask(old)).toEqual({ chief: 'young' });
  members = [{ id: 'gone', url: 'http://127.0.0.1:9' }];
  expect(await ask(young)).toMatchObject({ code: 'chief-moving' });
});

test('without a cluster a process answers by itself', async () => {
  const app = express();
  app.use(atChief(undefined));
  app.get('/', (_request, response) => void response.json({ alone: true }));
  const http = app.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => void http.close());
  expect(await ask(`http://127.0.0.1:${(http.address() as AddressInfo).port}`)).toEqual({ alone: true });
});
