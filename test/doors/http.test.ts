import { describe, expect, test } from 'vitest';
import { verifySignature } from '../../replays/signing.ts';
import { sha256Hex } from '../../games/sha256.ts';
import { signedText } from '../../replays/format.ts';
import { routes } from '../../server/protocol/route-table.ts';
import { firstMoveHost } from './first-move-host.ts';
import { connectAgent } from './json-agent.ts';
import { register } from './register.ts';
import { openTestArena, type TestArena } from './test-arena.ts';

const offLoopback = { AGON_SERVER_CREATION: 'key', AGON_SERVER_REGISTRATION: 'key' };
const twoOpen = { game: 'kuhn-poker', seats: ['open', 'open'] };

const get = (arena: TestArena, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(arena.url + path, { headers });

const json = async (response: Response | Promise<Response>): Promise<Record<string, unknown>> =>
  (await (await response).json()) as Record<string, unknown>;

const codeOf = async (response: Response | Promise<Response>): Promise<unknown> =>
  (await json(response))['code'];

/** Plays a match to its end by resigning from its first seat. */
const finish = async (arena: TestArena, tickets: readonly string[]): Promise<void> => {
  const [first, second] = await Promise.all(tickets.map((ticket) => connectAgent(arena.url, ticket)));
  const turn = await first!.next('turn');
  first!.send({ type: 'act', turn: turn.turn, id: 'a', action: 'check', reasoning: 'a quiet thought' });
  await first!.next('ack');
  first!.send({ type: 'resign' });
  await Promise.all([first!.closed, second!.closed]);
};

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

describe('refusals are problem details with a code and a hint', () => {
  const bodies: readonly (readonly [string, unknown, number])[] = [
    ['malformed-json', '{"game":', 400],
    ['bad-body', [1, 2], 422],
    ['bad-body', 'null', 422],
    ['bad-body', { ...twoOpen, extra: 1 }, 422],
    ['bad-body', { ...twoOpen, clock: 'fast' }, 422],
    ['bad-body', { ...twoOpen, seed: 'abc' }, 422],
    ['bad-body', { ...twoOpen, attempts: { max: 2, then: { default: { no: 'action' } } } }, 422],
    [
      'bad-body',
      { ...twoOpen, clock: { moveMs: 0, bankMs: 0, incrementMs: 0, disconnectMs: 1, joinMs: 1 } },
      422,
    ],
    ['unknown-game', { ...twoOpen, game: 'ludo' }, 404],
    ['bad-config', { ...twoOpen, config: { hands: 'many' } }, 422],
    [
      'bad-config',
      { game: 'crafting-world', seats: ['open'], config: { goal: 'earn', level: 8 }, seed: 'c'.repeat(32) },
      422,
    ],
    ['bad-seats', { ...twoOpen, seats: ['open'] }, 422],
    ['address-not-allowed', { ...twoOpen, seats: ['open', 'bot:nobody'] }, 403],
    ['address-not-allowed', { ...twoOpen, seats: ['open', 'uci:/bin/sh'] }, 403],
    ['address-not-allowed', { ...twoOpen, seats: ['open', 'llm:openai/gpt-5'] }, 403],
    ['address-not-allowed', { ...twoOpen, seats: ['open', 'bot:random?depth=9'] }, 403],
    ['address-not-allowed', { ...twoOpen, seats: ['open', 'entry:constructor'] }, 403],
    ['address-not-allowed', { ...twoOpen, seats: ['open', ''] }, 403],
    ['unknown-agent', { ...twoOpen, seats: ['open', 'agent:agent-0'] }, 404],
  ];
  test.each(bodies)('%s: POST /api/matches %j', async (code, body, status) => {
    const arena = await openTestArena();
    const response = await arena.post('/api/matches', body);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const problem = await json(response);
    expect(problem).toMatchObject({ code, status, type: 'about:blank' });
    expect(problem['hint']).not.toBe('');
    expect(arena.faults).toEqual([]);
  });

  test.each([
    ['/api/matches', 5_000],
    ['/api/matches', 60_000],
    ['/api/tournaments', 5_000],
    ['/matchmake/joinById/hall', 5_000],
  ])('a body that nests too deeply: POST %s, %d levels', async (path, levels) => {
    const arena = await openTestArena();
    const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const response = await arena.post(path, `{"game":"kuhn-poker","seats":["open","open"],"config":${deep}}`);
    expect([response.status, await codeOf(response)]).toEqual([422, 'too-deep']);
    expect(arena.faults).toEqual([]);
  });

  test('a body over the limit, a form, and bytes that are no text', async () => {
    const arena = await openTestArena();
    const big = await arena.post('/api/matches', { ...twoOpen, config: 'x'.repeat(300_000) });
    expect(await codeOf(big)).toBe('body-too-big');
    const form = await fetch(`${arena.url}/api/matches`, {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
    });
    expect(await codeOf(form)).toBe('bad-body');
    const charset = await fetch(`${arena.url}/api/matches`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=nonsense' },
      body: '{}',
    });
    expect(await codeOf(charset)).toBe('bad-body');
    expect(await codeOf(get(arena, '/api/matches/%E0%A4%A'))).toBe('bad-body');
  });

  test('unknown addresses and bad queries', async () => {
    const arena = await openTestArena();
    const { match } = await arena.createMatch();
    expect(await codeOf(get(arena, '/nowhere'))).toBe('not-found');
    expect(await codeOf(get(arena, '/api/games/ludo'))).toBe('unknown-game');
    expect(await codeOf(get(arena, '/api/matches/nobody'))).toBe('unknown-match');
    expect(await codeOf(get(arena, '/api/matches/nobody/steps'))).toBe('unknown-match');
    expect(await codeOf(get(arena, '/api/matches/nobody/replay'))).toBe('unknown-match');
    expect(await codeOf(get(arena, '/api/matches?limit=0'))).toBe('bad-query');
    expect(await codeOf(get(arena, '/api/matches?limit=5&limit=6'))).toBe('bad-query');
    expect(await codeOf(get(arena, `/api/matches/${match}/steps?from=-1`))).toBe('bad-query');
    expect(await codeOf(get(arena, '/api/leaderboards/chess/llm'))).toBe('unknown-pool');
    expect(await codeOf(get(arena, '/api/leaderboards/chess%2Fllm'))).toBe('unknown-pool');
  });

  test('a page of another origin is refused, one that is allowed may read', async () => {
    const arena = await openTestArena({ environment: { AGON_SERVER_ORIGINS: 'https://good.example' } });
    expect(await codeOf(get(arena, '/api/games', { origin: 'https://evil.example' }))).toBe(
      'origin-not-allowed',
    );
    const good = await get(arena, '/api/games', { origin: 'https://good.example' });
    expect(good.headers.get('access-control-allow-origin')).toBe('https://good.example');
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

describe('limits on creation', () => {
  test('2,000 creations in a row: the limits answer, the arena lives', async () => {
    const arena = await openTestArena();
    const counts = new Map<unknown, number>();
    for (let at = 0; at < 2000; at++) {
      const response = await arena.post('/api/matches', twoOpen);
      const code = response.status === 201 ? 201 : await codeOf(response);
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual({ 201: 100, 'too-many-matches': 1900 });
    expect(await json(get(arena, '/ready'))).toMatchObject({ ready: true, matches: 100, faults: 0 });
  });

  test('2,000 unfinished matches are hosted, found and let go', async () => {
    const arena = await openTestArena({ limits: { matchesPerKeyMax: 2000, matchesPerMinuteMax: 2000 } });
    let last = '';
    for (let at = 0; at < 2000; at++) last = (await arena.createMatch()).match;
    expect(await json(get(arena, '/ready'))).toMatchObject({ ready: true, matches: 2000, faults: 0 });
    expect((await arena.post(`/matchmake/joinById/${last}`, {})).status).toBe(200);
  });

  test('side by side they do not pass the limit either; a match that ends makes room', async () => {
    const arena = await openTestArena({ limits: { matchesPerKeyMax: 2 } });
    const made = await Promise.all(Array.from({ length: 6 }, () => arena.post('/api/matches', twoOpen)));
    const created = made.filter(({ status }) => status === 201);
    expect(created).toHaveLength(2);
    const { tickets } = (await json(created[0]!)) as { tickets: string[] };
    await finish(arena, tickets);
    expect((await arena.post('/api/matches', twoOpen)).status).toBe(201);
  });

  test('without a key they count for a whole network of IPv6, whose addresses one visitor may all have', async () => {
    const environment = { AGON_SERVER_PROXIES: '1', AGON_SERVER_CREATION: 'open' };
    const arena = await openTestArena({ limits: { matchesPerKeyMax: 1 }, environment });
    const createFrom = async (visitor: string): Promise<number> => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': visitor };
      const body = JSON.stringify(twoOpen);
      return (await fetch(`${arena.url}/api/matches`, { method: 'POST', headers, body })).status;
    };
    expect(await createFrom('2001:db8::1')).toBe(201);
    expect(await createFrom('2001:db8::2')).toBe(429);
    expect(await createFrom('2001:db8:0:1::1')).toBe(201);
  });

  test('a minute and the whole arena have limits of their own', async () => {
    const hasty = await openTestArena({ limits: { matchesPerMinuteMax: 1 } });
    await hasty.createMatch();
    expect(await codeOf(hasty.post('/api/matches', twoOpen))).toBe('too-many-creations');
    await hasty.close();
    const full = await openTestArena({ limits: { matchesMax: 1 } });
    await full.createMatch();
    expect(await codeOf(full.post('/api/matches', twoOpen))).toBe('arena-full');
  });
});

describe('reading a match', () => {
  test('while it runs: public steps, no log, no view of a seat', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    const agents = await Promise.all(tickets.map((ticket) => connectAgent(arena.url, ticket)));
    expect(await json(get(arena, `/api/matches/${match}`))).toMatchObject({
      status: 'running',
      result: null,
    });
    await agents[0]!.next('turn');
    agents[0]!.send({ type: 'act', turn: 1, id: 'a', action: 'check' });
    await agents[0]!.next('ack');
    const steps = (await json(get(arena, `/api/matches/${match}/steps`))) as { items: object[] };
    expect(steps).toMatchObject({ status: 'running', result: null, items: [{ n: 0 }, { n: 1 }] });
    expect(Object.keys((steps.items[1] as { by: Record<string, object> }).by['0']!)).toEqual([
      'ms',
      'attempts',
    ]);
    for (const path of ['steps?as=0', 'steps?as=referee', 'replay', 'replay.jsonl', 'replay.pgn'])
      expect(await codeOf(get(arena, `/api/matches/${match}/${path}`))).toBe('not-released');
    const next = (await json(get(arena, `/api/matches/${match}/steps?from=2`))) as { items: object[] };
    expect(next.items).toEqual([]);
    const list = (await json(get(arena, '/api/matches?status=running'))) as { items: object[] };
    expect(list.items).toMatchObject([{ match, status: 'running' }]);
  });

  test('a visitor without a key finds no secret of a running match anywhere', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    const agents = await Promise.all(tickets.map((ticket) => connectAgent(arena.url, ticket)));
    const turn = await agents[0]!.next('turn');
    const canary = 'canary-5d1c';
    agents[0]!.send({ type: 'act', turn: 1, id: canary, action: 'check', reasoning: canary, model: canary });
    await agents[0]!.next('ack');
    agents[1]!.send({ type: 'act', turn: 2, id: `${canary}2`, text: canary });
    await agents[1]!.next('refused');
    const { seed } = (await arena.arena.store.secrets(match))!;
    const paths = ['', '/steps', '/steps?as=1', '/replay', '/replay.jsonl', '/replay.pgn'];
    const texts = await Promise.all([
      ...paths.map(async (path) => (await get(arena, `/api/matches/${match}${path}`)).text()),
      ...['/api/matches', '/api/leaderboards', '/api/keys', '/ready'].map(async (path) =>
        (await get(arena, path)).text(),
      ),
    ]);
    const seen = texts.join('\n') + JSON.stringify(arena.arena.live(match)!.publicState());
    expect(seen).toContain(match);
    expect(seen).not.toContain(canary);
    expect(seen).not.toContain(seed);
    for (const ticket of tickets) expect(seen).not.toContain(ticket);
    // The seat's own view holds its card; no public text does.
    expect(seen).not.toContain(JSON.stringify(turn.view));
  });

  test('after its end: the signed log, notes, every view, pages that may be cached', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    await finish(arena, tickets);
    expect(await json(get(arena, `/api/matches/${match}`))).toMatchObject({
      status: 'over',
      released: true,
      result: { termination: 'resign' },
    });
    const steps = await get(arena, `/api/matches/${match}/steps?limit=1`);
    expect(steps.headers.get('cache-control')).toContain('immutable');
    expect(await json(steps)).toMatchObject({
      items: [{ n: 0 }],
      next: 1,
      result: { termination: 'resign' },
    });
    expect((await get(arena, `/api/matches/${match}/steps?as=1`)).status).toBe(200);
    expect(await codeOf(get(arena, `/api/matches/${match}/steps?as=7`))).toBe('bad-query');
    expect(await codeOf(get(arena, `/api/matches/${match}/replay.pgn`))).toBe('no-export');
    const log = (await (await get(arena, `/api/matches/${match}/replay.jsonl`)).text()).trim().split('\n');
    expect(log.at(-1)).toContain('a quiet thought');
    const end = log.find((line) => line.includes('"type":"end"'))!;
    const { signature } = JSON.parse(end) as { signature: string };
    const { items } = (await json(get(arena, '/api/keys'))) as { items: { key: string }[] };
    expect(await verifySignature(items[0]!.key, sha256Hex(signedText(end)), signature)).toBe('good');
    expect((await json(get(arena, '/api/matches?status=over&game=kuhn-poker')))['items']).toMatchObject([
      { match, status: 'over' },
    ]);
  });

  test('pages of a listing follow each other', async () => {
    const arena = await openTestArena();
    const made = new Set<string>();
    for (let at = 0; at < 5; at++) made.add((await arena.createMatch()).match);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = (await json(get(arena, `/api/matches?limit=2${query}`))) as {
        items: { match: string }[];
        cursor?: string;
      };
      seen.push(...page.items.map(({ match }) => match));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(5);
    expect(new Set(seen)).toEqual(made);
  });
});
