import { describe, expect, test } from 'vitest';
import { routes } from '../../server/protocol/route-table.ts';
import { firstMoveHost } from './first-move-host.ts';
import { codeOf, get, json, twoOpen } from './http-answers.ts';
import { connectAgent } from './json-agent.ts';
import { register } from './register.ts';
import { openTestArena, type TestArena } from './test-arena.ts';

const offLoopback = { AGON_SERVER_CREATION: 'key', AGON_SERVER_REGISTRATION: 'key' };
describe('system routes', () => {
  test('health, readiness, games, keys and OpenAPI answer', async () => {
    const arena = await openTestArena();
    expect(await json(get(arena, '/health'))).toEqual({ status: 'ok' });
    expect(await json(get(arena, '/ready'))).toMatchObject({ ready: true, matches: 0, faults: 0 });
    const { items } = (await json(get(arena, '/api/games'))) as { items: { id: string }[] };
    expect(items.length).toBeGreaterThan(1);
    for (const { id } of items) {
      const details = await get(arena, `/api/games/${id}`);
      expect(await json(details)).toMatchObject({ id, schemas: { action: expect.anything() } });
    }
    expect(await json(get(arena, '/openapi.json'))).toMatchObject({ openapi: '3.1.0' });
    expect((await json(get(arena, '/api/keys')))['items']).toHaveLength(1);
  });

  test('readiness is the truth: a store that is gone makes it 503', async () => {
    const arena = await openTestArena();
    await arena.arena.store.close();
    const ready = await get(arena, '/ready');
    expect(ready.status).toBe(503);
    expect(await json(ready)).toMatchObject({ ready: false });
    expect((await get(arena, '/health')).status).toBe(200);
    const failed = await arena.post('/api/matches', twoOpen);
    expect(failed.status).toBe(503);
    expect(await codeOf(failed)).toBe('store-failed');
    expect(arena.faults.length).toBeGreaterThan(0);
  });

  test('metrics count matches, seats, moves, refusals, errors, sockets and waits as they come', async () => {
    const arena = await openTestArena();
    const figures = async (): Promise<string> => (await get(arena, '/metrics')).text();
    const { tickets } = await arena.createMatch({ config: { hands: 2 } });
    await arena.createMatch();
    const agents = await Promise.all(tickets.map((ticket) => connectAgent(arena.url, ticket)));
    await agents[0]!.next('turn');
    agents[0]!.send({ type: 'act', turn: 1, id: 'a', action: 'nonsense' });
    await agents[0]!.next('refused');
    agents[0]!.send('no JSON');
    await agents[0]!.next('error');
    agents[0]!.send({ type: 'act', turn: 1, id: 'b', action: 'bet' });
    await agents[0]!.next('ack');
    await get(arena, '/api/games/none');
    const during = await figures();
    for (const line of [
      'agon_matches{status="running"} 1',
      'agon_matches{status="waiting"} 1',
      'agon_seats{connection="open"} 2',
      'agon_seats{connection="none"} 2',
      'agon_moves_total 1',
      'agon_ack_seconds_bucket{le="+Inf"} 1',
      'agon_ack_seconds_count 1',
      'agon_refusals_total{class="unparsable"} 1',
      'agon_refusals_total{class="illegal"} 0',
      'agon_errors_total{code="malformed-json"} 1',
      'agon_errors_total{code="unknown-game"} 1',
      'agon_sockets{door="json"} 2',
      'agon_sockets{door="rooms"} 0',
      'agon_spectators{room="match"} 0',
      `agon_build_info{version="0.0.0-test",node="${process.version}"} 1`,
    ])
      expect(during.split('\n')).toContain(line);
    expect(during).toMatch(/^agon_store_commit_seconds_count [1-9]/m);
    expect(during).toMatch(/^agon_loop_lag_seconds /m);
    expect(during).toMatch(/^process_resident_memory_bytes [1-9]/m);
    agents[0]!.send({ type: 'resign' });
    await agents[1]!.next('end');
    const after = await figures();
    expect(after).toContain('agon_matches_ended_total{game="kuhn-poker",termination="resign"} 1');
    expect(after).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  test('every route that the documents list is there', async () => {
    const arena = await openTestArena();
    for (const { method, path } of routes) {
      const address = arena.url + path.replaceAll(/\{\w+\}/g, 'x');
      const response = await fetch(address, { method });
      const text = await response.text();
      expect(text.includes('"not-found"') ? `${method} ${path}` : '').toBe('');
    }
  });

  test('the window is served with a policy that lets nothing foreign in', async () => {
    const arena = await openTestArena();
    const page = await get(arena, '/');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('x-powered-by')).toBeNull();
    expect((await get(arena, '/..%2f..%2fpackage.json')).status).toBe(404);
  });

  test('a visit of any page is shown the window, and no other address is hidden by it', async () => {
    const arena = await openTestArena();
    const visit = async (path: string) =>
      fetch(arena.url + path, { headers: { accept: 'text/html,*/*;q=0.8' } });
    for (const path of ['/match/m1?step=3', '/leaderboard/chess/llm', '/games'])
      expect((await visit(path)).status).toBe(200);
    const lost = await visit('/nowhere');
    expect(lost.status).toBe(404);
    expect(lost.headers.get('content-type')).toContain('text/html');
    expect((await visit('/api/nothing')).headers.get('content-type')).toContain('problem+json');
    expect((await get(arena, '/games')).headers.get('content-type')).toContain('problem+json');
  });

  test('built files are compressed and kept for good, the page itself is asked for again', async () => {
    const arena = await openTestArena();
    const page = await get(arena, '/');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())!;
    const gzipped = await fetch(arena.url + script!, { headers: { 'accept-encoding': 'gzip' } });
    const plain = await fetch(arena.url + script!, { headers: { 'accept-encoding': 'identity' } });
    for (const response of [gzipped, plain]) {
      expect(response.headers.get('content-type')).toContain('javascript');
      expect(response.headers.get('cache-control')).toContain('immutable');
      expect(response.headers.get('vary')).toContain('accept-encoding');
    }
    expect(gzipped.headers.get('content-encoding')).toBe('gzip');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await gzipped.text()).toBe(await plain.text());
    expect((await get(arena, '/assets/none.js')).status).toBe(404);
  });
});

