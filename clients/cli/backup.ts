import { statSync } from 'node:fs';
import { backupDatabase } from '../../replays/stores/sqlite-backup.ts';
import { environmentError } from './cli-error.ts';
import { databaseIn, openDatabaseView } from './database.ts';
import { showPaths } from './log-places.ts';
import type { CommonOptions } from './options.ts';
import { createOutput } from './output.ts';
import { readServerConfig, type ServerFlags } from './server-config.ts';

export type BackupOptions = CommonOptions & Pick<ServerFlags, 'config' | 'data'>;

/** `agon backup`. */
export const backup = async (out: string, options: BackupOptions): Promise<void> => {
  const output = createOutput(options.json === true);
  const { dataDirectory, storeUrl } = await readServerConfig(options);
  if (storeUrl !== undefined)
    throw environmentError(
      'backup-unsupported',
      `The server that is configured here keeps its logs and accounts at ${showPaths([storeUrl])}.`,
      'Copy it with pg_dump, which makes a consistent copy while servers run, and keep a copy of the signing key.',
    );
  const path = databaseIn(dataDirectory);
  // Refuses what is none of this program's before anything is copied.
  openDatabaseView(path).close();
  await backupDatabase(path, out);
  const { size: bytes } = statSync(out);
  output.data({ from: path, out, bytes });
  output.text(`Copied ${path} to ${out} (${bytes} bytes).`);
};
