import { join } from 'node:path';
import { startCluster } from '../test/cluster/arena-cluster.ts';
import { freePort } from '../test/crash/free-port.ts';
import { startServer } from '../test/crash/server-process.ts';

/** A real arena, as `agon serve` starts its processes, with databases of its own. */
export interface MeasuredArena {
  readonly name: string;
  /** Where each of its processes is reached. */
  readonly urls: readonly string[];
  /** Ids of the processes, by what they do. */
  readonly pids: {
    readonly arenas: readonly number[];
    readonly postgres: readonly number[];
    readonly redis: readonly number[];
  };
  /** Ends every process of it and removes every file. */
  close(): Promise<void>;
}

export type OpenArena = (directory: string) => Promise<MeasuredArena>;

/** One process with its log in SQLite, every commit synced. */
export const openOnSqlite: OpenArena = async (directory) => {
  const server = await startServer(await freePort(), join(directory, 'sqlite'));
  return {
    name: 'one on SQLite',
    urls: [server.url],
    pids: { arenas: [server.pid], postgres: [], redis: [] },
    close: async () => void (await server.end('SIGKILL')),
  };
};

const leaseMs = 3_000;

/** So many processes on one PostgreSQL and one Redis; nothing stands between any of them. */
export const openOnPostgres =
  (name: string, size: number): OpenArena =>
  async () => {
    const cluster = await startCluster({ size, leaseMs, front: 'direct' });
    const { members, postgres, redis } = cluster;
    return {
      name,
      urls: members.map(({ url }) => url),
      pids: {
        arenas: members.map((member) => member.server().pid),
        postgres: [postgres.pid()],
        redis: [redis.pid()],
      },
      close: () => cluster.close(),
    };
  };
