import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import express from 'express';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { limitReads } from '../../server/http/read-quota.ts';
import { createReplayDesk } from '../../server/http/replay-desk.ts';
import { connectAgent } from './json-agent.ts';
import { openTestArena, type TestArena } from './test-arena.ts';
import { fetchUpgrade } from './upgrade.ts';

/** What the port answers to bytes, until it closes, and with which code. */
const answerTo = async ({ server }: TestArena, bytes: string): Promise<string> => {
  const socket = connect(server.port, '127.0.0.1');
  let told = '';
  socket.on('data', (data) => {
    told += data.toString();
  });
  socket.write(bytes);
  await once(socket, 'close');
  return told;
};

const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { readonly code: unknown }).code;

describe('requests that are no requests', () => {
  test('headers over the limit, a line that is no HTTP: a code, and the socket is closed', async () => {
    const arena = await openTestArena();
    const big = `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`;
    for (const [bytes, status, code] of [
      [big, 431, 'headers-too-big'],
      ['hello\r\n\r\n', 400, 'not-http'],
    ] as const) {
      const told = await answerTo(arena, bytes);
      expect(told).toContain(`HTTP/1.1 ${status} `);
      expect(told).toContain(`"code":"${code}"`);
    }
    expect((await fetch(`${arena.url}/health`)).status).toBe(200);
    expect(arena.faults).toEqual([]);
  });

  test('an upgrade that is no handshake is told so, and which version is spoken', async () => {
    const arena = await openTestArena();
    const upgrade = 'GET /v1/play HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    const told = await answerTo(arena, upgrade);
    expect(told).toContain('HTTP/1.1 400 ');
    expect(JSON.parse(told.split('\r\n\r\n')[1]!)).toMatchObject({ status: 400, code: 'bad-handshake' });
    expect(told).toContain('\r\nSec-WebSocket-Version: 13\r\n');
    expect(arena.faults).toEqual([]);
  });

  test('an address over the limit is refused before anything reads it', async () => {
    const arena = await openTestArena();
    const response = await fetch(`${arena.url}/api/matches?cursor=${'x'.repeat(3_000)}`);
    expect([response.status, await codeOf(response)]).toEqual([414, 'url-too-long']);
  });

  test('a cursor that no page gave is a bad query, and no fault of the arena', async () => {
    const arena = await openTestArena();
    const response = await fetch(`${arena.url}/api/matches?cursor=x`);
    expect([response.status, await codeOf(response)]).toEqual([422, 'bad-query']);
    expect(arena.faults).toEqual([]);
  });

  test('paths that climb, in every spelling, find no match and no file', async () => {
    const arena = await openTestArena();
    const climbs = ['..%2f..%2fpackage', '%2e%2e', '..%5c..%5cx', 'm%00', '%ff', 'a%2fb', 'con:x', "x';--"];
    for (const climb of climbs)
      for (const end of ['replay.jsonl', 'replay.pgn', 'steps', '']) {
        const response = await fetch(`${arena.url}/api/matches/${climb}/${end}`);
        expect([400, 404, 422]).toContain(response.status);
        expect(response.headers.get('content-disposition')).toBeNull();
        expect(await codeOf(response)).toEqual(expect.any(String));
      }
    expect((await answerTo(arena, 'GET /../../../etc/passwd HTTP/1.0\r\n\r\n')).includes('root:')).toBe(
      false,
    );
    expect(arena.faults).toEqual([]);
  });
});

