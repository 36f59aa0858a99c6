import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../clients/cli/agon.ts', import.meta.url));

/** Runs the command line in `folder` as a user would, in a process of its own. Rejects where it exits with a failure. */
export const runAgon = (
  args: readonly string[],
  folder: string,
): Promise<{ readonly stdout: string; readonly stderr: string }> =>
  promisify(execFile)(process.execPath, [program, ...args], { cwd: folder, maxBuffer: 16 * 1024 * 1024 });
