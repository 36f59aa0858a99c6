import { once } from 'node:events';
import { Client } from '@colyseus/sdk';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { connectAgent } from './json-agent.ts';
import { openTestArena } from './test-arena.ts';
import { join, until, reserve, openSilently } from './room-client.ts';

describe('what rooms refuse', () => {
  test('a client that never acknowledges its join is closed with 4008, others stay', async () => {
    const arena = await openTestArena({ limits: { acknowledgeMs: 500 } });
    const { match } = await arena.createMatch();
    const good = await join(arena, match);
    const silent = await openSilently(arena, match, {});
    expect(silent.extensions).toBe('');
    const [code] = (await once(silent, 'close')) as [number];
    expect(code).toBe(4008);
    expect(good.room.connection.isOpen).toBe(true);
    const hall = await openSilently(arena, 'hall', {});
    expect(((await once(hall, 'close')) as [number])[0]).toBe(4008);
  });

  test('the log tells of frames that rooms cannot read in one coded line', async () => {
    const arena = await openTestArena({ logLevel: 'warn' });
    const { match } = await arena.createMatch();
    const printed = vi.spyOn(console, 'error');
    onTestFinished(() => printed.mockRestore());
    for (let client = 0; client < 3; client++) {
      const socket = await openSilently(arena, match, {});
      const closed = once(socket, 'close');
      socket.send(Uint8Array.of(10));
      // A message whose name is no UTF-8.
      socket.send(Uint8Array.of(13, 0xa3, 0xa6, 0x63, 0x74, 0x01));
      // A message with an array of three that ends before the first.
      socket.send(Uint8Array.of(13, 0xa3, 0x61, 0x63, 0x74, 0x93));
      expect((await closed)[0]).toBe(4002);
    }
    const told = arena.logged.filter((line) => line.includes('"room-frame"'));
    expect(told).toHaveLength(1);
    expect(told[0]).not.toContain('node_modules');
    expect(printed).not.toHaveBeenCalled();
    expect(arena.faults).toEqual([]);
  });

  test('a reader that lags is dropped, and its seat is free for a new socket', async () => {
    const arena = await openTestArena({ limits: { sendQueueBytesMax: -1 } });
    const { match, tickets } = await arena.createMatch();
    await expect(join(arena, match, { ticket: tickets[0] })).rejects.toThrow('lagging');
    expect(arena.arena.live(match)!.publicState().seats[0]!.connected).toBe(false);
    expect(arena.faults).toEqual([]);
  });

  test('rooms are not created from outside', async () => {
    const arena = await openTestArena();
    for (const method of ['create', 'joinOrCreate', 'join', 'constructor', '__proto__'])
      expect((await arena.post(`/matchmake/${method}/match`, {})).status).toBe(404);
    expect((await arena.post('/matchmake/joinById/match', {})).status).toBe(404);
  });

  test('options that are no object, a bad ticket, another match, a used-up name', async () => {
    const arena = await openTestArena();
    const { match } = await arena.createMatch();
    const { tickets } = await arena.createMatch();
    const codeOf = async (room: string, body: unknown): Promise<unknown> =>
      ((await (await reserve(arena, room, body)).json()) as { code?: unknown }).code;
    expect(await codeOf(match, [1, 2])).toBe('bad-body');
    expect(await codeOf(match, '"text"')).toBe('bad-body');
    expect(await codeOf(match, { ticket: 5 })).toBe('bad-body');
    expect(await codeOf(match, { ticket: 'guess' })).toBe('bad-ticket');
    expect(await codeOf(match, { ticket: tickets[0] })).toBe('bad-ticket');
    expect(await codeOf('nowhere', {})).toBe('unknown-match');
    const reconnect = await arena.post(`/matchmake/reconnect/${match}`, { reconnectionToken: 'guess' });
    expect(await reconnect.json()).toMatchObject({ code: 'bad-ticket' });
    await expect(new Client(arena.url).joinById(match, { ticket: 'guess' })).rejects.toThrow(/bad-ticket/);
  });

  test('a session id that was not reserved opens nothing', async () => {
    const arena = await openTestArena();
    const { match } = await arena.createMatch();
    const socket = new WebSocket(`${arena.url.replace('http', 'ws')}/process/${match}?sessionId=guess`);
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(4002);
  });

  test('the room is full of spectators: the next is refused, a seat is not', async () => {
    const arena = await openTestArena({ limits: { roomClientsMax: 1 } });
    const { match, tickets } = await arena.createMatch();
    await join(arena, match);
    expect(await (await reserve(arena, match, {})).json()).toMatchObject({ code: 'too-many-spectators' });
    expect((await reserve(arena, match, { ticket: tickets[0] })).status).toBe(200);
  });

  test('a finished match that left memory is told as over', async () => {
    const first = await openTestArena();
    const { match, tickets } = await first.createMatch();
    const agents = [await connectAgent(first.url, tickets[0]), await connectAgent(first.url, tickets[1])];
    await agents[0]!.next('turn');
    agents[0]!.send({ type: 'resign' });
    await agents[0]!.closed;
    await first.close();
    const second = await openTestArena({ directory: first.directory });
    const refused = await reserve(second, match, { ticket: tickets[0] });
    expect(await refused.json()).toMatchObject({ code: 'match-over', status: 410 });
  });

  test('a room whose match is over goes when the last one leaves', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    const watcher = await join(arena, match);
    const agents = [await connectAgent(arena.url, tickets[0]), await connectAgent(arena.url, tickets[1])];
    await agents[0]!.next('turn');
    agents[0]!.send({ type: 'resign' });
    await until(watcher.room, ({ status }) => status === 'over');
    await watcher.room.leave();
    // Its room is gone, and it is hosted again for whoever asks while the arena remembers the match.
    const late = await join(arena, match, { ticket: tickets[0] });
    expect(await late.next('end')).toMatchObject({ termination: 'resign' });
    expect(await late.left).toBe(1000);
  });
});
