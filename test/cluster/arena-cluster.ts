import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createSigningKey } from '../../replays/stores/signing-key.ts';
import { type Balancer, openBalancer } from './balancer.ts';
import { createMember, type Member } from './member.ts';
import { createPostgresService, type PostgresService } from './postgres-service.ts';
import { createRedisService, type RedisService } from './redis-service.ts';

/** Processes of an arena with all that they need, and nothing that belongs to anybody else. */
export interface ArenaCluster {
  /** The one address that agents know. */
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

const writeKey = async (path: string): Promise<void> => {
  const pem = createSigningKey().privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  await writeFile(path, pem, { mode: 0o600 });
};

const ownedSql = `SELECT match FROM agon.matches JOIN agon.members ON members.id = owner
  WHERE status = 'running' AND ($1::text IS NULL OR url = $1)`;

/** Starts databases, members and an address before them. */
export const startCluster = async (size: number, leaseMs: number): Promise<ArenaCluster> => {
  const folder = await mkdtemp(join(tmpdir(), 'agon-cluster-'));
  // The database runs as another user, who has to get to its folder.
  await mkdir(join(folder, 'members'), { mode: 0o700 });
  await chmod(folder, 0o711);
  const members: Member[] = [];
  const postgres = await createPostgresService(join(folder, 'postgres'));
  const redis = await createRedisService();
  let balancer: Balancer | undefined;
  const close = async (): Promise<void> => {
    balancer?.close();
    await Promise.all(members.map((member) => member.close()));
    await Promise.all([postgres.stop('SIGQUIT'), redis.stop('SIGKILL')]);
    await rm(folder, { recursive: true, force: true });
  };
  const open = async (): Promise<Balancer> => {
    await Promise.all([postgres.start(), redis.start(), writeKey(join(folder, 'members', 'key.pem'))]);
    const front = await openBalancer(() => members.map((member) => member.url));
    balancer = front;
    for (let at = 0; at < size; at++)
      members.push(
        await createMember({
          name: `arena-${at + 1}`,
          folder: join(folder, 'members'),
          postgresPort: postgres.port,
          redisPort: redis.port,
          publicUrl: () => front.url,
          leaseMs,
        }),
      );
    for (const member of members) await member.start();
    return front;
  };
  const { url } = await open().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const storeUrl = `postgres://postgres@127.0.0.1:${postgres.port}/postgres`;
  return {
    url,
    members,
    postgres,
    redis,
    storeUrl,
    matchesOf: async (member) => {
      const client = new pg.Client({ connectionString: storeUrl });
      client.on('error', () => {});
      await client.connect();
      const { rows } = await client.query<{ match: string }>(ownedSql, [member?.url ?? null]);
      await client.end();
      return rows.map(({ match }) => match);
    },
    close,
  };
};
