import { env, exit, stdout } from 'node:process';
import { formatConfigProblem } from './config/config.ts';
import { loadConfig } from './config/load-config.ts';
import { listenForInterruption } from './interruption.ts';
import { openArena } from './open-arena.ts';
import { readVersion } from './version.ts';

/** Starts an arena from the environment, without hosted players; the command line starts one with them. */
const main = async (): Promise<void> => {
  const read = await loadConfig({ environment: env });
  if ('problems' in read) {
    for (const problem of read.problems) process.stderr.write(`${formatConfigProblem(problem)}\n`);
    exit(2);
  }
  const interruption = listenForInterruption();
  const opened = await openArena({ config: read.config, version: await readVersion() });
  if (opened.adminKey !== undefined) stdout.write(`admin key, shown only this once: ${opened.adminKey}\n`);
  stdout.write(`Agon listens on ${opened.server.url} (${opened.adopted} matches taken up)\n`);
  await interruption.arrived;
  await opened.drain();
  await opened.close();
  exit(0);
};

await main().catch((error: unknown) => {
  const code = error instanceof Error && 'code' in error ? `${String(error.code)}: ` : '';
  process.stderr.write(`${code}${error instanceof Error ? error.message : String(error)}\n`);
  exit(1);
});
