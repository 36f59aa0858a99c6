import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { createMoments, createSocketWire } from './socket-wire.ts';

/** A server's end of a socket whose peer shakes hands and then never reads again. */
const openToDeafPeer = async (): Promise<{ readonly socket: WebSocket; readonly stream: Duplex }> => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const connection = once(server, 'connection') as Promise<[WebSocket, IncomingMessage]>;
  await once(server, 'listening');
  const peer = connect((server.address() as AddressInfo).port, '127.0.0.1');
  peer.on('error', () => {});
  peer.write(
    'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`,
  );
  peer.pause();
  const [socket, { socket: stream }] = await connection;
  socket.on('error', () => {});
  onTestFinished(() => {
    peer.destroy();
    server.close();
  });
  return { socket, stream };
};

test('a socket that never reads is given up once its queue is full, and cut off', async () => {
  const { socket, stream } = await openToDeafPeer();
  const queueBytesMax = 1024 * 1024;
  const lagging = Promise.withResolvers<void>();
  const wire = createSocketWire({
    socket,
    stream,
    atMomentsEnd: createMoments(),
    queueBytesMax,
    onLagging: lagging.resolve,
  });
  const message = { type: 'error', code: 'x', message: 'y'.repeat(64 * 1024), hint: 'z' } as const;
  // The machine buffers some megabytes by itself before any byte waits in the process.
  for (let sent = 0; sent < 1000 && socket.readyState === socket.OPEN; sent++) {
    wire.send(message);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await lagging.promise;
  const queued = socket.bufferedAmount;
  expect(queued).toBeLessThan(queueBytesMax + 2 * 64 * 1024 + 1024);
  wire.send(message);
  expect(socket.bufferedAmount).toBe(queued);
  await once(socket, 'close');
});
