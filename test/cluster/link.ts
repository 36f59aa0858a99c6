import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can be cut: a proxy on a port of its own. */
export interface Link {
  readonly port: number;
  /**
   * `reset`: connections break and new ones are refused. `silent`: nothing gets through any more and nobody is told,
   * as when a cable is pulled.
   */
  cut(how: 'reset' | 'silent'): void;
  mend(): void;
  close(): void;
}

/** No proxy but the server itself, for whoever measures: there is nothing to cut. */
export const directLink = (port: number): Link => ({
  port,
  cut: () => {
    throw new Error('a direct link cannot be cut');
  },
  mend: () => {},
  close: () => {},
});

/** Opens a link to a port of this machine. */
export const openLink = async (targetPort: number): Promise<Link> => {
  const sockets = new Set<Socket>();
  let state: 'whole' | 'reset' | 'silent' = 'whole';
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  };
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((client) => {
    track(client);
    if (state === 'reset') return void client.destroy();
    if (state === 'silent') return void client.pause();
    const target = connect(targetPort, '127.0.0.1');
    track(target);
    client.pipe(target).pipe(client);
    client.once('close', () => target.destroy());
    target.once('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut: (how) => {
      state = how;
      if (how === 'reset') return breakAll();
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    mend: () => {
      state = 'whole';
      // What was silent may have lost bytes: its ends find out now.
      breakAll();
    },
    close: () => {
      server.close();
      breakAll();
    },
  };
};
