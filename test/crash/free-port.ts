import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports that systems give to connections that go out: none of those takes one between its choice and its use. */
const [portMin, portEnd] = [20_000, 32_000];

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** A port that is free now: a server that is killed and started again must come back where its clients look. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(portMin, portEnd);
    if (await isFree(port)) return port;
  }
};
