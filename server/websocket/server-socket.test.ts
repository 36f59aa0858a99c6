import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { answerHandshake } from './handshake.ts';
import { createMoments } from './moments.ts';
import { createServerSocket, type ServerSocket } from './server-socket.ts';

const queueBytesMax = 1024 * 1024;

/** The server's end of a socket, and all that it was told. */
interface Accepted {
  readonly socket: ServerSocket;
  readonly stream: Duplex;
  readonly told: string[];
  readonly closed: Promise<void>;
}

/** A server for one socket at a time. */
const listen = async (): Promise<{ readonly port: number; readonly accepted: () => Promise<Accepted> }> => {
  let next = Promise.withResolvers<Accepted>();
  const http = createServer();
  const atMomentsEnd = createMoments();
  http.on('upgrade', (request, stream, head) => {
    stream.write(answerHandshake(request, 'agon.v1')!);
    const told: string[] = [];
    const closed = Promise.withResolvers<void>();
    const socket = createServerSocket(stream, head, {
      atMomentsEnd,
      messageBytesMax: 256 * 1024,
      queueBytesMax,
      laggingCode: 4008,
      onText: (text) => told.push(text),
      onBinary: () => told.push('binary'),
      onLagging: () => told.push('lagging'),
      onClosed: closed.resolve,
    });
    next.resolve({ socket, stream, told, closed: closed.promise });
    next = Promise.withResolvers<Accepted>();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  return { port: (http.address() as AddressInfo).port, accepted: () => next.promise };
};

/** Both ends of a socket that is open. */
const open = async (): Promise<Accepted & { readonly peer: WebSocket }> => {
  const { port, accepted } = await listen();
  const accepting = accepted();
  const peer = new WebSocket(`ws://127.0.0.1:${port}`);
  await once(peer, 'open');
  return { ...(await accepting), peer };
};

const handshake =
  'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
  `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`;

/** The same with a bare peer, that says `after` in one write with its handshake. */
const openBare = async (after = ''): Promise<Accepted & { readonly peer: Socket }> => {
  const { port, accepted } = await listen();
  const accepting = accepted();
  // Half-open: the test decides when its end is over.
  const peer = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  peer.on('error', () => {});
  onTestFinished(() => void peer.destroy());
  peer.write(handshake + after, 'latin1');
  return { ...(await accepting), peer };
};

const closeOf = async (peer: WebSocket): Promise<readonly [number, string]> => {
  const [code, reason] = (await once(peer, 'close')) as [number, Buffer];
  return [code, reason.toString()];
};

describe('a socket', () => {
  test('carries texts both ways, in order, and answers pings', async () => {
    const { socket, told, peer } = await open();
    const texts: string[] = [];
    peer.on('message', (data) => texts.push((data as Buffer).toString()));
    const pong = once(peer, 'pong');
    for (const text of ['a', 'Zug ♞', 'x'.repeat(70_000)]) {
      peer.send(text);
      socket.send(text);
    }
    peer.send(Buffer.from([1]));
    peer.ping('are you there');
    expect(((await pong) as [Buffer])[0].toString()).toBe('are you there');
    expect(told).toEqual(['a', 'Zug ♞', 'x'.repeat(70_000), 'binary']);
    expect(texts).toEqual(['a', 'Zug ♞', 'x'.repeat(70_000)]);
    const ping = once(peer, 'ping');
    socket.ping();
    await ping;
    peer.terminate();
  });

  test('reads what came in one piece with the handshake', async () => {
    const { told, peer } = await openBare('\x81\x82\0\0\0\0hi');
    await expect.poll(() => told).toEqual(['hi']);
    peer.destroy();
  });

  test('writes all that is said in one moment at once', async () => {
    const { socket, stream, peer } = await open();
    const before = (stream as Socket).bytesWritten;
    const chunks: number[] = [];
    const write = stream.write.bind(stream) as (chunk: string, encoding: BufferEncoding) => boolean;
    stream.write = ((chunk: string, encoding: BufferEncoding) => {
      chunks.push(chunk.length);
      return write(chunk, encoding);
    }) as typeof stream.write;
    const heard = once(peer, 'message');
    socket.send('one');
    socket.send('two');
    socket.send('three');
    await heard;
    expect(chunks).toEqual([5 + 5 + 7]);
    expect((stream as Socket).bytesWritten - before).toBe(17);
    peer.terminate();
  });
});

describe('the end of a socket', () => {
  test('comes with a code and a reason, after all that was said; nothing is said after it', async () => {
    const { socket, told, closed, peer } = await open();
    const texts: string[] = [];
    peer.on('message', (data) => texts.push((data as Buffer).toString()));
    const closing = closeOf(peer);
    socket.send('last');
    socket.close(4010, 'moved');
    socket.send('never');
    socket.close(1000, 'again');
    peer.send('in flight');
    expect(socket.isOpen()).toBe(false);
    expect(await closing).toEqual([4010, 'moved']);
    await closed;
    expect([texts, told]).toEqual([['last'], ['in flight']]);
  });

  test.each([
    [4001, 'bye', [4001, 'bye']],
    [undefined, undefined, [1005, '']],
  ] as const)('that the peer begins with %s is answered in its words', async (code, reason, expected) => {
    const { socket, closed, peer } = await open();
    const closing = closeOf(peer);
    peer.close(code, reason);
    expect(await closing).toEqual(expected);
    await closed;
    expect(socket.isOpen()).toBe(false);
  });

  test('comes when the peer breaks the protocol, and tells it how', async () => {
    // A text without a mask.
    const { closed, told, stream, peer } = await openBare('\x81\x02hi\x81\x82\0\0\0\0hi');
    let heard = '';
    peer.on('data', (data) => (heard += data.toString('latin1')));
    await once(peer, 'end');
    expect(heard.slice(heard.indexOf('\r\n\r\n') + 4)).toBe('\x88\x02\x03\xea');
    // The server ends its side by itself, and waits for the peer's.
    expect(stream.destroyed).toBe(false);
    peer.end('\x88\x82\0\0\0\0\x03\xea', 'latin1');
    await closed;
    expect(told).toEqual([]);
  });

  test('that a slow peer begins loses nothing, whatever the peer still sends', async () => {
    const { socket, closed, peer } = await openBare();
    const text = 'y'.repeat(2_000_000);
    socket.send(text);
    peer.write(Buffer.concat([Buffer.from('\x88\x80\0\0\0\0', 'latin1'), Buffer.alloc(1_000_000)]));
    const bytes = (await peer.toArray()).reduce((sum: number, chunk: Buffer) => sum + chunk.length, 0);
    peer.end();
    await closed;
    // Its frame, and the answer to the close.
    expect(bytes).toBeGreaterThan(text.length + 10);
  });

  test('comes when the peer just hangs up, in either way', async () => {
    const ended = await openBare();
    ended.peer.resume();
    ended.peer.end();
    await ended.closed;
    const broken = await openBare();
    broken.peer.resetAndDestroy();
    await broken.closed;
    expect([ended.socket.isOpen(), broken.socket.isOpen()]).toEqual([false, false]);
  });

  test('comes to a peer that answers no close', async () => {
    const { socket, closed, peer } = await openBare();
    peer.resume();
    socket.close(1000, 'over');
    await closed;
  });
});

test('a peer that never reads is given up once its queue is full, and cut off', async () => {
  const { socket, stream, told, closed, peer } = await openBare();
  peer.pause();
  const text = 'y'.repeat(64 * 1024);
  // The machine buffers some megabytes by itself before any byte waits in the process.
  for (let sent = 0; sent < 1000 && socket.isOpen(); sent++) {
    socket.send(text);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(told).toEqual(['lagging']);
  const queued = stream.writableLength;
  expect(queued).toBeLessThan(queueBytesMax + 2 * text.length);
  socket.send(text);
  await new Promise((resolve) => setImmediate(resolve));
  expect(stream.writableLength).toBeLessThanOrEqual(queued);
  await closed;
});

test('a peer that pings and never reads fills no queue', async () => {
  const { socket, stream, closed, peer } = await openBare();
  peer.pause();
  const pings = Buffer.from(`\x89\xfd\0\0\0\0${'x'.repeat(125)}`.repeat(5_000), 'latin1');
  for (let sent = 0; sent < 30; sent++) {
    peer.write(pings);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await expect
    .poll(() => stream.writableLength > 0 || (stream as Socket).bytesRead > 29 * pings.length)
    .toBe(true);
  expect(stream.writableLength).toBeLessThan(256 * 1024);
  expect(socket.isOpen()).toBe(true);
  peer.destroy();
  await closed;
});
