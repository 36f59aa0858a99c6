import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { codeOf, get, json, twoOpen } from './http-answers.ts';
import { openTestArena } from './test-arena.ts';

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
    ['bad-config', { ...twoOpen, config: JSON.parse('{"__proto__":{"hands":3}}') as unknown }, 422],
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

  test('a clock that is none is told which there are', async () => {
    const arena = await openTestArena();
    const problem = await json(arena.post('/api/matches', { ...twoOpen, clock: 'foo' }));
    expect(problem['detail']).toBe(
      'body: clock: Invalid option: expected one of "bot"|"blitz"|"llm"; or expected object, received string.',
    );
    const { detail } = await json(
      arena.post('/api/matches', { ...twoOpen, clock: { bankMs: 1, fast: true } }),
    );
    expect(detail).toMatch(/^body: clock\.incrementMs: .*; clock: Unrecognized key: "fast"\.$/);
  });

  test('a configuration that fits its schema, and for which the rules find no start', async () => {
    const arena = await openTestArena();
    const setup = vi.spyOn(gameById('kuhn-poker')!, 'setup').mockImplementationOnce(() => {
      throw new Error('no start in 24 draws');
    });
    onTestFinished(() => setup.mockRestore());
    const response = await arena.post('/api/matches', twoOpen);
    expect([response.status, await codeOf(response)]).toEqual([422, 'bad-config']);
    expect(arena.faults).toEqual([]);
    await arena.createMatch();
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
  });

  test('unknown addresses and bad queries', async () => {
    const arena = await openTestArena();
    const { match } = await arena.createMatch();
    expect(await codeOf(get(arena, '/nowhere'))).toBe('not-found');
    expect(await codeOf(get(arena, '/api/matches/%E0%A4%A'))).toBe('not-found');
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
