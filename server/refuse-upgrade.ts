import type { Duplex } from 'node:stream';
import { formatProblem, refuse, type RefusalCode } from './errors.ts';

/** Answers a request for a socket, or what is no request at all, with a coded error over HTTP, and hangs up. */
export const refuseUpgrade = (stream: Duplex, code: RefusalCode, ...headers: readonly string[]): void => {
  const problem = formatProblem(refuse(code));
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} Refused`,
    'Connection: close',
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
  ];
  stream.on('error', () => stream.destroy());
  stream.end(`${head.join('\r\n')}\r\n\r\n${body}`);
};
