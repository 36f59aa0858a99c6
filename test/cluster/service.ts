import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program that serves others, in a process that may be stopped and started again. */
export interface Service {
  /** The id of the process that runs now. */
  pid(): number;
  /** Starts it, and resolves once it answers. */
  start(): Promise<void>;
  /** Ends it by a signal and resolves when it is gone. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

interface ServiceOptions {
  readonly command: string;
  readonly parameters: readonly string[];
  /** Whose process it is, where not everybody may run it. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  readonly isAnswering: () => Promise<boolean>;
}

const lookMs = 50;

/** A service of a command that stays in the foreground. */
export const createService = ({ command, parameters, user, isAnswering }: ServiceOptions): Service => {
  let child: ChildProcess | undefined;
  return {
    pid: () => child!.pid!,
    start: async () => {
      const started = spawn(command, parameters, { stdio: 'ignore', ...user });
      child = started;
      let failure: Error | undefined;
      started.once('error', (error) => (failure = error));
      while (!(await isAnswering())) {
        if (failure !== undefined || started.exitCode !== null)
          throw new Error(`${command} ended before it answered`, { cause: failure });
        await new Promise((resolve) => setTimeout(resolve, lookMs));
      }
    },
    stop: async (signal) => {
      const ended = child;
      child = undefined;
      if (ended === undefined || ended.exitCode !== null || ended.signalCode !== null) return;
      const gone = once(ended, 'exit');
      ended.kill(signal);
      await gone;
    },
  };
};
