import { connect, createServer, type AddressInfo } from 'node:net';

/** One address before several servers. */
export interface Balancer {
  readonly url: string;
  close(): void;
}

/** Stands before several servers, as a proxy does: each connection goes to the next one that answers. */
export const openBalancer = async (urls: () => readonly string[]): Promise<Balancer> => {
  let next = 0;
  const server = createServer((client) => {
    client.on('error', () => {});
    const attempt = (left: number): void => {
      const targets = urls();
      const { hostname, port } = new URL(targets[next++ % targets.length]!);
      const target = connect(Number(port), hostname);
      let isOpen = false;
      target.once('connect', () => {
        isOpen = true;
        client.pipe(target).pipe(client);
      });
      target.once('close', () => {
        if (isOpen) client.destroy();
      });
      target.on('error', () => {
        if (isOpen || left === 0) client.destroy();
        else attempt(left - 1);
      });
      client.once('close', () => target.destroy());
    };
    attempt(urls().length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => void server.close(),
  };
};
