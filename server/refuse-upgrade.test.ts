import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { refuseUpgrade } from './refuse-upgrade.ts';

/** A peer whose upgrade is refused, and the server's end of its connection. */
const refuse = async (): Promise<{ readonly peer: Socket; readonly stream: Duplex }> => {
  const http = createServer();
  const upgraded = once(http, 'upgrade') as Promise<[unknown, Duplex]>;
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  // Its end stays open until the test ends it.
  const peer = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => {
    peer.destroy();
    http.close();
  });
  peer.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
  const [, stream] = await upgraded;
  refuseUpgrade(stream, 'not-found', 'X-Said: yes');
  return { peer, stream };
};

const answerTo = async (peer: Socket): Promise<string> => (await peer.toArray()).join('');

test('a refused upgrade is told why', async () => {
  const { peer, stream } = await refuse();
  const told = await answerTo(peer);
  expect(told).toContain('HTTP/1.1 404 ');
  expect(told).toContain('\r\nX-Said: yes\r\n');
  expect(told).toContain('"code":"not-found"');
  peer.end();
  await once(stream, 'close');
});

test('and its connection goes, whatever the peer still says', async () => {
  const { peer, stream } = await refuse();
  peer.write('x'.repeat(100_000));
  expect(await answerTo(peer)).toContain('"code":"not-found"');
  peer.end();
  await once(stream, 'close');
});

test('and also where the peer keeps its end open', async () => {
  const { stream } = await refuse();
  await once(stream, 'close');
});
