import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { LocalDriver, LocalPresence, matchMaker } from '@colyseus/core';
import { Client } from '@colyseus/sdk';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { schema, t } from '@colyseus/schema';
import { expect, onTestFinished, test } from 'vitest';
import { createFaults } from '../../server/faults.ts';
import { createLog } from '../../server/log/log.ts';
import { GuardedRoom } from '../../server/rooms/guarded-room.ts';

const printed: string[] = [];
const EmptyState = schema({ count: t.number().default(0) }, 'EmptyState');

/** A room whose every handler has a defect. */
class FaultyRoom extends GuardedRoom<InstanceType<typeof EmptyState>> {
  override readonly faults = createFaults(
    createLog({ level: 'error', format: 'text', write: (line) => printed.push(line) }),
  );
  override state = new EmptyState();
  override messages = {
    throw: () => {
      throw new Error('thrown at once');
    },
    reject: () => Promise.reject(new Error('rejected later')),
    echo: () => this.broadcast('echo', 'alive'),
  };
  override onLeave(): void {
    throw new Error('thrown on leaving');
  }
}

test('a throw in any handler of a room is counted and told, and the room goes on', async () => {
  const http = createServer();
  await matchMaker.setup(new LocalPresence(), new LocalDriver());
  matchMaker.defineRoomType('faulty', FaultyRoom);
  new WebSocketTransport({ noServer: true }).attachToServer(http);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(async () => {
    await matchMaker.gracefullyShutdown();
    http.close();
  });
  const seat = async () => matchMaker.reserveSeatFor(await matchMaker.createRoom('faulty', {}), {});
  const client = new Client(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
  const room = await client.consumeSeatReservation(await seat());
  const echo = new Promise((resolve) => room.onMessage('echo', resolve));
  room.send('throw');
  room.send('reject');
  room.send('echo');
  expect(await echo).toBe('alive');
  await room.leave();
  const other = await client.consumeSeatReservation(await seat());
  expect(other.connection.isOpen).toBe(true);
  expect(printed).toHaveLength(3);
  expect(printed.join('\n')).toMatch(/thrown at once[^]*rejected later[^]*thrown on leaving/);
});
