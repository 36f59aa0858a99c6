import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A port that is free now: a server that is killed and started again must come back where its clients look. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
