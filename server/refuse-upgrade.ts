import type { Duplex } from 'node:stream';
import { formatProblem, refuse, type RefusalCode } from './errors.ts';

/** After this a peer that does not hang up is cut off. */
const hangUpMs = 2_000;

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
  const cut = (): void => void stream.destroy();
  const timer = setTimeout(cut, hangUpMs).unref();
  stream.on('error', cut);
  stream.once('close', () => clearTimeout(timer));
  // What still comes is thrown away: bytes that nobody has read would make the system take the answer back.
  stream.once('end', cut).resume();
  stream.end(`${head.join('\r\n')}\r\n\r\n${body}`);
};
