import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { openTestArena } from './test-arena.ts';
import { fetchUpgrade } from './upgrade.ts';

test('an upgrade to another protocol is passed over, and its request is answered', async () => {
  const arena = await openTestArena();
  const body = '{"game":"ludo","seats":["open","open"]}';
  const socket = connect(arena.server.port, '127.0.0.1');
  let told = '';
  socket.on('data', (data) => {
    told += data.toString();
  });
  // As `curl --http2` offers it.
  socket.write(
    'POST /api/matches HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\n' +
      `HTTP2-Settings: AAMAAABk\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  await once(socket, 'close');
  expect(told).toContain('HTTP/1.1 404 ');
  expect(told).toContain('"code":"unknown-game"');
  expect(await fetchUpgrade(`${arena.url}/v1/play`, { upgrade: 'WebSocket' })).toBe(101);
  expect(arena.faults).toEqual([]);
});
