import { describe, expect, test } from 'vitest';
import { codeOf, finish, get, json, twoOpen } from './http-answers.ts';
import { openTestArena } from './test-arena.ts';

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
