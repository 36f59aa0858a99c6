import { type ChildProcess, spawn } from 'node:child_process';
import { PlayerFailure } from '../player-failure.ts';
import type { After } from '../timer.ts';
import type { EngineCommand } from './known-engines.ts';

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
  readonly take: (line: string) => void;
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

/** Calls `end` once, when the program is gone or could not be started. */
const watchEnd = (child: ChildProcess, program: string, end: (failure: PlayerFailure) => void): void => {
  child.on('error', (cause) =>
    end(new PlayerFailure('engine-missing', `${program} could not be started.`, { cause })),
  );
  child.on('close', (code, signal) =>
    end(new PlayerFailure('engine-crashed', `${program} ended with ${signal ?? `code ${code}`}.`)),
  );
};

/** Who waits for a line, if anybody: one at a time. */
const createWaiting = (program: string, after: After) => {
  let waiter: Waiter | undefined;
  return {
    take: (line: string): void => waiter?.take(line),
    fail: (failure: PlayerFailure): void => waiter?.fail(failure),
    wait: <T>(what: string, read: (line: string) => T | undefined, ms: number): Promise<T> =>
      new Promise((resolve, reject) => {
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
        const take = (line: string): void => {
          const value = read(line);
          if (value === undefined) return;
          finish();
          resolve(value);
        };
        waiter = { take, fail };
      }),
  };
};

/** Starts an engine. A program that cannot be started or dies fails what is expected of it. */
export const startProcess = ({ program, args }: EngineCommand, after: After): EngineProcess => {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], env: engineEnvironment() });
  const waiting = createWaiting(program, after);
  let dead: PlayerFailure | undefined;
  const die = (failure: PlayerFailure): void => {
    dead ??= failure;
    waiting.fail(dead);
  };
  living.add(child);
  const gone = new Promise<void>((resolve) =>
    watchEnd(child, program, (failure) => {
      living.delete(child);
      die(failure);
      resolve();
    }),
  );
  // A pipe to a program that has just died breaks; its end is reported by `close`.
  child.stdin.on('error', () => {});
  readLines(child, waiting.take, () => {
    die(new PlayerFailure('engine-garbage', `${program} sent a line of over ${lineUnitsMax} characters.`));
    child.kill('SIGKILL');
  });
  return {
    send: (line) => {
      if (dead === undefined) child.stdin.write(`${line}\n`);
    },
    expect: (what, read, ms) => (dead === undefined ? waiting.wait(what, read, ms) : Promise.reject(dead)),
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
};
