import { execFile } from 'node:child_process';
import { chown, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../crash/free-port.ts';
import { createService, type Service } from './service.ts';

const run = promisify(execFile);

/** A database server of one run's own. */
export interface PostgresService extends Service {
  readonly port: number;
}

/** Where Debian puts the programs of each version. */
const versionsFolder = '/usr/lib/postgresql';

/** The folder of the newest server's programs; undefined where none is installed. */
export const findPostgresPrograms = async (): Promise<string | undefined> => {
  const names = await readdir(versionsFolder).catch(() => []);
  const [newest] = names.map(Number).sort((a, b) => b - a);
  return newest === undefined ? undefined : join(versionsFolder, String(newest), 'bin');
};

/** The database refuses to run as root. */
const findUser = async (): Promise<{ uid: number; gid: number } | undefined> => {
  if (process.getuid?.() !== 0) return undefined;
  const line = /^postgres:[^:]*:(\d+):(\d+):/m.exec(await readFile('/etc/passwd', 'utf8'));
  if (line === null) throw new Error('root cannot run PostgreSQL, and there is no user postgres');
  return { uid: Number(line[1]), gid: Number(line[2]) };
};

/** Makes an empty database cluster in a folder, with commits that wait for the disk, as an operator's do. */
export const createPostgresService = async (folder: string): Promise<PostgresService> => {
  const [bin, user, port] = await Promise.all([findPostgresPrograms(), findUser(), freePort()]);
  if (bin === undefined) throw new Error(`PostgreSQL is not installed in ${versionsFolder}`);
  await mkdir(folder, { mode: 0o700 });
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  await run(join(bin, 'initdb'), ['-A', 'trust', '-U', 'postgres', '-D', folder], { cwd: '/', ...user });
  const isAnswering = async (): Promise<boolean> => {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('SELECT 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => {});
    }
  };
  const parameters = ['-D', folder, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'];
  const service = createService({
    command: join(bin, 'postgres'),
    parameters: [...parameters, '-c', 'unix_socket_directories='],
    user,
    isAnswering,
  });
  return { ...service, port };
};
