import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { parsePostgresAddress } from './postgres-address.ts';
import { createPostgresPool } from './postgres-pool.ts';

/** A message of the protocol: its type, its length, its body. */
const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};

const authenticated = message('R', Buffer.alloc(4));
const ready = message('Z', Buffer.from('I'));
const ending = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection\0\0'));

/** A database that lets a client in and ends its connection with the same packet. */
const openClosingDatabase = async (): Promise<string> => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(Buffer.concat([authenticated, ready, ending])));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `postgres://agon@127.0.0.1:${(server.address() as AddressInfo).port}/agon`;
};

test('a connection that ends as it is handed out fails its work, and not the process', async () => {
  const pool = createPostgresPool(parsePostgresAddress(await openClosingDatabase()));
  onTestFinished(() => pool.end());
  await expect(pool.inTransaction(() => Promise.resolve())).rejects.toThrow(/connection/i);
  await expect(pool.query('SELECT 1')).rejects.toThrow(/connection/i);
});
