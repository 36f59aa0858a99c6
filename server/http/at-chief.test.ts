import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import { expect, onTestFinished, test } from 'vitest';
import type { Member } from '../../replays/leases.ts';
import { refuse } from '../errors.ts';
import type { CheckKey } from '../key-check.ts';
import { atChief } from './at-chief.ts';

const goodKey = 'good';

/** Knows one key. */
const checkKey: CheckKey = (_address, keyText) =>
  Promise.resolve(
    keyText === goodKey ? { kind: 'owner', id: 'o', owner: 'o', keyId: 'k' } : refuse('bad-key'),
  );

/** A process of a cluster that answers by `answer` where it is the chief; answers its address. */
const openMember = async (
  id: string,
  members: () => readonly Member[],
  answer: RequestHandler = (_request, response) => void response.json({ chief: id }),
): Promise<string> => {
  const app = express();
  const cluster = { members: () => Promise.resolve(members()), memberId: () => id };
  app.use(atChief({ cluster, checkKey }));
  app.all('/', answer);
  const http = app.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => void http.close());
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
};

const ask = async (url: string, { method = 'GET', key }: { method?: string; key?: string } = {}) =>
  (
    await fetch(url, { method, ...(key !== undefined && { headers: { authorization: `Bearer ${key}` } }) })
  ).json() as Promise<unknown>;

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

test('wrong keys are refused where they come in: the chief would count them against all who are passed on', async () => {
  let members: readonly Member[] = [];
  const asked: unknown[] = [];
  const old = await openMember(
    'old',
    () => members,
    ({ headers }, response) => {
      asked.push(headers.authorization);
      response.json({ chief: 'old' });
    },
  );
  const young = await openMember('young', () => members);
  members = [
    { id: 'old', url: old },
    { id: 'young', url: young },
  ];
  const post = (key?: string) => ask(young, { method: 'POST', ...(key !== undefined && { key }) });
  expect(await post('wrong')).toMatchObject({ code: 'bad-key', status: 401 });
  expect(asked).toEqual([]);
  expect([await post(goodKey), await post()]).toEqual([{ chief: 'old' }, { chief: 'old' }]);
  expect(asked).toEqual([`Bearer ${goodKey}`, undefined]);
  // No process looks at the key of whoever only reads.
  expect(await ask(young, { key: 'wrong' })).toEqual({ chief: 'old' });
});

test('without a cluster a process answers by itself', async () => {
  const app = express();
  app.use(atChief({ checkKey }));
  app.get('/', (_request, response) => void response.json({ alone: true }));
  const http = app.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => void http.close());
  expect(await ask(`http://127.0.0.1:${(http.address() as AddressInfo).port}`)).toEqual({ alone: true });
});
