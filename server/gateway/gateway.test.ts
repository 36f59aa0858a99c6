import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { expect, onTestFinished, test } from 'vitest';
import { doorLimits } from './door-limits.ts';
import { createGateway, type Gateway } from './gateway.ts';

/** A door that nobody gets through. */
const openGateway = (told: string[]): Gateway => {
  const gateway = createGateway({
    arena: { seating: () => Promise.reject(new Error('nobody asks for a seat')) },
    lobby: { attend: () => () => {} },
    limits: doorLimits,
    meter: { countError: (code: string) => told.push(code) },
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
