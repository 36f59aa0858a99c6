import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The only version of the protocol (RFC 6455, section 4.4). */
export const handshakeVersion = '13';

/** What a server adds to the client's key, so that its answer shows that it speaks WebSocket (section 1.3). */
const keySuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** 16 bytes in base64. */
const keyPattern = /^[+/0-9A-Za-z]{22}==$/;

const isHandshake = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' &&
  headers.upgrade?.toLowerCase() === 'websocket' &&
  headers['sec-websocket-version'] === handshakeVersion &&
  keyPattern.test(headers['sec-websocket-key'] ?? '');

const offersOf = ({ headers }: IncomingMessage): readonly string[] =>
  (headers['sec-websocket-protocol'] ?? '').split(',').map((offer) => offer.trim());

/**
 * The answer to a client's handshake (section 4.2.2), whole; undefined where the request is none. `subprotocol` is agreed
 * on where the client offers it. No extension ever is.
 */
export const answerHandshake = (request: IncomingMessage, subprotocol: string): string | undefined => {
  if (!isHandshake(request)) return undefined;
  const accept = hash('sha1', `${request.headers['sec-websocket-key']!}${keySuffix}`, 'base64');
  const agreed = offersOf(request).includes(subprotocol) ? `Sec-WebSocket-Protocol: ${subprotocol}\r\n` : '';
  return (
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    `Sec-WebSocket-Accept: ${accept}\r\n${agreed}\r\n`
  );
};
