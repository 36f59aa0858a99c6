import { type ChildProcess, spawn } from 'node:child_process';
import { PlayerFailure } from '../player-failure.ts';
import type { After } from '../timer.ts';
import { adoptGroup, killGroup } from './engine-group.ts';
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
  // A program may end before what it started, which keeps its pipe open.
  child.on('exit', () => killGroup(child));
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

const spawnEngine = ({ program, args }: EngineCommand) => {
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: engineEnvironment(),
    detached: true,
    windowsHide: true,
  });
  adoptGroup(child);
  // A pipe to a program that has just died breaks; its end is reported by `close`.
  child.stdin.on('error', () => {});
  return child;
};

/** Starts an engine. A program that cannot be started or dies fails what is expected of it. */
export const startProcess = (command: EngineCommand, after: After): EngineProcess => {
  const { program } = command;
  const child = spawnEngine(command);
  const waiting = createWaiting(program, after);
  let dead: PlayerFailure | undefined;
  const die = (failure: PlayerFailure): void => {
    dead ??= failure;
    waiting.fail(dead);
  };
  const gone = new Promise<void>((resolve) =>
    watchEnd(child, program, (failure) => {
      killGroup(child);
      die(failure);
      resolve();
    }),
  );
  readLines(child, waiting.take, () => {
    die(new PlayerFailure('engine-garbage', `${program} sent a line of over ${lineUnitsMax} characters.`));
    killGroup(child);
  });
  return {
    send: (line) => {
      if (dead === undefined) child.stdin.write(`${line}\n`);
    },
    expect: (what, read, ms) => (dead === undefined ? waiting.wait(what, read, ms) : Promise.reject(dead)),
    kill: () => {
      killGroup(child);
      // Whoever else holds the pipe, `close` comes once our end of it is shut.
      child.stdout.destroy();
      return gone;
    },
  };
};
