import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { formatTextFrame } from './frames.ts';

/** What a client reads of frames that are written at once, on a connection that stays open. */
const openReader = async (): Promise<(frames: string, count: number) => Promise<string[]>> => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[WebSocket, IncomingMessage]>;
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  onTestFinished(() => {
    client.terminate();
    server.close();
  });
  const [, { socket }] = await accepted;
  let onText = (_text: string): void => {};
  client.on('message', (data, isBinary) => onText(isBinary ? 'binary' : (data as Buffer).toString()));
  client.on('error', (error) => onText(error.message));
  return (frames, count) =>
    new Promise((resolve) => {
      const texts: string[] = [];
      onText = (text) => {
        if (texts.push(text) === count) resolve(texts);
      };
      socket.write(frames, 'latin1');
    });
};

test('frames are read as the texts that they were made of', async () => {
  const read = await openReader();
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.json());
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (given) => {
      const texts = given.map((one) => one.toWellFormed());
      expect(await read(texts.map(formatTextFrame).join(''), texts.length)).toEqual(texts);
    }),
  );
});

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
  'a text of %i bytes fits its frame',
  async (bytes) => {
    const read = await openReader();
    const texts = ['x'.repeat(bytes), 'é'.repeat(bytes), 'ÿ€'.repeat(bytes)];
    expect(await read(texts.map(formatTextFrame).join(''), texts.length)).toEqual(texts);
  },
);
