import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { answerHandshake } from './handshake.ts';

const headers = {
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  // The example of RFC 6455, section 1.3.
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

const answerTo = (changed: object, method = 'GET'): string | undefined =>
  answerHandshake({ method, headers: { ...headers, ...changed } } as unknown as IncomingMessage, 'agon.v1');

describe('a handshake', () => {
  test('is answered with proof that its key was read', () => {
    expect(answerTo({})).toBe(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
    );
  });

  test('agrees on the subprotocol where it is offered, and on no extension', () => {
    const offer = {
      'sec-websocket-protocol': 'x, agon.v1,y',
      'sec-websocket-extensions': 'permessage-deflate',
    };
    expect(answerTo(offer)).toContain('\r\nSec-WebSocket-Protocol: agon.v1\r\n');
    expect(answerTo(offer)).not.toContain('Extensions');
    expect(answerTo({ 'sec-websocket-protocol': 'agon.v2' })).not.toContain('Protocol:');
  });

  test.each([
    ['another method', {}, 'POST'],
    ['no upgrade', { upgrade: undefined }],
    ['an upgrade to something else', { upgrade: 'h2c' }],
    ['no version', { 'sec-websocket-version': undefined }],
    ['an old version', { 'sec-websocket-version': '8' }],
    ['no key', { 'sec-websocket-key': undefined }],
    ['a key of another length', { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25j' }],
  ] as const)('is none with %s', (_, changed, method?: string) => {
    expect(answerTo(changed, method)).toBeUndefined();
  });
});