describe('sockets', () => {
  test('an address gets no more sockets than its limit, over both doors; one that closes makes room', async () => {
    const arena = await openTestArena({ limits: { socketsPerAddressMax: 2 } });
    const { tickets } = await arena.createMatch();
    const agents = await Promise.all(tickets.map((ticket) => connectAgent(arena.url, ticket)));
    for (const agent of agents) await agent.next('welcome');
    const refused = 'GET /v1/play HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    expect(await answerTo(arena, refused)).toContain('too-many-connections');
    expect(await fetchUpgrade(`${arena.url}/v1/play`, {})).toBe(429);
    expect(await fetchUpgrade(`${arena.url}/process/hall?sessionId=x`, {})).toBe(429);
    await agents[0]!.next('turn');
    agents[0]!.socket.close();
    await agents[0]!.closed;
    const again = await connectAgent(arena.url, tickets[0]);
    expect(await again.next('turn')).toMatchObject({ turn: 1 });
  });

  test('behind a proxy of the operator each visitor has a limit of its own, whatever it says of itself', async () => {
    const limits = { socketsPerAddressMax: 1, readsPerSecondMax: 0.01, readsBurstMax: 1 };
    const arena = await openTestArena({ limits, environment: { AGON_SERVER_PROXIES: '1' } });
    const open = (visitor: string): Promise<WebSocket | number> =>
      new Promise((resolve) => {
        const headers = { 'x-forwarded-for': visitor };
        const socket = new WebSocket(`${arena.url.replace('http', 'ws')}/v1/play`, 'agon.v1', { headers });
        onTestFinished(() => socket.terminate());
        socket.on('error', () => {});
        socket.on('open', () => resolve(socket));
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode!));
      });
    expect(await open('192.0.2.1')).toBeInstanceOf(WebSocket);
    expect(await open('192.0.2.1')).toBe(429);
    expect(await open('203.0.113.9, 192.0.2.1')).toBe(429);
    expect(await open('192.0.2.2')).toBeInstanceOf(WebSocket);
    const read = async (visitor: string): Promise<number> =>
      (await fetch(`${arena.url}/api/games`, { headers: { 'x-forwarded-for': visitor } })).status;
    expect([await read('192.0.2.1'), await read('192.0.2.1'), await read('192.0.2.2')]).toEqual([
      200, 429, 200,
    ]);
  });

  test('without one nobody is believed who names another address', async () => {
    const arena = await openTestArena({ limits: { readsPerSecondMax: 0.01, readsBurstMax: 1 } });
    const read = async (visitor: string): Promise<number> =>
      (await fetch(`${arena.url}/api/games`, { headers: { 'x-forwarded-for': visitor } })).status;
    expect([await read('192.0.2.1'), await read('192.0.2.2')]).toEqual([200, 429]);
  });

  test('compression is not negotiated, so no frame can grow in memory', async () => {
    const arena = await openTestArena();
    const socket = new WebSocket(`${arena.url.replace('http', 'ws')}/v1/play`, { perMessageDeflate: true });
    await once(socket, 'open');
    expect(socket.extensions).toBe('');
    socket.terminate();
  });
});

describe('reading', () => {
  test('one address reads no more than its limit; its moves and creations are not counted', async () => {
    const arena = await openTestArena({ limits: { readsPerSecondMax: 0.01, readsBurstMax: 3 } });
    for (const status of [200, 200, 200, 429]) {
      const response = await fetch(`${arena.url}/api/games`);
      expect(response.status).toBe(status);
      if (status !== 429) continue;
      expect(response.headers.get('retry-after')).toBe('1');
      expect(await codeOf(response)).toBe('too-many-reads');
    }
    const { tickets } = await arena.createMatch();
    const agents = await Promise.all(tickets.map((ticket) => connectAgent(arena.url, ticket)));
    expect(await agents[0]!.next('turn')).toMatchObject({ turn: 1 });
    expect((await fetch(`${arena.url}/health`)).status).toBe(200);
  });

  test('one key reads no more than its limit from all its addresses; another key of the same address reads on', async () => {
    let nowMs = 0;
    const holders = new Map([
      ['a', { kind: 'admin', id: 'admin', keyId: 'a' } as const],
      ['b', { kind: 'admin', id: 'admin', keyId: 'b' } as const],
    ]);
    const accounts = { recall: (key: string) => holders.get(key) };
    const app = express();
    app.use(limitReads({ accounts, limits: { readsPerSecondMax: 1, readsBurstMax: 4 } }, () => nowMs));
    app.get('/', (_request, response) => void response.json({}));
    const http = app.listen(0, '::');
    await once(http, 'listening');
    onTestFinished(() => void http.close());
    const { port } = http.address() as AddressInfo;
    const read = async (host: string, key: string): Promise<number> => {
      const headers = { authorization: `Bearer ${key}`, connection: 'close' };
      return (await fetch(`http://${host}:${port}/`, { headers })).status;
    };
    for (const host of ['127.0.0.1', '127.0.0.1', '[::1]', '[::1]']) expect(await read(host, 'a')).toBe(200);
    expect(await read('[::1]', 'a')).toBe(429);
    expect(await read('127.0.0.1', 'b')).toBe(200);
    nowMs = 1_000;
    expect(await read('127.0.0.1', 'a')).toBe(200);
    expect(await read('127.0.0.1', 'a')).toBe(429);
  });
});

describe('whole logs', () => {
  test('one visitor reads few at once, and each counts until its reader has it', async () => {
    const desk = createReplayDesk({ places: 3, placesOfOne: 2, waitingMax: 9, waitingOfOne: 1 });
    const app = express().set('trust proxy', 1);
    let prepared = 0;
    // More than the system takes off a server's hands for a reader that does not read.
    const log = 'x'.repeat(64 * 1024 * 1024);
    const prepare = async () => {
      prepared += 1;
      return { body: log };
    };
    app.get('/', desk(prepare));
    const http = app.listen(0, '127.0.0.1');
    await once(http, 'listening');
    onTestFinished(() => {
      http.closeAllConnections();
      http.close();
    });
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const ask = (visitor: string): Promise<Response> =>
      fetch(url, { headers: { 'x-forwarded-for': visitor } });
    const [first] = await Promise.all([ask('192.0.2.1'), ask('192.0.2.1')]);
    const third = ask('192.0.2.1');
    // The third waits, since nobody has read what the first two are sent; another visitor does not.
    expect((await ask('192.0.2.2')).status).toBe(200);
    expect(prepared).toBe(3);
    const fourth = await ask('192.0.2.1');
    expect(fourth.status).toBe(503);
    expect(fourth.headers.get('retry-after')).toBe('2');
    expect(await codeOf(fourth)).toBe('too-many-replays');
    expect(await first.text()).toHaveLength(log.length);
    expect((await third).status).toBe(200);
    expect(prepared).toBe(4);
  });
});

