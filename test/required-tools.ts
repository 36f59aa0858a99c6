import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Groups of tests that need programs or servers from outside; `AGON_REQUIRE` names those that must run, with commas between. */
export type ToolGroup = 'browser' | 'cluster' | 'engines' | 'python' | 'postgres';

/** Debian puts engines where no other programs are. */
const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/games', '/usr/sbin'];

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Every program of this name, in the order in which a shell would find them. */
export const findPrograms = (name: string): readonly string[] =>
  [...new Set(folders)].map((folder) => join(folder, name)).filter(isExecutable);

/** Whether these tests are skipped here, which is printed. Throws where the group is required: nothing passes by skipping. */
export const isSkipped = (group: ToolGroup, missing: readonly string[]): boolean => {
  if (missing.length === 0) return false;
  const reason = `not found: ${missing.join(', ')}`;
  if ((process.env['AGON_REQUIRE'] ?? '').split(',').includes(group))
    throw new Error(`AGON_REQUIRE names ${group}, but ${reason}`);
  console.warn(`tests of ${group} are skipped: ${reason}`);
  return true;
};
