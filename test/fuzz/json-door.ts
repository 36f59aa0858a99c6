import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { bytesOf, edited } from './edits.ts';
import type { Prey } from './prey.ts';

/** What agents say, as it was recorded. */
const recorded = ({ tickets }: Prey): string[] => [
  ...tickets.map((ticket) => JSON.stringify({ type: 'hello', protocol: 1, ticket })),
  '{"type":"hello","protocol":1,"key":"agon_agent_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}',
  '{"type":"act","turn":1,"id":"a1","action":"rock","reasoning":"…","usage":{"input":812,"costUsd":0.01},"model":"m"}',
  '{"type":"act","turn":1,"id":"a2","text":"Paper!","finish":"length","settings":{"temperature":0.5}}',
  '{"type":"enter","games":["chess","kuhn-poker"],"concurrency":4,"challenges":false,"worker":"w"}',
  '{"type":"leave"}',
  '{"type":"resign"}',
];

/** Says frames on a socket of its own, and waits until the arena has read them or thrown it out. */
const converse = async ({ url }: Prey, frames: readonly (Uint8Array | string)[]): Promise<void> => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/play`);
  socket.on('error', () => {});
  await once(socket, 'open');
  const closed = once(socket, 'close');
  for (const frame of frames) socket.send(frame, { binary: typeof frame !== 'string' });
  // A pong comes after everything before it was read; one that was thrown out closes instead.
  socket.ping();
  await Promise.race([once(socket, 'pong'), closed]);
  socket.terminate();
  await closed;
};

/** Frames of text, well formed or not, before and after a hello that opens a seat. */
export const textFrames = (prey: Prey): fc.IAsyncProperty<unknown> => {
  const [hello] = recorded(prey);
  const text = edited(bytesOf(recorded(prey))).map((bytes) => new TextDecoder().decode(bytes));
  const frame = fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: fc.uint8Array() });
  const opening = fc.constantFrom([], [hello!]);
  return fc.asyncProperty(opening, fc.array(frame, { maxLength: 6 }), (before, frames) =>
    converse(prey, [...before, ...frames]),
  );
};

const upgrade = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: agon.v1\r\n\r\n';

/** A masked frame as a client writes it. */
const frameOf = (text: string): Uint8Array => {
  const payload = new TextEncoder().encode(text);
  const { length } = payload;
  const size = length < 126 ? [0x80 | length] : [0xfe, length >> 8, length & 0xff];
  return Uint8Array.from([0x81, ...size, 0, 0, 0, 0, ...payload]);
};

/** Writes bytes to the port and waits until the arena closes or has had the time of one more connection. */
export const writeBytes = async ({ port, url }: Prey, bytes: Uint8Array): Promise<void> => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(bytes);
  await (await fetch(`${url}/health`)).arrayBuffer();
  socket.destroy();
};

/** Bytes below the frames: handshakes and frames that are broken themselves. */
export const wireBytes = (prey: Prey): fc.IAsyncProperty<unknown> => {
  const whole = [
    Buffer.concat([Buffer.from(upgrade('/v1/play')), ...recorded(prey).map(frameOf)]),
    Buffer.concat([Buffer.from(upgrade('/v1/play')), ...recorded(prey).slice(0, 2).map(frameOf)]),
    Buffer.from(upgrade(`/process/${prey.match}?sessionId=0123456789abcdef`)),
  ];
  return fc.asyncProperty(edited(whole), (bytes) => writeBytes(prey, bytes));
};
