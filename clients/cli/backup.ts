import { statSync } from 'node:fs';
import { backupDatabase } from '../../replays/stores/sqlite-backup.ts';
import { databaseIn, openDatabaseView } from './database.ts';
import type { CommonOptions } from './options.ts';
import { createOutput } from './output.ts';

export interface BackupOptions extends CommonOptions {
  readonly data: string;
}

/** `agon backup`. */
export const backup = async (out: string, options: BackupOptions): Promise<void> => {
  const output = createOutput(options.json === true);
  const path = databaseIn(options.data);
  // Refuses what is none of this program's before anything is copied.
  openDatabaseView(path).close();
  await backupDatabase(path, out);
  const { size: bytes } = statSync(out);
  output.data({ from: path, out, bytes });
  output.text(`Copied ${path} to ${out} (${bytes} bytes).`);
};
