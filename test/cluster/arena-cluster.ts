import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createSigningKey } from '../../replays/stores/signing-key.ts';
import { freePort } from '../crash/free-port.ts';
import { openBalancer } from './balancer.ts';
import { openForwardProxy } from './forward-proxy.ts';
import { createMember, type Member } from './member.ts';
import { createNginxService } from './nginx-service.ts';
import { createPostgresService, type PostgresService } from './postgres-service.ts';
import { createRedisService, type RedisService } from './redis-service.ts';

/** Processes of an arena with all that they need, and nothing that belongs to anybody else. */
export interface ArenaCluster {
  /** The one address that agents know; the first member's where nothing stands before them. */
  readonly url: string;
  readonly members: readonly Member[];
  readonly postgres: PostgresService;
  readonly redis: RedisService;
  readonly storeUrl: string;
  /** The unfinished matches that a member plays, or all of them. */
  matchesOf(member: Member | undefined): Promise<readonly string[]>;
  /** Ends every process and removes every file. */
  close(): Promise<void>;
}

export interface ClusterOptions {
  readonly size: number;
  readonly leaseMs: number;
  /**
   * The proxy of the deployment before two members, or plain connections before any number. `direct`: nothing stands
   * before them, nor between them and their databases.
   */
  readonly front: 'nginx' | 'balancer' | 'direct';
}

/** What stands before the members: its address, if it has one, and where each of them is reached. */
interface Front {
  readonly url: string | undefined;
  readonly urlOf: (member: number) => string | undefined;
  open(members: readonly Member[]): Promise<void>;
  close(): Promise<void>;
}

const loopback = (port: number): string => `127.0.0.1:${port}`;

const createNginxFront = async (folder: string): Promise<Front> => {
  const [all, first, second] = [
    loopback(await freePort()),
    loopback(await freePort()),
    loopback(await freePort()),
  ];
  let stop = async (): Promise<void> => {};
  return {
    url: `http://${all}`,
    urlOf: (member) => `http://${member === 0 ? first : second}`,
    open: async ([one, two]) => {
      const nginx = await createNginxService(folder, {
        ARENA_1: loopback(one!.port),
        ARENA_2: loopback(two!.port),
        LISTEN: all,
        LISTEN_1: first,
        LISTEN_2: second,
      });
      stop = () => nginx.stop('SIGQUIT');
      await nginx.start();
    },
    close: () => stop(),
  };
};

const createBalancerFront = async (members: readonly Member[]): Promise<Front> => {
  const balancer = await openBalancer(() => members.map(({ url }) => url));
  return {
    url: balancer.url,
    urlOf: () => undefined,
    open: async () => {},
    close: async () => balancer.close(),
  };
};

const noFront: Front = {
  url: undefined,
  urlOf: () => undefined,
  open: async () => {},
  close: async () => {},
};

const openFront = (
  kind: ClusterOptions['front'],
  folder: string,
  members: readonly Member[],
): Front | Promise<Front> => {
  switch (kind) {
    case 'nginx':
      return createNginxFront(join(folder, 'nginx'));
    case 'balancer':
      return createBalancerFront(members);
    case 'direct':
      return noFront;
  }
};

const writeKey = async (path: string): Promise<void> => {
  const pem = createSigningKey().privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  await writeFile(path, pem, { mode: 0o600 });
};

const ownedSql = `SELECT match FROM agon.matches JOIN agon.members ON members.id = owner
  WHERE status = 'running' AND ($1::text IS NULL OR url = $1)`;

const matchesIn = async (storeUrl: string, url: string | null): Promise<readonly string[]> => {
  const client = new pg.Client({ connectionString: storeUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<{ match: string }>(ownedSql, [url])).rows.map(({ match }) => match);
  } finally {
    await client.end();
  }
};

/** Starts databases, members and an address before them. */
export const startCluster = async ({ size, leaseMs, front: kind }: ClusterOptions): Promise<ArenaCluster> => {
  const folder = await mkdtemp(join(tmpdir(), 'agon-cluster-'));
  // The database runs as another user, who has to get to its folder.
  await chmod(folder, 0o711);
  const data = join(folder, 'members');
  await mkdir(data, { mode: 0o700 });
  await writeKey(join(data, 'key.pem'));
  const members: Member[] = [];
  const postgres = await createPostgresService(join(folder, 'postgres'));
  const redis = await createRedisService();
  const proxy = await openForwardProxy();
  const front = await openFront(kind, folder, members);
  const close = async (): Promise<void> => {
    await front.close();
    await Promise.all(members.map((member) => member.close()));
    proxy.close();
    await Promise.all([postgres.stop('SIGQUIT'), redis.stop('SIGKILL')]);
    await rm(folder, { recursive: true, force: true });
  };
  const open = async (): Promise<void> => {
    await Promise.all([postgres.start(), redis.start()]);
    for (let at = 0; at < size; at++)
      members.push(
        await createMember({
          name: `arena-${at + 1}`,
          folder: data,
          postgresPort: postgres.port,
          redisPort: redis.port,
          peersPort: proxy.port,
          publicUrl: front.url,
          processUrl: front.urlOf(at),
          leaseMs,
          isCuttable: kind !== 'direct',
        }),
      );
    await front.open(members);
    for (const member of members) await member.start();
  };
  await open().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const storeUrl = `postgres://postgres@127.0.0.1:${postgres.port}/postgres`;
  return {
    url: front.url ?? members[0]!.url,
    members,
    postgres,
    redis,
    storeUrl,
    matchesOf: (member) => matchesIn(storeUrl, member?.url ?? null),
    close,
  };
};
