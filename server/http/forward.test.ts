import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request } from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { forward } from './forward.ts';

const requestOf = (headers: Request['headers'], body?: unknown): Request =>
  ({ method: 'DELETE', originalUrl: '/api/matches/m1?a=b', headers, body }) as Request;

test('a request goes on to the process that has its match, with its key and its body', async () => {
  const seen: unknown[] = [];
  const other = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const { method, url, headers } = request;
      seen.push({ method, url, authorization: headers.authorization, body });
      response.writeHead(403, { 'content-type': 'application/problem+json' }).end('{"code":"forbidden"}');
    });
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const headers = { authorization: 'Bearer k', 'content-type': 'application/json', cookie: 'c' };
  expect(await forward(requestOf(headers, { a: 1 }), `http://127.0.0.1:${port}`)).toEqual({
    status: 403,
    headers: { 'content-type': 'application/problem+json' },
    body: '{"code":"forbidden"}',
  });
  expect(seen).toEqual([
    { method: 'DELETE', url: '/api/matches/m1?a=b', authorization: 'Bearer k', body: '{"a":1}' },
  ]);
});

test('a process that does not answer has lost its match, or is about to', async () => {
  expect(await forward(requestOf({}), 'http://127.0.0.1:9')).toMatchObject({ code: 'match-moving' });
});

test('what a process may have made before it fell silent is not to be asked for again', async () => {
  const other = createServer((request) => void request.socket.destroy());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const post = { ...requestOf({}, { name: 'cup' }), method: 'POST' } as Request;
  const ask = (request: Request) => forward(request, url, { otherwise: 'chief-moving' });
  expect(await ask(post)).toMatchObject({ code: 'outcome-unknown' });
  expect(await ask(requestOf({}))).toMatchObject({ code: 'chief-moving' });
  expect(await forward(post, url, { isRepeatable: true })).toMatchObject({ code: 'match-moving' });
  await new Promise((resolve) => other.close(resolve));
  expect(await ask(post)).toMatchObject({ code: 'chief-moving' });
});

test('a request is passed on once', async () => {
  const request = requestOf({ 'x-agon-forwarded': '1' });
  expect(await forward(request, 'http://127.0.0.1:9')).toMatchObject({ code: 'match-moving' });
});
