import { createServer, request as httpRequest } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

/** A proxy that passes on whatever HTTP its clients ask of others, so that their way to all of them is one connection. */
export interface ForwardProxy {
  readonly port: number;
  close(): void;
}

/** Opens a proxy on a port of this machine; it tunnels, and it fetches where it is given a whole address. */
export const openForwardProxy = async (): Promise<ForwardProxy> => {
  const server = createServer((request, response) => {
    const { method, headers } = request;
    const onward = httpRequest(request.url!, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  server.on('connect', ({ url }, client) => {
    const { hostname, port } = new URL(`http://${url}`);
    let isOpen = false;
    const target = connect(Number(port), hostname, () => {
      isOpen = true;
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      client.pipe(target).pipe(client);
    });
    // Who is told nothing asks the proxy again and again until the target is back.
    target.once('error', () => {
      if (!isOpen) client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    for (const [one, other] of [
      [client, target],
      [target, client],
    ] as const) {
      one.on('error', () => {});
      one.once('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
