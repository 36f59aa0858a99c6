import { spawn } from 'node:child_process';
import { usageError } from '../cli-error.ts';

/** A program that plays. */
export interface Launched {
  /** Resolves with the exit status, null where a signal ended it. */
  readonly exited: Promise<number | null>;
  /** The last line that it wrote to its standard error. */
  lastWords(): string;
  stop(): void;
}

/** Starts the agent with these variables in its environment. */
export type Launch = (environment: Readonly<Record<string, string>>) => Launched;

const keptUnits = 4000;

/** With these a shell says that there is no such program, or that it may not be run. */
const shellStatuses: readonly (number | null)[] = [126, 127];

/** Throws where the shell could not start the program: that is no fault of an agent. */
export const refuseBadCommand = (status: number | null, launched: Launched): void => {
  if (!shellStatuses.includes(status)) return;
  throw usageError(
    'bad-command',
    `The command does not start: ${launched.lastWords()}`,
    'Try it by hand in this folder; the checks run it as a shell would.',
  );
};

/** Starts agents by a command line, as a shell reads it. */
export const commandLauncher =
  (command: string): Launch =>
  (environment) => {
    const child = spawn(command, {
      shell: true,
      // A group of its own, so that the shell's children end with it.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...environment },
    });
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => (stderr = (stderr + text.toString()).slice(-keptUnits)));
    const exited = new Promise<number | null>((resolve) => {
      child.on('error', () => resolve(null));
      child.on('close', (code) => resolve(code));
    });
    return {
      exited,
      lastWords: () => stderr.trim().split('\n').at(-1) ?? '',
      stop: () => {
        if (child.pid === undefined || child.exitCode !== null) return;
        try {
          process.kill(-child.pid, 'SIGKILL');
        } catch {
          // It has ended in this moment.
        }
      },
    };
  };
