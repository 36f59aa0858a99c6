import { Client } from '@colyseus/sdk';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectAgent } from './json-agent.ts';
import { register } from './register.ts';
import { openTestArena } from './test-arena.ts';

describe('a ping is answered', () => {
  test('over the JSON door, before and after the match begins', async () => {
    const arena = await openTestArena();
    const { tickets } = await arena.createMatch();
    const first = await connectAgent(arena.url, tickets[0]);
    await first.next('welcome');
    first.send({ type: 'ping' });
    await first.next('pong');
    const second = await connectAgent(arena.url, tickets[1]);
    await first.next('turn');
    for (const agent of [first, second]) {
      agent.send({ type: 'ping' });
      expect(await agent.next('pong')).toEqual({ type: 'pong' });
    }
  });

  test('over the Colyseus door', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    const room = await new Client(arena.url).joinById(match, { protocol: 1, ticket: tickets[0] });
    onTestFinished(() => room.connection.close());
    const pong = new Promise((resolve) => room.onMessage('pong', resolve));
    room.onMessage('*', () => {});
    room.send('ping', { type: 'ping' });
    expect(await pong).toEqual({ type: 'pong' });
  });

  test('in the lobby, also before the key is known', async () => {
    const arena = await openTestArena();
    const { agentKey } = await register(arena, 'ada');
    const agent = await connectAgent(arena.url);
    agent.send({ type: 'hello', protocol: 1, key: agentKey });
    agent.send({ type: 'enter', games: ['kuhn-poker'], concurrency: 1 });
    agent.send({ type: 'ping' });
    await agent.next('pong');
    expect(await agent.next('entered')).toMatchObject({ concurrency: 1 });
    agent.send({ type: 'ping' });
    await agent.next('pong');
  });
});
