import { describe, expect, test } from 'vitest';
import { createInlineHost } from '../../clients/agents/hosting/inline-host.ts';
import { createArena } from '../../clients/sdk/index.ts';
import { type TournamentDetails } from '../../server/protocol/tournament-routes.ts';
import { withoutClock } from '../without-clock.ts';
import { register } from './register.ts';
import { type TestArena } from './test-arena.ts';
import { cup, open, ask, read, codeOf } from './cup.ts';

const cupMatches = 3 * 2 * 2 * 2;

const show = async (arena: TestArena, id: string): Promise<TournamentDetails> =>
  read(await fetch(`${arena.url}/api/tournaments/${id}`));

const govern = async (arena: TestArena, id: string, verb: 'pause' | 'resume'): Promise<TournamentDetails> =>
  read(await arena.post(`/api/tournaments/${id}/${verb}`, {}, arena.adminKey));

const settled = async (arena: TestArena, id: string): Promise<void> =>
  (await arena.tournaments.find(id))?.settled;

/** So many more matches of the arena are over. */
const afterMatches = (arena: TestArena, count: number): Promise<void> =>
  new Promise((resolve) => {
    let over = 0;
    arena.arena.onEnded(() => {
      over += 1;
      if (over === count) resolve();
    });
  });

/** What was played, apart from the clock. */
const tableOf = ({ games, ending, players }: TournamentDetails) => withoutClock({ games, ending, players });

