import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { DEFAULT_REQUEST_TIMEOUT_MSEC } from '@modelcontextprotocol/sdk/shared/protocol.js';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createInlineHost } from '../clients/agents/hosting/inline-host.ts';
import { createHttpDoor } from '../clients/mcp/http-door.ts';
import type { Position } from '../clients/mcp/position.ts';
import { waitMsMax } from '../clients/mcp/server.ts';
import { createArena } from '../clients/sdk/arena.ts';
import { splitLogs } from '../replays/read.ts';
import { connectAgent } from './doors/json-agent.ts';
import { register } from './doors/register.ts';
import { openTestArena, type TestArena, type TestOptions } from './doors/test-arena.ts';

const shortWaitMs = 100;

const openMcpArena = (options: TestOptions = {}): Promise<TestArena> =>
  openTestArena({
    host: createInlineHost(),
    makeDoors: [(url) => createHttpDoor({ url, version: 'test', waitMs: shortWaitMs })],
    ...options,
  });

const connect = async (url: string, headers: Record<string, string> = {}): Promise<Client> => {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
};

interface Called {
  readonly isError: boolean;
  readonly data: Position & Record<string, unknown>;
  readonly text: string;
}

const call = async (client: Client, name: string, input: object = {}, timeout?: number): Promise<Called> => {
  const answer = await client.callTool(
    { name, arguments: { ...input } },
    undefined,
    timeout === undefined ? {} : { timeout },
  );
  const [content] = answer.content as { text: string }[];
  return {
    isError: answer.isError === true,
    data: answer.structuredContent as Called['data'],
    text: content!.text,
  };
};

/** Plays with the first legal action until the match is over; answers how it ended and how often it was asked to wait. */
const playOut = async (client: Client, seat: string): Promise<{ end: Called; waits: number }> => {
  for (let waits = 0; ;) {
    const now = await call(client, 'wait_for_turn', { seat });
    if (now.data.status === 'over') return { end: now, waits };
    if (now.data.status === 'waiting') {
      waits += 1;
      continue;
    }
    const { turn, legal } = now.data;
    const acted = await call(client, 'act', { seat, turn, action: legal![0], usage: { input: 7 } });
    expect(acted.isError).toBe(false);
  }
};

const logOf = async (url: string, match: string): Promise<Record<string, unknown>[]> => {
  const text = await (await fetch(`${url}/api/matches/${match}/replay.jsonl`)).text();
  return splitLogs(text, match)[0]!.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
};