describe('keys', () => {
  test('an address that sends wrong keys is refused over both doors, with those that were used before excepted', async () => {
    const arena = await openTestArena({ limits: { badKeysPerMinuteMax: 2 } });
    const { key } = (await (await arena.post('/api/owners', { name: 'honest' })).json()) as { key: string };
    expect((await arena.post('/api/agents', { name: 'first' }, key)).status).toBe(201);
    const wrong = key.replace(/.{4}$/, 'AAAA');
    for (const status of [401, 401, 429]) {
      const response = await arena.post('/api/agents', { name: 'second' }, wrong);
      expect(response.status).toBe(status);
      expect(response.headers.get('retry-after')).toBe(status === 429 ? '60' : null);
    }
    const agent = await connectAgent(arena.url);
    agent.send({ type: 'hello', protocol: 1, key: wrong });
    expect(await agent.next('error')).toMatchObject({ code: 'too-many-bad-keys' });
    // It may come back with a right one later.
    expect(await agent.closed).toMatchObject({ code: 1001 });
    expect((await arena.post('/api/agents', { name: 'second' }, key)).status).toBe(201);
  });
});

describe('tickets', () => {
  test('one that was changed anywhere, or is made up, opens nothing', async () => {
    const arena = await openTestArena();
    const { tickets } = await arena.createMatch();
    const [ticket] = tickets;
    const change = fc.tuple(
      fc.nat(ticket!.length - 1),
      fc.constantFrom('A', 'a', '0', '.', '-', '_', '~', ' ', '\u0430'),
    );
    await fc.assert(
      fc.asyncProperty(change, async ([at, character]) => {
        const changed = ticket!.slice(0, at) + character + ticket!.slice(at + 1);
        fc.pre(changed !== ticket);
        expect(await arena.arena.seating(changed)).toEqual({ kind: 'unknown' });
      }),
    );
    // The seat's number is under the ticket's hash: the other seat cannot be had by naming it.
    expect(await arena.arena.seating(ticket!.replace('.0.', '.1.'))).toEqual({ kind: 'unknown' });
    expect(await arena.arena.seating(tickets[1]!)).toMatchObject({ kind: 'live', seat: 1 });
  });

  test('one of another arena opens nothing', async () => {
    const there = await openTestArena();
    const { tickets } = await there.createMatch();
    // Rooms are those of the process, so it can be one arena at a time.
    await there.close();
    const here = await openTestArena();
    expect(await here.arena.seating(tickets[0]!)).toEqual({ kind: 'unknown' });
  });
});

test('whatever is refused, and however often, writes no line to the log', async () => {
  const arena = await openTestArena({ logLevel: 'info' });
  const { tickets } = await arena.createMatch();
  await expect.poll(() => arena.logged.length).toBeGreaterThan(1);
  const before = [...arena.logged];
  const [seat, other] = await Promise.all(tickets.map((ticket) => connectAgent(arena.url, ticket)));
  const { legal } = await seat!.next('turn');
  const stranger = await connectAgent(arena.url);
  const frames = [
    '{',
    '[]',
    '{"type":"act"}',
    '{"type":"hello","protocol":9}',
    '{"type":"__proto__"}',
    '"\\ud800"',
  ];
  for (let round = 0; round < 50; round++)
    for (const agent of [seat!, stranger]) for (const frame of frames) agent.send(frame);
  for (let round = 0; round < 20; round++) {
    const liar = await connectAgent(arena.url, 'no ticket');
    expect((await liar.closed).code).toBe(4003);
    expect((await arena.post('/api/matches', '{')).status).toBe(400);
    expect((await fetch(`${arena.url}/api/nothing`)).status).toBe(404);
    expect(await answerTo(arena, 'hello\r\n\r\n')).toContain('not-http');
  }
  // The seat is still there, and what it is waited for counts.
  seat!.send({ type: 'act', turn: 1, id: 'a', action: legal![0] });
  await seat!.next('ack');
  expect(other!.socket.readyState).toBe(WebSocket.OPEN);
  expect(arena.logged.slice(before.length)).toEqual([]);
});
