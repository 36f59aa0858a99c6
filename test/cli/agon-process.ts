import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The program's file, for runs with other streams. */
export const agonProgram = fileURLToPath(new URL('../../clients/cli/agon.ts', import.meta.url));

/** What a run of the program came to. `code` is null where a signal ended it. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program under way, in a process of its own. */
export interface Running {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  readonly over: Promise<Ran>;
}

/** Starts `agon` in a folder, as a user without a terminal would. */
export const startAgon = (
  parameters: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Running => {
  const child = spawn(process.execPath, [agonProgram, ...parameters], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const over = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { process: child, over };
};

/** Runs `agon` to its end. */
export const runAgon = (
  parameters: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> => startAgon(parameters, folder, environment).over;

/** Lines of a stream, each once, as they come. */
export const linesOf = (stream: Readable): AsyncIterable<string> => createInterface({ input: stream });

/** JSON values, one a line. */
export const parseLines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

/** A folder that goes when the test is over. */
export const createFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'agon-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};