describe('the tools over HTTP', () => {
  test('tell of the games, and play Kuhn poker and chess at once to their ends', async () => {
    const arena = await openMcpArena();
    const client = await connect(arena.url);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'list_games',
      'get_rules',
      'join',
      'wait_for_turn',
      'act',
      'resign',
    ]);
    const { games } = (await call(client, 'list_games')).data as unknown as { games: { id: string }[] };
    expect(games.map(({ id }) => id)).toEqual(expect.arrayContaining(['chess', 'kuhn-poker']));
    const rules = await call(client, 'get_rules', { game: 'kuhn-poker' });
    expect(rules.data).toMatchObject({ bots: expect.arrayContaining(['bot:equilibrium']) });
    const joined = await Promise.all(
      [{ game: 'kuhn-poker' }, { game: 'chess', config: { stepsMax: 40 } }].map((input) =>
        call(client, 'join', { ...input, opponent: 'bot:random' }),
      ),
    );
    const ends = await Promise.all(joined.map(({ data }) => playOut(client, data['seat'] as string)));
    for (const [at, { end }] of ends.entries()) {
      // Chess between two who look for no mate is seldom over before its limit, but may be.
      const termination = expect.stringMatching(at === 0 ? /^normal$/ : /^(normal|step-limit)$/) as unknown;
      expect(end.data).toMatchObject({ status: 'over', termination });
      const lines = await logOf(arena.url, joined[at]!.data['match'] as string);
      const steps = lines.filter(({ type }) => type === 'step') as { by: Record<string, object> }[];
      expect(steps.find(({ by }) => by['0'] !== undefined)!.by['0']).toMatchObject({
        source: 'model',
        usage: { input: 7 },
        settings: { door: 'mcp', usage: 'self-reported' },
      });
    }
    expect(arena.faults).toEqual([]);
  });

  test('answer a refusal as a result that says what would be right, and the turn stays open', async () => {
    const arena = await openMcpArena();
    const client = await connect(arena.url);
    const { data } = await call(client, 'join', { game: 'chess', opponent: 'bot:random' });
    const seat = data['seat'] as string;
    const { turn } = (await call(client, 'wait_for_turn', { seat })).data;
    const refused = await call(client, 'act', { seat, turn, text: 'e2e5' });
    expect(refused).toMatchObject({
      isError: true,
      data: { code: 'illegal', status: 'your-turn', attemptsLeft: 2 },
    });
    expect(refused.text).toContain('e2');
    const stale = await call(client, 'act', { seat, turn: 9, text: 'e2e4' });
    expect(stale).toMatchObject({ isError: true, data: { code: 'stale' } });
    expect((await call(client, 'act', { seat, turn, text: 'e2e4' })).data).toMatchObject({ stored: true });
    expect((await call(client, 'resign', { seat })).data).toMatchObject({
      status: 'over',
      termination: 'resign',
    });
    const nothing = await call(client, 'wait_for_turn', { seat: 'm-none.0.guess' });
    expect(nothing).toMatchObject({ isError: true, data: { code: 'bad-ticket' } });
    expect(await call(client, 'join', { game: 'ludo' })).toMatchObject({
      isError: true,
      data: { code: 'unknown-game' },
    });
    expect(await call(client, 'join', { game: 'chess', position: 2 })).toMatchObject({
      data: { code: 'bad-seats' },
    });
    expect((await call(client, 'act', { seat: 1 })).isError).toBe(true);
  });

  test('wait less than a client does, and say so until the turn comes', async () => {
    expect(waitMsMax).toBe(45_000);
    expect(waitMsMax).toBeLessThan(DEFAULT_REQUEST_TIMEOUT_MSEC);
    const arena = await openMcpArena();
    const client = await connect(arena.url);
    const { data } = await call(client, 'join', { game: 'kuhn-poker', opponent: 'open', position: 1 });
    const seat = data['seat'] as string;
    const [ticket] = data['openTickets'] as string[];
    // As 45 s are to 60 s: the client would give up before the opponent moves.
    const timeout = (shortWaitMs * DEFAULT_REQUEST_TIMEOUT_MSEC) / waitMsMax + 5_000;
    for (let at = 0; at < 3; at++)
      expect((await call(client, 'wait_for_turn', { seat }, timeout)).data).toEqual({ status: 'waiting' });
    const opponent = await connectAgent(arena.url, ticket);
    const { turn, legal } = await opponent.next('turn');
    opponent.send({ type: 'act', turn, id: 'a', action: legal![0] });
    let now = await call(client, 'wait_for_turn', { seat }, timeout);
    while (now.data.status === 'waiting') now = await call(client, 'wait_for_turn', { seat }, timeout);
    expect(now.data).toMatchObject({ status: 'your-turn', turn: 2 });
    expect(now.text).toContain('It is your turn 2');
  });

  test('go on after a restart of the server, with the same client', async () => {
    const arena = await openMcpArena();
    const client = await connect(arena.url);
    const { data } = await call(client, 'join', { game: 'kuhn-poker', opponent: 'bot:random' });
    const seat = data['seat'] as string;
    const { turn, legal } = (await call(client, 'wait_for_turn', { seat })).data;
    expect((await call(client, 'act', { seat, turn, action: legal![0] })).data).toMatchObject({
      stored: true,
    });
    await arena.close();
    const port = new URL(arena.url).port;
    await openMcpArena({ directory: arena.directory, environment: { AGON_SERVER_PORT: port } });
    expect((await playOut(client, seat)).end.data).toMatchObject({ status: 'over', termination: 'normal' });
  });

  test('ask for a key where the arena does, make matches with it, and turn foreign pages away', async () => {
    const arena = await openMcpArena({
      environment: { AGON_SERVER_CREATION: 'key', AGON_SERVER_REGISTRATION: 'key' },
    });
    const { key, agent } = await register(arena, 'ada');
    await expect(connect(arena.url)).rejects.toThrow('key-missing');
    await expect(connect(arena.url, { authorization: 'Bearer agon_owner_guess' })).rejects.toThrow('bad-key');
    await expect(
      connect(arena.url, { authorization: `Bearer ${key}`, origin: 'https://evil.example' }),
    ).rejects.toThrow('origin-not-allowed');
    const client = await connect(arena.url, { authorization: `Bearer ${key}` });
    const joined = await call(client, 'join', { game: 'kuhn-poker', opponent: `agent:${agent}` });
    expect(joined.data).toMatchObject({ role: expect.any(String) });
    expect(arena.arena.creatorOf(joined.data['match'] as string)).toMatch(/^owner-/);
  });
});

test('agon mcp serves the same tools over standard input and output', async () => {
  const arena = await openTestArena({ host: createInlineHost() });
  const client = new Client({ name: 'test', version: '1' });
  const program = fileURLToPath(new URL('../clients/cli/agon.ts', import.meta.url));
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [program, 'mcp', '--server', arena.url] }),
  );
  onTestFinished(() => client.close());
  const { tickets } = await createArena({ url: arena.url }).createMatch({
    game: 'tic-tac-toe',
    seats: ['open', 'bot:random'],
  });
  const joined = await call(client, 'join', { ticket: tickets[0] });
  expect(joined.data).toMatchObject({ game: 'tic-tac-toe', seat: tickets[0] });
  expect((await playOut(client, tickets[0]!)).end.data).toMatchObject({ termination: 'normal' });
});
