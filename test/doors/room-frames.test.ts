import { Client } from '@colyseus/sdk';
import { expect, onTestFinished, test } from 'vitest';
import type { ServerMessage } from '../../server/protocol/messages.ts';
import { openTestArena, type TestArena } from './test-arena.ts';

/** A room whose client sends frames byte by byte, and the messages that it got. */
const join = async (arena: TestArena, match: string, ticket?: string) => {
  const room = await new Client(arena.url).joinById(match, ticket === undefined ? {} : { ticket });
  room.reconnection.enabled = false;
  onTestFinished(() => room.connection.close());
  const errors: Extract<ServerMessage, { type: 'error' }>[] = [];
  let isWelcome = false;
  room.onMessage('*', (type: string | number, message: ServerMessage) => {
    if (type === 'welcome') isWelcome = true;
    if (message.type === 'error') errors.push(message);
  });
  if (ticket !== undefined) await expect.poll(() => isWelcome).toBe(true);
  /** ROOM_DATA of this type. */
  const send = (type: string, payload: Uint8Array): void =>
    room.connection.send(Buffer.concat([Buffer.from([13, 0xa0 | type.length]), Buffer.from(type), payload]));
  return { errors, send };
};

/** `bin 32` of MessagePack. */
const bytes = (count: number): Uint8Array => {
  const head = Buffer.from([0xc6, 0, 0, 0, 0]);
  head.writeUInt32BE(count, 1);
  return Buffer.concat([head, Buffer.alloc(count)]);
};

/** `{"turn":1,"id":"a","action":…}` whose action is, so often in each other, a list that has the next one twice. */
const doubled = (levels: number): Uint8Array => {
  const parts = [Buffer.from([0x83, 0xa4]), Buffer.from('turn'), Buffer.from([1, 0xa2]), Buffer.from('id')];
  parts.push(Buffer.from([0xa1]), Buffer.from('a'), Buffer.from([0xa6]), Buffer.from('action'));
  // Each list has a number (`fixext 4` 0x69) and two places: its first member, and a pointer (0x70) to that.
  for (let level = 0; level < levels; level++) parts.push(Buffer.from([0xd6, 0x69, 0, 0, 0, level, 0x92]));
  parts.push(Buffer.from([0xd6, 0x69, 0, 0, 0, levels, 0x90]));
  for (let level = levels; level > 0; level--) parts.push(Buffer.from([0xd6, 0x70, 0, 0, 0, level]));
  return Buffer.concat(parts);
};

test('a frame of a few hundred bytes that stands for 2^40 values is refused, and the arena lives', async () => {
  const arena = await openTestArena();
  const { match, tickets } = await arena.createMatch();
  const seat = await join(arena, match, tickets[0]);
  seat.send('act', doubled(40));
  await expect.poll(() => seat.errors).toMatchObject([{ code: 'too-deep' }]);
  expect((await fetch(`${arena.url}/health`)).status).toBe(200);
  expect(arena.faults).toEqual([]);
});

test('bytes and lists have no members, whoever sends them', async () => {
  const arena = await openTestArena();
  const { match, tickets } = await arena.createMatch();
  const seat = await join(arena, match, tickets[0]);
  seat.send('act', bytes(200_000));
  seat.send('act', Buffer.from([0x93, 1, 2, 3]));
  await expect.poll(() => seat.errors.length).toBe(2);
  for (const error of seat.errors) {
    expect(error).toMatchObject({ code: 'bad-frame', message: expect.stringContaining('act: turn') });
    expect(error.message).not.toContain('nrecognized');
  }
  const watcher = await join(arena, match);
  watcher.send('x', bytes(200_000));
  await expect.poll(() => watcher.errors).toMatchObject([{ code: 'spectator-silent' }]);
  expect(arena.faults).toEqual([]);
});