describe('a tournament of a server', () => {
  test('is played to its end, and its seed is told then', async () => {
    const arena = await open();
    const begun = await ask(arena);
    expect(begun).toMatchObject({ status: 'running', seed: null, rated: true, file: cup });
    await settled(arena, begun.id);
    const over = await show(arena, begun.id);
    expect(over).toMatchObject({ status: 'over', ending: 'schedule', pairings: [] });
    expect(over.seed).toMatch(/^[0-9a-f]{32}$/);
    expect(over.progress).toMatchObject({ matches: cupMatches, matchesMax: cupMatches, voidPairs: 0 });
    expect(over.players.map(({ name, games }) => [name, games])).toEqual([
      ['random', 16],
      ['greedy', 16],
      ['twin', 16],
    ]);
    const { items } = (await (await fetch(`${arena.url}/api/tournaments`)).json()) as { items: object[] };
    expect(items).toMatchObject([{ id: begun.id, status: 'over', games: ['tic-tac-toe', 'kuhn-poker'] }]);
    const page = (from: number) =>
      fetch(`${arena.url}/api/tournaments/${begun.id}/pairings?from=${from}&limit=8`);
    const first = (await (await page(0)).json()) as { items: TournamentDetails['pairings']; next?: number };
    expect(first).toMatchObject({ next: 8, items: Array(8).fill({ points: expect.any(Number) }) });
    expect(((await (await page(8)).json()) as { next?: number }).next).toBeUndefined();
    const { match } = first.items[0]!.matches[0]!;
    expect((await fetch(`${arena.url}/api/matches/${match}/replay`)).status).toBe(200);
    const leaderboard = await fetch(`${arena.url}/api/leaderboards/tic-tac-toe%2Fllm`);
    expect(leaderboard.status).toBe(200);
  });

  test('pauses without a further match, and resumes', async () => {
    const arena = await open();
    const long = { ...cup, schedule: { kind: 'round-robin', pairs: 8 } };
    const { id } = await ask(arena, long);
    await afterMatches(arena, 10);
    const paused = await govern(arena, id, 'pause');
    expect(paused.status).toBe('paused');
    await settled(arena, id);
    const halted = await show(arena, id);
    expect(halted.progress.matches).toBeLessThan(halted.progress.matchesMax!);
    expect(arena.arena.matchesCount()).toBe(0);
    expect((await govern(arena, id, 'resume')).status).toBe('running');
    await settled(arena, id);
    expect(await show(arena, id)).toMatchObject({
      status: 'over',
      progress: { matches: halted.progress.matchesMax },
    });
    expect(await codeOf(await arena.post(`/api/tournaments/${id}/pause`, {}, arena.adminKey))).toBe(
      'tournament-over',
    );
  });

  test('that is resumed twice at once has one run, which a pause stops', async () => {
    const arena = await open();
    const { id } = await ask(arena, { ...cup, schedule: { kind: 'round-robin', pairs: 200 } });
    await govern(arena, id, 'pause');
    await settled(arena, id);
    const [first, second] = await Promise.all([arena.tournaments.resume(id), arena.tournaments.resume(id)]);
    expect(second).toBe(first);
    const paused = await arena.tournaments.pause(id);
    await paused?.settled;
    expect(arena.arena.matchesCount()).toBe(0);
  });

  test('goes on after a restart, and comes to what an undisturbed one comes to', async () => {
    const seeded = {
      ...cup,
      seed: 'c0ffee',
      schedule: [
        { kind: 'swiss', rounds: 4 },
        { kind: 'active', rounds: 10 },
      ],
    };
    const whole = await open();
    const undisturbed = await ask(whole, seeded);
    await settled(whole, undisturbed.id);
    const expected = tableOf(await show(whole, undisturbed.id));
    // Rooms are one to a process, so that arenas follow each other.
    await whole.close();
    const first = await open();
    const { id } = await ask(first, seeded);
    await afterMatches(first, 9);
    await first.close();
    const second = await open({ directory: first.directory });
    const again = await show(second, id);
    expect(again).toMatchObject({ status: 'running', rated: false });
    expect(again.progress.matches).toBeGreaterThan(0);
    await settled(second, id);
    expect(tableOf(await show(second, id))).toEqual(expected);
    expect((await show(second, id)).seed).toBe('c0ffee');
  });

  test('is paused where a player is not the one who began it', async () => {
    const first = await open();
    const { id } = await ask(first, { ...cup, schedule: { kind: 'round-robin', pairs: 50 } });
    await afterMatches(first, 4);
    await first.close();
    const host = createInlineHost();
    const newer = { ...host, agentId: (address: string) => `${host.agentId(address)}.1` };
    const second = await open({ directory: first.directory, host: newer });
    expect(await show(second, id)).toMatchObject({ status: 'paused' });
    expect(second.faults.join()).toContain('bot:random@1 is now bot:random@1.1');
    expect(await codeOf(await second.post(`/api/tournaments/${id}/resume`, {}, first.adminKey))).toBe(
      'player-changed',
    );
  });

  test('that is called off keeps what was played', async () => {
    const arena = await open();
    const { id } = await ask(arena, { ...cup, schedule: { kind: 'round-robin', pairs: 50 } });
    await afterMatches(arena, 4);
    const response = await fetch(`${arena.url}/api/tournaments/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${arena.adminKey}` },
    });
    expect(await read(response)).toMatchObject({ status: 'cancelled' });
    await settled(arena, id);
    expect(arena.arena.matchesCount()).toBe(0);
    expect((await arena.arena.store.ledger(0, 100)).length).toBeGreaterThanOrEqual(4);
    expect(await codeOf(await arena.post(`/api/tournaments/${id}/resume`, {}, arena.adminKey))).toBe(
      'tournament-over',
    );
  });

  test('invites agents through the lobby', async () => {
    const arena = await open();
    const owner = (await (await arena.post('/api/owners', { name: 'ada' })).json()) as { key: string };
    const agent = (await (await arena.post('/api/agents', { name: 'dial-in' }, owner.key)).json()) as {
      agent: string;
      key: string;
    };
    const leaving = new AbortController();
    const serving = createArena({ url: arena.url, key: agent.key }).serve(
      { 'tic-tac-toe': ({ legal }) => ({ action: legal![0]! }) },
      { signal: leaving.signal, concurrency: 4 },
    );
    const body = {
      ...cup,
      games: [{ id: 'tic-tac-toe' }],
      players: [{ player: `agent:${agent.agent}` }, { player: 'bot:random' }],
    };
    const { id } = await ask(arena, body, owner.key);
    await settled(arena, id);
    const over = await show(arena, id);
    expect(over).toMatchObject({ status: 'over', rated: false, progress: { matches: 4, voidPairs: 0 } });
    expect(over.players[0]).toMatchObject({ name: 'dial-in', agent: agent.agent, games: 4 });
    leaving.abort();
    await serving;
  });

  test('nothing of a match is released while the other of its pair still waits to be made', async () => {
    const arena = await open();
    const { agent, agentKey, key } = await register(arena, 'ada');
    const leaving = new AbortController();
    const firstEnd = new Promise<string>((resolve) => {
      arena.arena.onEnded(({ id }) => {
        leaving.abort();
        resolve(id);
      });
    });
    const serving = createArena({ url: arena.url, key: agentKey }).serve(
      { 'tic-tac-toe': ({ legal }) => ({ action: legal![0]! }) },
      { signal: leaving.signal, concurrency: 1 },
    );
    const { id } = await ask(
      arena,
      {
        ...cup,
        games: [{ id: 'tic-tac-toe' }],
        players: [{ player: `agent:${agent}` }, { player: 'bot:random' }],
        schedule: { kind: 'round-robin', pairs: 1 },
      },
      key,
    );
    const match = await firstEnd;
    await serving;
    const log = (): Promise<Response> => fetch(`${arena.url}/api/matches/${match}/replay.jsonl`);
    expect(await show(arena, id)).toMatchObject({ status: 'running' });
    expect(await arena.arena.store.ledger(0, 9)).toHaveLength(1);
    expect(await codeOf(await log())).toBe('not-released');
    // Nobody waits for the other one any more.
    await fetch(`${arena.url}/api/tournaments/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${key}` },
    });
    expect((await log()).status).toBe(200);
  });
});
