import { describe, expect, test } from 'vitest';
import { enterLobby, type JsonAgent } from './json-agent.ts';
import { register } from './register.ts';
import { openTestArena } from './test-arena.ts';
import { kuhn, challenge } from './challenge.ts';

describe('the lobby turns away', () => {
  test('keys that are unknown or of no agent', async () => {
    const arena = await openTestArena();
    const { key } = await register(arena, 'ada');
    for (const [text, code] of [
      ['agon_agent_guess', 'bad-key'],
      [key, 'not-an-agent'],
      [arena.adminKey!, 'not-an-agent'],
    ] as const) {
      const agent = await enterLobby(arena.url, text, kuhn);
      expect(await agent.next('error')).toMatchObject({ code });
      expect(await agent.closed).toMatchObject({ code: 4003 });
    }
  });

  test('what is no message of the lobby, and goes on', async () => {
    const arena = await openTestArena();
    const { agentKey } = await register(arena, 'ada');
    const agent = await enterLobby(arena.url, agentKey, kuhn);
    await agent.next('entered');
    for (const [message, code] of [
      [{ type: 'enter', games: ['ludo'] }, 'unknown-game'],
      [{ type: 'enter', games: [] }, 'bad-frame'],
      [{ type: 'enter', games: ['chess'], concurrency: 101 }, 'bad-frame'],
      [{ type: 'act', turn: 1, id: 'a', action: 'bet' }, 'unknown-type'],
      [{ type: 'hello', protocol: 1, key: agentKey }, 'hello-repeated'],
      ['{', 'malformed-json'],
    ] as const) {
      agent.send(message);
      expect(await agent.next('error')).toMatchObject({ code });
    }
    agent.send({ type: 'enter', games: ['chess'] });
    expect(await agent.next('entered')).toMatchObject({ games: ['chess'], concurrency: 1 });
  });

  test('a flood, and says so once', async () => {
    const arena = await openTestArena({ limits: { messagesPerSecondMax: 3 } });
    const { agentKey } = await register(arena, 'ada');
    const agent = await enterLobby(arena.url, agentKey, kuhn);
    await agent.next('entered');
    for (let at = 0; at < 9; at++) agent.send({ type: 'enter', ...kuhn });
    expect(await agent.next('error')).toMatchObject({ code: 'rate-limited' });
  });

  test('the oldest socket of an agent that opens too many', async () => {
    const arena = await openTestArena({ limits: { lobbySocketsPerAgentMax: 2 } });
    const { agentKey } = await register(arena, 'ada');
    const sockets = [];
    for (let at = 0; at < 3; at++) {
      const socket = await enterLobby(arena.url, agentKey, { ...kuhn, worker: `w${at}` });
      await socket.next('entered');
      sockets.push(socket);
    }
    expect(await sockets[0]!.next('error')).toMatchObject({ code: 'too-many-sockets' });
    expect(await sockets[0]!.closed).toMatchObject({ code: 4011 });
    expect(sockets.slice(1).map(({ socket }) => socket.readyState)).toEqual([1, 1]);
  });

  test('the oldest socket of an agent that opens too many, whose invitation the others get at once', async () => {
    const arena = await openTestArena({ limits: { lobbySocketsPerAgentMax: 2 } });
    const { agent, agentKey, key } = await register(arena, 'ada');
    const oldest = await enterLobby(arena.url, agentKey, { ...kuhn, worker: 'w0' });
    await oldest.next('entered');
    const { match } = await challenge(arena, key, [`agent:${agent}`, 'open']);
    expect(await oldest.next('invite')).toMatchObject({ match });
    const others = [];
    for (const worker of ['w1', 'w2']) {
      const socket = await enterLobby(arena.url, agentKey, { ...kuhn, worker });
      await socket.next('entered');
      others.push(socket);
    }
    const invited = await Promise.race(others.map((socket) => socket.next('invite')));
    expect(invited).toMatchObject({ match });
  });

  test('an owner whose agents take too many places, until one of them goes; nobody else is refused', async () => {
    const arena = await openTestArena({ limits: { lobbySocketsPerOwnerMax: 2 } });
    const ada = await register(arena, 'ada');
    const keyOf = async (name: string): Promise<string> =>
      ((await (await arena.post('/api/agents', { name }, ada.key)).json()) as { key: string }).key;
    const keys = [ada.agentKey, await keyOf('second'), await keyOf('third')];
    const enter = async (key: string): Promise<JsonAgent> => enterLobby(arena.url, key, kuhn);
    const [first, second] = [await enter(keys[0]!), await enter(keys[1]!)];
    await Promise.all([first.next('entered'), second.next('entered')]);
    const refused = await enter(keys[2]!);
    expect(await refused.next('error')).toMatchObject({ code: 'too-many-lobby-sockets' });
    // It may come again: that is no reason to stay away.
    expect(await refused.closed).toMatchObject({ code: 1001 });
    const other = await enter((await register(arena, 'eve')).agentKey);
    await other.next('entered');
    first.socket.close();
    await first.closed;
    await expect
      .poll(async () => {
        const again = await enter(keys[2]!);
        return again.next('entered').then(
          () => 'entered',
          () => 'refused',
        );
      })
      .toBe('entered');
  });
});
