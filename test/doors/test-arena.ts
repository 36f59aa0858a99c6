import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseConfig, type Config } from '../../server/config/config.ts';
import type { LogLevel } from '../../server/log/log-levels.ts';
import { createLog } from '../../server/log/log.ts';
import { openArena, type OpenArena, type OpenOptions } from '../../server/open-arena.ts';

/** An arena on a free port, in a directory of its own, with the faults that it logged. */
export interface TestArena extends OpenArena {
  readonly url: string;
  readonly faults: readonly string[];
  /** All lines of the log, from `logLevel` on. */
  readonly logged: readonly string[];
  readonly directory: string;
  readonly post: (path: string, body: unknown, key?: string) => Promise<Response>;
  readonly createMatch: (
    request?: object,
  ) => Promise<{ readonly match: string; readonly tickets: readonly string[] }>;
}

export interface TestOptions extends Partial<Pick<OpenOptions, 'limits' | 'host' | 'makeDoors'>> {
  readonly logLevel?: LogLevel;
  readonly environment?: { readonly [name: string]: string };
  /** The data directory of an arena that was closed before. */
  readonly directory?: string;
}

const configOf = (environment: { readonly [name: string]: string }): Config => {
  const read = parseConfig({ AGON_SERVER_PORT: '0', ...environment });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.config;
};

/** A directory that goes when the test is over. */
export const createDirectory = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'agon-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
};

/** Opens a real arena; `close` is called at the end of the test unless the test did. */
export const openTestArena = async (options: TestOptions = {}): Promise<TestArena> => {
  const directory = options.directory ?? (await createDirectory());
  const logged: string[] = [];
  const faults: string[] = [];
  const write = (line: string): void => {
    logged.push(line);
    if (line.includes('"level":"error"')) faults.push(line);
  };
  const opened = await openArena({
    config: configOf({ AGON_SERVER_DATA: directory, ...options.environment }),
    version: '0.0.0-test',
    log: createLog({ level: options.logLevel ?? 'error', format: 'json', write }),
    ...(options.limits !== undefined && { limits: options.limits }),
    ...(options.host !== undefined && { host: options.host }),
    ...(options.makeDoors !== undefined && { makeDoors: options.makeDoors }),
  });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= opened.close());
  onTestFinished(close);
  const { url } = opened.server;
  const post: TestArena['post'] = (path, body, key) =>
    fetch(url + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const createMatch: TestArena['createMatch'] = async (request = {}) => {
    const response = await post('/api/matches', { game: 'kuhn-poker', seats: ['open', 'open'], ...request });
    if (response.status !== 201) throw new Error(await response.text());
    return (await response.json()) as { match: string; tickets: string[] };
  };
  return { ...opened, close, url, faults, logged, directory, post, createMatch };
};
