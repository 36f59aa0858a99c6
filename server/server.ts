import { createServer as createHttpServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { RefusalCode } from './errors.ts';
import { createGateway } from './gateway/gateway.ts';
import { playPath } from './gateway/play-url.ts';
import { createApp } from './http/app.ts';
import type { HttpDeps } from './http/http-deps.ts';
import type { MakeDoor } from './http/mounted-door.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { createKeyCheck } from './key-check.ts';
import { createRoomDoor } from './rooms/room-door.ts';
import { createSocketQuota } from './socket-quota.ts';
import { createAddressOf } from './visitor-address.ts';

/** What a server is made of: all that its routes need, and where it listens. */
export interface ServerDeps extends Omit<HttpDeps, 'publicUrl' | 'doors' | 'sockets' | 'checkKey'> {
  /** Doors for further protocols, brought by whoever starts this server. */
  readonly makeDoors: readonly MakeDoor[];
  readonly listenHost: string;
  /** 0: any free port. */
  readonly listenPort: number;
  /** Where rooms are shared with other processes; absent: they are not. */
  readonly redis?: string | undefined;
  /** Where others reach this server, when that is not the address it listens on. */
  readonly publicUrl?: string;
}

/** A server that listens. */
export interface ServerHandle {
  readonly port: number;
  readonly url: string;
  /** Closes the doors; matches and the store are the caller's. */
  close(): Promise<void>;
}

/** Connections that may wait to be taken: after a restart all agents come back at once. The system may allow fewer. */
const connectionsWaitingMax = 4_096;

/** How long requests that are under way may take to finish when the server closes. */
const drainMs = 2_000;

/** Answers what the parser could not read, while there is somebody to answer. */
const refuseNonsense = (error: Error & { readonly code?: string }, socket: Duplex): void => {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  refuseUpgrade(socket, error.code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-big' : 'not-http');
};

/** Another upgrade, as to the HTTP/2 that curl offers, is passed over: its request is answered as it is (RFC 9110, section 7.8). */
const asksForSocket = ({ headers }: IncomingMessage): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket';

const createHttp = ({ headerBytesMax }: ServerDeps['limits']): HttpServer =>
  createHttpServer({ maxHeaderSize: headerBytesMax, shouldUpgradeCallback: asksForSocket }).on(
    'clientError',
    refuseNonsense,
  );

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0]!;

const formatUrl = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** An address of this machine that reaches what listens on `host`. */
const reachableHost = (host: string): string =>
  host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;

const portOf = (http: HttpServer): number => (http.address() as AddressInfo).port;

/** Lets a socket that comes while the server starts wait for it. */
const afterStart = (life: ServerDeps['life'], socket: Duplex, go: () => void): void => {
  if (life.phase() !== 'starting') return go();
  const onError = (): void => void socket.destroy();
  socket.on('error', onError);
  void life.started().then(() => {
    socket.off('error', onError);
    if (!socket.destroyed) go();
  });
};

/** Opens all doors on one port: HTTP, the JSON door and the rooms. Rejects when the port cannot be had. */
export const createServer = async (deps: ServerDeps): Promise<ServerHandle> => {
  const { listenHost, listenPort } = deps;
  let url = deps.publicUrl;
  const http = createHttp(deps.limits);
  const doors = deps.makeDoors.map((make) => make(() => formatUrl(reachableHost(listenHost), portOf(http))));
  const checkKey = createKeyCheck(deps.accounts, deps.limits, () => performance.now());
  const addressOf = createAddressOf(deps.proxies);
  const gateway = createGateway({ ...deps, checkKey, addressOf });
  const rooms = createRoomDoor(deps);
  http.on(
    'request',
    createApp(
      { ...deps, checkKey, doors, publicUrl: () => url ?? '', sockets: () => gateway.sockets() },
      rooms,
    ),
  );
  const quota = createSocketQuota(deps.limits.socketsPerAddressMax);
  const refused = new WeakSet<IncomingMessage>();
  const upgradeRefusal = (request: IncomingMessage, socket: Duplex): RefusalCode | undefined => {
    if (deps.life.phase() === 'starting') return 'starting';
    if (!deps.isOriginAllowed(request)) return 'origin-not-allowed';
    const isAdmitted = quota.admit(addressOf(request), socket);
    return isAdmitted ? undefined : 'too-many-connections';
  };
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const refusal = upgradeRefusal(request, socket);
    if (refusal !== undefined) {
      refused.add(request);
      deps.meter.countError(refusal);
      return refuseUpgrade(socket, refusal);
    }
    if (pathOf(request) === playPath) gateway.handleUpgrade(request, socket, head);
    else if (!rooms.owns(pathOf(request))) refuseUpgrade(socket, 'not-found');
  };
  http.on('upgrade', (request, socket, head) => {
    // Rooms are asked for over HTTP first, which waits as well.
    if (pathOf(request) === playPath) afterStart(deps.life, socket, () => upgrade(request, socket, head));
    else upgrade(request, socket, head);
  });
  // The rooms are asked after this server: it has refused what it does not want.
  await rooms.open(http, (request) => !refused.has(request));
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen({ port: listenPort, host: listenHost, backlog: connectionsWaitingMax }, resolve);
  });
  const port = portOf(http);
  url ??= formatUrl(reachableHost(listenHost), port);
  return {
    port,
    url,
    close: async () => {
      gateway.close();
      for (const door of doors) door.close();
      const closed = new Promise((resolve) => http.close(resolve));
      setTimeout(() => http.closeAllConnections(), drainMs).unref();
      await rooms.close();
      http.closeIdleConnections();
      await closed;
    },
  };
};
