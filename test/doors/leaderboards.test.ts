import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { createInlineHost } from '../../clients/agents/hosting/inline-host.ts';
import { gameById } from '../../games/registry.ts';
import type { MatchPlan } from '../../server/arena/plan.ts';
import { presetClocks } from '../../server/match/clock-presets.ts';
import {
  agentSchema,
  headToHeadSchema,
  historySchema,
  leaderboardListSchema,
  leaderboardSchema,
  liveLeaderboardSchema,
  overallSchema,
  superioritySchema,
} from '../../server/protocol/leaderboards.ts';
import { openTestArena, type TestArena } from './test-arena.ts';

const house = createInlineHost();
const [perfect, random] = ['bot:perfect@1', 'bot:random@1'];

const planOf = (game: string, bots: readonly [string, string], rated: boolean): MatchPlan => ({
  game: gameById(game)!,
  config: gameById(game)!.defaults,
  seats: bots.map((name) => ({
    address: `bot:${name}`,
    entry: { agent: house.agentId(`bot:${name}`), name, owner: 'house', kind: 'bot' },
  })),
  clock: presetClocks.llm,
  attempts: { max: 3, then: 'forfeit' },
  legalTold: true,
  rated,
  release: 'end',
});

/** Plays matches to their ends. */
const play = async ({ arena }: TestArena, plans: readonly MatchPlan[]): Promise<void> => {
  let left = plans.length;
  const over = new Promise<void>((resolve) => {
    arena.onEnded(() => {
      left -= 1;
      if (left === 0) resolve();
    });
  });
  await Promise.all(plans.map((plan) => arena.create(plan)));
  await over;
};

const read = async <T>({ url }: TestArena, path: string, schema: z.ZodType<T>): Promise<T> => {
  const response = await fetch(url + path);
  if (!response.ok) throw new Error(await response.text());
  return schema.parse(await response.json());
};

const openWithGames = async (): Promise<TestArena> => {
  const arena = await openTestArena({ host: createInlineHost() });
  await play(arena, [
    ...Array.from({ length: 6 }, (_, at) =>
      planOf('tic-tac-toe', at % 2 === 0 ? ['perfect', 'random'] : ['random', 'perfect'], true),
    ),
    planOf('tic-tac-toe', ['perfect', 'random'], false),
    planOf('rock-paper-scissors', ['random', 'random'], true),
  ]);
  return arena;
};

