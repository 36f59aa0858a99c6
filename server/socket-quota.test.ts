import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createSocketQuota, visitorOf } from './socket-quota.ts';

test('a visitor has its own count, and a socket that closes makes room', () => {
  const quota = createSocketQuota(2);
  const sockets = [new PassThrough(), new PassThrough(), new PassThrough(), new PassThrough()];
  expect(sockets.map((socket) => quota.admit('10.0.0.1', socket))).toEqual([true, true, false, false]);
  expect(quota.admit('10.0.0.2', new PassThrough())).toBe(true);
  sockets[0]!.emit('close');
  expect(sockets.map((socket) => quota.admit('10.0.0.1', socket))).toEqual([true, false, false, false]);
});

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
])('%s counts under %s', (address, visitor) => {
  expect(visitorOf(address)).toBe(visitor);
});
