import { type ChildProcess, spawn } from 'node:child_process';
import { PlayerFailure } from '../player-failure.ts';
import type { EngineCommand } from './known-engines.ts';

/** Calls back after `ms`; returns what cancels it. */
export type After = (ms: number, callback: () => void) => () => void;

/** A running program that speaks in lines. */
export interface EngineProcess {
  send(line: string): void;
  /** The first line for which `read` gives a value; rejects with a `PlayerFailure` when it does not come in `ms`. */
  expect<T>(what: string, read: (line: string) => T | undefined, ms: number): Promise<T>;
  /** Ends the program; resolves when it is gone. */
  kill(): Promise<void>;
}

/** An engine that sends this much without a line end sends garbage. */
const lineUnitsMax = 64 * 1024;

const living = new Set<ChildProcess>();
// Without this, an engine in the middle of a search would outlive this process.
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

interface Waiter {
  readonly take: (line: string) => boolean;
  readonly fail: (failure: PlayerFailure) => void;
}

/** What an engine needs of the environment, and no more: it may hold keys of ours. */
const engineEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    ['PATH', 'HOME', 'SystemRoot', 'TEMP'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** Calls `take` with each line of `child`, and `overflow` when a line does not end. */
const readLines = (child: ChildProcess, take: (line: string) => void, overflow: () => void): void => {
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop()!;
    for (const line of lines) take(line);
    if (rest.length > lineUnitsMax) overflow();
  });
};

/** Starts an engine. A program that cannot be started or dies fails what is expected of it. */
export const startProcess = ({ program, args }: EngineCommand, after: After): EngineProcess => {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], env: engineEnvironment() });
  let waiter: Waiter | undefined;
  let dead: PlayerFailure | undefined;
  const die = (failure: PlayerFailure): void => {
    dead ??= failure;
    waiter?.fail(dead);
  };
  living.add(child);
  const gone = new Promise<void>((resolve) => {
    const end = (failure: PlayerFailure): void => {
      living.delete(child);
      die(failure);
      resolve();
    };
    child.on('error', (cause) => end(new PlayerFailure('engine-missing', `${program} could not be started.`, { cause })));
    child.on('close', (code, signal) =>
      end(new PlayerFailure('engine-crashed', `${program} ended with ${signal ?? `code ${code}`}.`)),
    );
  });
  // A pipe to a program that has just died breaks; its end is reported by `close`.
  child.stdin.on('error', () => {});
  readLines(
    child,
    (line) => waiter?.take(line),
    () => {
      die(new PlayerFailure('engine-garbage', `${program} sent a line of over ${lineUnitsMax} characters.`));
      child.kill('SIGKILL');
    },
  );
  return {
    send: (line) => {
      if (dead === undefined) child.stdin.write(`${line}\n`);
    },
    expect: (what, read, ms) =>
      new Promise((resolve, reject) => {
        if (dead !== undefined) return reject(dead);
        const finish = (): void => {
          cancel();
          waiter = undefined;
        };
        const fail = (failure: PlayerFailure): void => {
          finish();
          reject(failure);
        };
        const cancel = after(ms, () =>
          fail(new PlayerFailure('engine-silent', `${program} did not send ${what} in ${ms} ms.`)),
        );
        const take = (line: string): boolean => {
          const value = read(line);
          if (value === undefined) return false;
          finish();
          resolve(value);
          return true;
        };
        waiter = { take, fail };
      }),
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
};
