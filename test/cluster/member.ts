import { join } from 'node:path';
import { freePort } from '../crash/free-port.ts';
import { type ServerProcess, startServer } from '../crash/server-process.ts';
import { directLink, type Link, openLink } from './link.ts';

/** One process of a cluster, through all of its lives, with its links to what it needs. */
export interface Member {
  readonly name: string;
  /** Where agents and the other members reach it. */
  readonly url: string;
  /** The port that it listens on. */
  readonly port: number;
  readonly postgres: Link;
  readonly redis: Link;
  /** Its way to the HTTP of the other members. */
  readonly peers: Link;
  /** The process that lives now. */
  server(): ServerProcess;
  start(): Promise<void>;
  /** What all of its lives have printed. */
  output(): string;
  close(): Promise<void>;
}

export interface MemberOptions {
  readonly name: string;
  readonly folder: string;
  readonly postgresPort: number;
  readonly redisPort: number;
  /** That of a proxy, by which the members ask each other. */
  readonly peersPort: number;
  /** What agents are told; absent: the member itself. */
  readonly publicUrl: string | undefined;
  /** Where a proxy passes everything on to this member; absent: it is reached at its port. */
  readonly processUrl: string | undefined;
  readonly leaseMs: number;
  /** Whether its links can be cut, which costs a proxy each. */
  readonly isCuttable: boolean;
}

/** What has a process ask others over HTTP by a proxy alone. */
const throughProxy = ({ port }: Link) => ({
  NODE_USE_ENV_PROXY: '1',
  HTTP_PROXY: `http://127.0.0.1:${port}`,
  http_proxy: `http://127.0.0.1:${port}`,
  NO_PROXY: '',
  no_proxy: '',
});

/** A member that has not been started yet. Its port stays the same, so that it comes back where others look for it. */
export const createMember = async (options: MemberOptions): Promise<Member> => {
  const { name, folder, leaseMs } = options;
  const port = await freePort();
  const url = options.processUrl ?? `http://127.0.0.1:${port}`;
  const link = options.isCuttable ? openLink : directLink;
  const [postgres, redis, peers] = await Promise.all([
    link(options.postgresPort),
    link(options.redisPort),
    link(options.peersPort),
  ]);
  const lives: ServerProcess[] = [];
  const start = async (): Promise<void> => {
    const life = await startServer(port, join(folder, name), {
      AGON_SERVER_STORE: `postgres://postgres@127.0.0.1:${postgres.port}/postgres`,
      AGON_SERVER_SIGNING_KEY: join(folder, 'key.pem'),
      AGON_SERVER_PROCESS_URL: url,
      AGON_SERVER_PUBLIC_URL: options.publicUrl ?? url,
      AGON_SERVER_REDIS: `redis://127.0.0.1:${redis.port}`,
      AGON_SERVER_LEASE_MS: String(leaseMs),
      AGON_SERVER_DRAIN_MS: '2000',
      ...(options.isCuttable && throughProxy(peers)),
    });
    lives.push(life);
  };
  return {
    name,
    url,
    port,
    postgres,
    redis,
    peers,
    server: () => lives.at(-1)!,
    start,
    output: () => lives.map((life) => life.output()).join('--- started again ---\n'),
    close: async () => {
      await lives.at(-1)?.end('SIGKILL');
      postgres.close();
      redis.close();
      peers.close();
    },
  };
};