describe('keys', () => {
  test('off loopback nobody creates without a key, and the admin alone registers', async () => {
    const arena = await openTestArena({ environment: { AGON_SERVER_HOST: '0.0.0.0' } });
    // Nobody reaches 0.0.0.0 from elsewhere, and some not even from here.
    expect(new URL(arena.url).hostname).toBe('127.0.0.1');
    expect(await codeOf(arena.post('/api/matches', twoOpen))).toBe('key-missing');
    expect(await codeOf(arena.post('/api/matches', twoOpen, 'agon_owner_guess'))).toBe('bad-key');
    expect(await codeOf(arena.post('/api/owners', { name: 'ada' }))).toBe('key-missing');
    const { key, agent, agentKey } = await register(arena, 'ada');
    expect(await codeOf(arena.post('/api/owners', { name: 'eve' }, key))).toBe('forbidden');
    expect(await codeOf(arena.post('/api/owners', { name: 'ada' }, arena.adminKey))).toBe('name-taken');
    expect(await codeOf(arena.post('/api/owners', { name: 'house' }, arena.adminKey))).toBe('name-taken');
    expect(await codeOf(arena.post('/api/owners', { name: 'No Good' }, arena.adminKey))).toBe('bad-body');
    expect(await codeOf(arena.post('/api/agents', { name: 'sub' }, agentKey))).toBe('forbidden');
    const made = await arena.post(
      '/api/matches',
      { ...twoOpen, seats: [`agent:${agent}`, 'open'] },
      agentKey,
    );
    expect(made.status).toBe(201);
    const { match } = (await json(made)) as { match: string };
    const { seats } = (await json(get(arena, `/api/matches/${match}`))) as { seats: unknown[] };
    expect(seats[0]).toMatchObject({ agent, name: 'ada-bot', role: expect.any(String) });
  });

  test('behind a proxy on the same machine nobody creates or registers without a key', async () => {
    const arena = await openTestArena({ environment: { AGON_SERVER_PROXIES: '1' } });
    expect(await codeOf(arena.post('/api/matches', twoOpen))).toBe('key-missing');
    expect(await codeOf(arena.post('/api/owners', { name: 'ada' }))).toBe('key-missing');
    expect((await arena.post('/api/owners', { name: 'ada' }, arena.adminKey)).status).toBe(201);
  });

  test('an agent is seated by those alone who may speak for it', async () => {
    const arena = await openTestArena({ environment: offLoopback });
    const ada = await register(arena, 'ada');
    const eve = await register(arena, 'eve');
    const body = { ...twoOpen, seats: [`agent:${ada.agent}`, 'open'] };
    expect(await codeOf(arena.post('/api/matches', body, eve.key))).toBe('forbidden');
    expect((await arena.post('/api/matches', body, ada.key)).status).toBe(201);
  });

  test('a match is called off by its creator while it waits, by the admin always', async () => {
    const arena = await openTestArena({ environment: offLoopback });
    const ada = await register(arena, 'ada');
    const eve = await register(arena, 'eve');
    const create = async (): Promise<{ match: string; tickets: string[] }> =>
      (await json(arena.post('/api/matches', twoOpen, ada.key))) as never;
    const cancel = (match: string, key?: string): Promise<Response> =>
      fetch(`${arena.url}/api/matches/${match}`, {
        method: 'DELETE',
        headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
      });
    const waiting = await create();
    expect(await codeOf(cancel(waiting.match))).toBe('key-missing');
    expect(await codeOf(cancel(waiting.match, eve.key))).toBe('forbidden');
    expect((await cancel(waiting.match, ada.key)).status).toBe(204);
    const running = await create();
    const agents = await Promise.all(running.tickets.map((ticket) => connectAgent(arena.url, ticket)));
    await agents[0]!.next('turn');
    expect(await codeOf(cancel(running.match, ada.key))).toBe('not-waiting');
    expect((await cancel(running.match, arena.adminKey)).status).toBe(204);
    expect(await agents[0]!.next('end')).toMatchObject({ outcome: null });
    for (const key of [ada.key, arena.adminKey])
      expect(await codeOf(cancel(running.match, key))).toBe('match-over');
    expect(await codeOf(cancel(running.match, eve.key))).toBe('forbidden');
    expect(await codeOf(cancel('nothing', ada.key))).toBe('unknown-match');
  });

  test('a match that is over is told to be so also when only its log is left', async () => {
    const first = await openTestArena({ environment: offLoopback });
    const ada = await register(first, 'ada');
    const { match } = (await json(first.post('/api/matches', twoOpen, ada.key))) as { match: string };
    const cancel = (arena: TestArena): Promise<Response> =>
      fetch(`${arena.url}/api/matches/${match}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${ada.key}` },
      });
    expect((await cancel(first)).status).toBe(204);
    await expect.poll(() => json(get(first, `/api/matches/${match}`))).toMatchObject({ status: 'over' });
    await first.close();
    const second = await openTestArena({ directory: first.directory, environment: offLoopback });
    expect(await codeOf(cancel(second))).toBe('match-over');
  });

  test('registration that is open needs no key, but has a limit by visitor, which is not the admin’s', async () => {
    const environment = { AGON_SERVER_PROXIES: '1', AGON_SERVER_REGISTRATION: 'open' };
    const arena = await openTestArena({ environment });
    const registerFrom = (visitor: string, name: string, key?: string): Promise<Response> =>
      fetch(`${arena.url}/api/owners`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': visitor,
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({ name }),
      });
    const codes: unknown[] = [];
    // Whoever has a network of IPv6 has all of its addresses.
    for (let at = 0; at < 61; at++)
      codes.push(await codeOf(registerFrom(`2001:db8::${at.toString(16)}`, `o${at}`)));
    expect(codes.slice(0, 60).every((code) => code === undefined)).toBe(true);
    expect(codes[60]).toBe('too-many-registrations');
    expect((await registerFrom('2001:db8:0:1::1', 'other')).status).toBe(201);
    expect((await registerFrom('2001:db8::1', 'guest', arena.adminKey)).status).toBe(201);
  });
});

describe('hosted players', () => {
  test('bots and entries of the operator play; the addresses behind them cannot be asked for', async () => {
    const environment = { AGON_SERVER_ENTRIES: '{"house":"bot:first","gone":"bot:gone"}' };
    const arena = await openTestArena({ host: firstMoveHost, environment });
    const { match, tickets } = await arena.createMatch({ seats: ['bot:first', 'open'] });
    expect(tickets).toEqual([null, expect.any(String)]);
    const agent = await connectAgent(arena.url, tickets[1]);
    expect(await agent.next('turn')).toMatchObject({ turn: 2 });
    const { seats } = (await json(get(arena, `/api/matches/${match}`))) as { seats: unknown[] };
    expect(seats[0]).toMatchObject({ agent: 'bot:first@1', name: 'first', kind: 'bot' });
    expect((await arena.post('/api/matches', { ...twoOpen, seats: ['entry:house', 'open'] })).status).toBe(
      201,
    );
    for (const word of ['bot:other', 'entry:gone', 'entry:nobody', 'bot:first@1'])
      expect(await codeOf(arena.post('/api/matches', { ...twoOpen, seats: [word, 'open'] }))).toBe(
        'address-not-allowed',
      );
  });
});