describe('leaderboards over HTTP', () => {
  test('every answer has the shape that the protocol says, and they agree', async () => {
    const arena = await openWithGames();
    const pool = '/api/leaderboards/tic-tac-toe%2Fllm';
    const { items } = await read(arena, '/api/leaderboards', leaderboardListSchema);
    expect(items).toMatchObject([{ pool: 'tic-tac-toe/llm', players: 2, matches: 6 }]);

    const table = await read(arena, pool, leaderboardSchema);
    expect(table.games).toBe(6);
    expect(table.skipped.unrated).toBe(1);
    expect(table.players.map(({ name }) => name)).toEqual([perfect, random]);
    expect(table.players[0]).toMatchObject({ provisional: true, isClaimed: false, owner: 'house' });
    expect(await read(arena, `/api/leaderboards/${items[0]!.hash}`, leaderboardSchema)).toEqual(table);
    expect(await read(arena, '/api/leaderboards/tic-tac-toe/llm', leaderboardSchema)).toEqual(table);

    const { pairs } = await read(arena, `${pool}/head-to-head`, headToHeadSchema);
    expect(pairs.map(({ games }) => games)).toEqual([3, 3]);
    const { superiority } = await read(arena, `${pool}/superiority`, superioritySchema);
    expect(superiority![0]![1]! + superiority![1]![0]!).toBeCloseTo(1, 12);
    expect(superiority![0]![1]!).toBeGreaterThan(0.5);

    const live = await read(arena, `${pool}/live`, liveLeaderboardSchema);
    for (const [at, { name, rating }] of live.players.entries()) {
      expect(name).toBe(table.players[at]!.name);
      expect(rating).toBeCloseTo(table.players[at]!.rating, 6);
    }
    const overall = await read(arena, '/api/leaderboards/overall', overallSchema);
    expect(overall.items).toMatchObject([{ preset: 'llm', pools: ['tic-tac-toe/llm'] }]);
    const csv = await fetch(`${arena.url}${pool}/csv`);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect((await csv.text()).split('\r\n')).toHaveLength(4);
  });

  test('live ratings follow the matches, and the published table is a fit from nothing', async () => {
    const arena = await openWithGames();
    const pool = '/api/leaderboards/tic-tac-toe/llm';
    await read(arena, `${pool}/live`, liveLeaderboardSchema);
    await play(arena, [
      planOf('tic-tac-toe', ['random', 'perfect'], true),
      planOf('tic-tac-toe', ['random', 'perfect'], true),
    ]);
    const live = await read(arena, `${pool}/live`, liveLeaderboardSchema);
    const table = await read(arena, pool, leaderboardSchema);
    expect(table.games).toBe(8);
    // Anchors are held where the last whole fit put them, so that the two differ by a fraction of the error.
    for (const [at, { rating, se }] of live.players.entries())
      expect(Math.abs(rating - table.players[at]!.rating)).toBeLessThan(se);
  });

  test('a history ends at the published rating, and what was played keeps its points', async () => {
    const arena = await openWithGames();
    const path = `/api/leaderboards/tic-tac-toe/llm/history?agent=${encodeURIComponent(perfect)}`;
    const before = await read(arena, path, historySchema);
    expect(before.points.map(({ games, own }) => [games, own])).toEqual(
      Array.from({ length: 6 }, (_, at) => [at + 1, at + 1]),
    );
    await play(arena, [planOf('tic-tac-toe', ['random', 'perfect'], true)]);
    const after = await read(arena, path, historySchema);
    expect(after.points.slice(0, 6)).toEqual(before.points);
    const table = await read(arena, '/api/leaderboards/tic-tac-toe/llm', leaderboardSchema);
    const own = table.players.find(({ name }) => name === perfect)!;
    expect(after.points.at(-1)).toMatchObject({ games: 7, rating: own.rating, se: own.se });
  });

  test("an agent's page has its opponents, roles and last matches", async () => {
    const arena = await openWithGames();
    const page = await read(arena, `/api/agents/${encodeURIComponent(random)}`, agentSchema);
    const own = page.pools.find(({ pool }) => pool === 'tic-tac-toe/llm')!;
    expect(own.opponents).toMatchObject([{ agent: perfect, games: 6 }]);
    expect(own.roles.map(({ games }) => games)).toEqual([3, 3]);
    expect(own.player.losses).toBe(own.opponents[0]!.losses);
    expect(page.recent).toHaveLength(8);
    expect(page.recent.filter(({ rated }) => !rated)).toHaveLength(1);
  });

  test('an answer that has not changed is not sent again', async () => {
    const arena = await openWithGames();
    const address = `${arena.url}/api/leaderboards/tic-tac-toe/llm`;
    const etag = (await fetch(address)).headers.get('etag')!;
    // As browsers do; fetch alone would ask for a fresh copy all the same.
    const headers = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
    expect((await fetch(address, { headers })).status).toBe(304);
    await play(arena, [planOf('tic-tac-toe', ['random', 'perfect'], true)]);
    expect((await fetch(address, { headers })).status).toBe(200);
  });

  test('what is not known is refused by a code', async () => {
    const arena = await openWithGames();
    const codeOf = async (path: string): Promise<unknown> =>
      ((await (await fetch(arena.url + path)).json()) as { code?: unknown }).code;
    expect(await codeOf('/api/leaderboards/chess/llm')).toBe('unknown-pool');
    expect(await codeOf('/api/leaderboards/chess/llm/head-to-head')).toBe('unknown-pool');
    expect(await codeOf('/api/leaderboards/chess/llm/history?agent=a')).toBe('unknown-pool');
    expect(await codeOf('/api/leaderboards/tic-tac-toe/llm/history')).toBe('bad-query');
    expect(await codeOf('/api/agents/nobody')).toBe('unknown-agent');
  });
});
