import { describe, expect, test } from 'vitest';
import { cup, open, ask, codeOf } from './cup.ts';

describe('refusals', () => {
  const refused: readonly (readonly [body: object, code: string, message: string])[] = [
    [{ ...cup, shedule: 1 }, 'bad-tournament', 'Did you mean schedule?'],
    [{ ...cup, pairs: 3 }, 'bad-tournament', 'Put it into the schedule'],
    [{ ...cup, games: [{ id: 'ches' }] }, 'bad-tournament', 'Did you mean chess?'],
    [
      { ...cup, players: [{ player: 'bot:random' }, { player: 'bot:nobody' }] },
      'address-not-allowed',
      'players.1: ',
    ],
    [
      { ...cup, players: [{ player: 'bot:random' }, { player: 'uci:sh' }] },
      'address-not-allowed',
      'players.1: ',
    ],
    [
      { ...cup, players: [{ player: 'bot:random' }, { player: 'open' }] },
      'address-not-allowed',
      'players.1: ',
    ],
    [
      { ...cup, players: [{ player: 'bot:random' }, { player: 'agent:agent-0' }] },
      'unknown-agent',
      'players.1: ',
    ],
    [{ ...cup, players: [{ player: 'bot:random' }, { player: 'bot:random' }] }, 'bad-tournament', 'twice'],
    [
      {
        ...cup,
        schedule: { kind: 'round-robin', pairs: 10_000 },
        games: Array(9).fill({ id: 'tic-tac-toe' }),
      },
      'bad-tournament',
      'at most',
    ],
    [{ ...cup, schedule: { kind: 'active' }, budget: { usd: 1 } }, 'bad-tournament', 'budget of games'],
    [{ ...cup, concurrency: 500 }, 'bad-tournament', 'concurrency'],
  ];

  test('a body that cannot be played is refused by a code that says why', async () => {
    const arena = await open();
    for (const [body, code, message] of refused) {
      const response = await arena.post('/api/tournaments', body, arena.adminKey);
      const problem = (await response.json()) as { code: string; detail: string };
      expect(problem).toMatchObject({ code, detail: expect.stringContaining(message) });
    }
    expect(await (await fetch(`${arena.url}/api/tournaments`)).json()).toEqual({ items: [] });
  });

  test('requests side by side do not pass the limit of tournaments for a key', async () => {
    const arena = await open({ limits: { tournamentsPerKeyMax: 3 } });
    const { key } = (await (await arena.post('/api/owners', { name: 'ada' })).json()) as { key: string };
    const long = { ...cup, schedule: { kind: 'round-robin', pairs: 200 } };
    const asked = Array.from({ length: 8 }, () => arena.post('/api/tournaments', long, key));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(3);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });

  test('who may ask, and who may govern', async () => {
    const arena = await open({ limits: { tournamentsPerKeyMax: 1 } });
    const owner = async (name: string): Promise<string> =>
      ((await (await arena.post('/api/owners', { name })).json()) as { key: string }).key;
    const [ada, bob] = [await owner('ada'), await owner('bob')];
    const agent = (await (await arena.post('/api/agents', { name: 'a' }, ada)).json()) as { key: string };
    expect(await codeOf(await arena.post('/api/tournaments', cup))).toBe('key-missing');
    expect(await codeOf(await arena.post('/api/tournaments', cup, agent.key))).toBe('forbidden');
    const long = { ...cup, schedule: { kind: 'round-robin', pairs: 200 } };
    const { id, rated } = await ask(arena, long, ada);
    // Whoever chooses his opponents could choose them to his favour.
    expect(rated).toBe(false);
    expect(await codeOf(await arena.post('/api/tournaments', cup, ada))).toBe('too-many-tournaments');
    expect(await codeOf(await arena.post(`/api/tournaments/${id}/pause`, {}, bob))).toBe('forbidden');
    expect(await codeOf(await arena.post(`/api/tournaments/${id}/pause`, {}))).toBe('key-missing');
    expect((await arena.post(`/api/tournaments/${id}/pause`, {}, ada)).status).toBe(200);
    for (const path of ['/api/tournaments/none', '/api/tournaments/none/pairings'])
      expect(await codeOf(await fetch(arena.url + path))).toBe('unknown-tournament');
  });
});
