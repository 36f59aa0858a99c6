import { describe, expect, test } from 'vitest';
import { openTestArena } from './test-arena.ts';
import { fetchUpgrade } from './upgrade.ts';

describe('upgrades by pages', () => {
  test('a page of another origin is refused; one that is allowed is not', async () => {
    const arena = await openTestArena({ environment: { AGON_SERVER_ORIGINS: 'https://good.example' } });
    const upgrade = (origin: string): Promise<number> => fetchUpgrade(`${arena.url}/v1/play`, { origin });
    expect(await upgrade('https://evil.example')).toBe(403);
    expect(await upgrade('https://good.example')).toBe(101);
    expect(await upgrade(arena.url)).toBe(101);
    expect(await fetchUpgrade(`${arena.url}/nowhere`, {})).toBe(404);
  });

  test('a page whose name was made to lead here is refused where this machine is trusted, and there alone', async () => {
    const statusesUnder = async (environment: Record<string, string>): Promise<number[]> => {
      const arena = await openTestArena({ environment });
      const { port } = new URL(arena.url);
      const names = ['rebound.example', 'localhost', '127.0.0.1', 'arena.localhost'];
      const hosts = names.map((name) => `${name}:${port}`);
      const statuses = await Promise.all(
        hosts.map((host) => fetchUpgrade(`${arena.url}/v1/play`, { origin: `http://${host}`, host })),
      );
      await arena.close();
      return statuses;
    };
    expect(await statusesUnder({})).toEqual([403, 101, 101, 101]);
    expect(await statusesUnder({ AGON_SERVER_PROXIES: '1' })).toEqual([101, 101, 101, 101]);
  });
});
