import type { IncomingMessage } from 'node:http';
import { Duplex, PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { doorLimits } from './door-limits.ts';
import { createGateway, type Gateway } from './gateway.ts';

/** A door that nobody gets through, unless it is given seats. */
const openGateway = (told: string[], given: object = {}): Gateway => {
  const gateway = createGateway({
    arena: { seating: () => Promise.reject(new Error('nobody asks for a seat')) },
    lobby: { attend: () => () => {} },
    limits: doorLimits,
    addressOf: () => '192.0.2.1',
    faults: { contain: (_place: string, part: () => void) => part() },
    meter: { countError: (code: string) => told.push(code) },
    ...given,
  } as unknown as Parameters<typeof createGateway>[0]);
  onTestFinished(() => gateway.close());
  return gateway;
};

const request = { method: 'GET', headers: {} } as IncomingMessage;

test('whoever has gone while the server started gets no socket', async () => {
  const told: string[] = [];
  const gateway = openGateway(told);
  const stream = new PassThrough({ autoDestroy: false });
  stream.resume().end();
  await finished(stream);
  gateway.handleUpgrade(request, stream, Buffer.alloc(0));
  expect([stream.destroyed, gateway.sockets(), told]).toEqual([true, 0, []]);
});

test('an upgrade that is refused is counted by its code', () => {
  const told: string[] = [];
  const gateway = openGateway(told);
  gateway.handleUpgrade(request, new PassThrough().resume(), Buffer.alloc(0));
  gateway.close();
  gateway.handleUpgrade(request, new PassThrough().resume(), Buffer.alloc(0));
  expect([gateway.sockets(), told]).toEqual([0, ['bad-handshake', 'draining']]);
});

/** A peer that says what it is told to, and answers nothing. */
const openPeer = (gateway: Gateway) => {
  let heard = '';
  const stream = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      heard += chunk.toString('latin1');
      done();
    },
  });
  const headers = {
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  gateway.handleUpgrade({ method: 'GET', headers } as unknown as IncomingMessage, stream, Buffer.alloc(0));
  onTestFinished(() => void stream.destroy());
  /** A short frame, with a mask of zeros. */
  const say = (opcode: number, payload: string): void =>
    void stream.push(
      Buffer.concat([Buffer.from([opcode, 0x80 | payload.length, 0, 0, 0, 0]), Buffer.from(payload)]),
    );
  return {
    hello: () => say(0x81, '{"type":"hello","protocol":1,"ticket":"t"}'),
    bytes: () => say(0x82, 'b'),
    heard: () => heard,
  };
};

const nextMoment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a hello that crosses the close of its socket takes no seat', async () => {
  const told: string[] = [];
  const seating = vi.fn<() => Promise<unknown>>(() => Promise.resolve({ kind: 'unknown' }));
  const limits = { ...doorLimits, helloMs: 1 };
  const silent = openPeer(openGateway(told, { arena: { seating }, limits }));
  await vi.waitUntil(() => silent.heard().endsWith('hello-missing'));
  silent.hello();
  const binary = openPeer(openGateway(told, { arena: { seating } }));
  binary.bytes();
  binary.hello();
  const closing = openGateway(told, { arena: { seating } });
  const late = openPeer(closing);
  closing.close();
  late.hello();
  await nextMoment();
  expect(seating).not.toHaveBeenCalled();
  openPeer(openGateway(told, { arena: { seating } })).hello();
  await vi.waitUntil(() => seating.mock.calls.length === 1);
  expect(told).toEqual(['hello-missing', 'binary-frame', 'bad-ticket']);
});

test('a seat that is found when its socket is being closed is not taken', async () => {
  const found = Promise.withResolvers<unknown>();
  const seating = vi.fn<() => Promise<unknown>>(() => found.promise);
  const connect = vi.fn<() => void>();
  const gateway = openGateway([], { arena: { seating } });
  openPeer(gateway).hello();
  await vi.waitUntil(() => seating.mock.calls.length === 1);
  gateway.close();
  found.resolve({ kind: 'live', match: { connect }, seat: 0 });
  await nextMoment();
  expect(connect).not.toHaveBeenCalled();
});
