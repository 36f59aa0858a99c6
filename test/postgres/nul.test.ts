import { describe, expect, onTestFinished, test } from 'vitest';
import { register } from '../doors/register.ts';
import { openTestArena } from '../doors/test-arena.ts';
import { createTestSchema, isPostgresSkipped } from './database.ts';

const paths: readonly (readonly [path: string, code: string])[] = [
  ['/api/matches/m%00', 'not-found'],
  ['/api/matches/m%00/steps', 'not-found'],
  ['/api/matches/m%00/replay', 'not-found'],
  ['/api/agents/%00', 'not-found'],
  ['/api/tournaments/x%00', 'not-found'],
  ['/api/matches?agent=%00', 'bad-query'],
  ['/api/matches?game=%00', 'bad-query'],
];

const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { readonly code: unknown }).code;

describe.skipIf(isPostgresSkipped)('what PostgreSQL takes in no text', () => {
  test('a NUL in an id is refused, and is no fault of the store', async () => {
    const schema = createTestSchema();
    onTestFinished(() => schema.drop());
    const arena = await openTestArena({ environment: { AGON_SERVER_STORE: schema.url } });
    for (const [path, code] of paths) expect(await codeOf(await fetch(arena.url + path))).toBe(code);
    const { key } = await register(arena, 'ada');
    const seats = ['open', 'agent:\0'];
    const bodies = [
      await arena.post('/api/matches', { game: 'kuhn-poker', seats }, key),
      await arena.post('/api/account-keys', { agent: 'a\0' }, key),
      await arena.post('/api/tournaments', { name: 'x\0y' }, key),
    ];
    for (const response of bodies) expect(await codeOf(response)).toBe('bad-body');
    const revoked = await fetch(`${arena.url}/api/account-keys/%00`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${key}` },
    });
    expect(await codeOf(revoked)).toBe('not-found');
    expect(arena.faults).toEqual([]);
  });
});
