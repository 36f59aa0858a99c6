import { fork } from 'node:child_process';

interface Question {
  readonly id: number;
  readonly name: string;
  readonly parameter: unknown;
}

type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

/** A program of its own, so that its CPU time and its memory are nobody else's. */
export interface Child {
  readonly pid: number;
  /** Asks the child for what one of its handlers answers. */
  ask<T>(name: string, parameter?: unknown): Promise<T>;
  /** Ends the child and waits until it is gone. */
  end(): Promise<void>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export interface ChildOptions {
  /** Parameters of the program. */
  readonly parameters?: readonly string[];
  /** Options of Node. */
  readonly nodeOptions?: readonly string[];
  /** What becomes of the child's standard output; errors always go to the terminal. */
  readonly output?: 'inherit' | 'ignore';
}

/** A question that waits longer than this has hung: that is a failure, and no slow figure. */
const answerMsMax = 60_000;

/** Starts a program that calls `answerParent`. */
export const startChild = (file: URL, options: ChildOptions = {}): Child => {
  const child = fork(file, [...(options.parameters ?? [])], {
    execArgv: [...(options.nodeOptions ?? [])],
    stdio: ['ignore', options.output ?? 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let isEnding = false;
  const gone = new Promise<void>((resolve) =>
    child.once('exit', (code, signal) => {
      const error = new Error(`${file.pathname} ended early (${code ?? signal})`);
      for (const caller of waiting.values()) caller.reject(error);
      if (!isEnding && code !== 0) process.exitCode = 1;
      resolve();
    }),
  );
  child.on('message', (answer: Answer) => {
    const caller = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) caller?.reject(new Error(answer.error));
    else caller?.resolve(answer.value);
  });
  return {
    pid: child.pid!,
    ask: <T>(name: string, parameter?: unknown) =>
      new Promise<T>((resolve, reject) => {
        const id = ++count;
        const hung = (): void => reject(new Error(`${file.pathname}: no answer to ${name}`));
        const timer = setTimeout(hung, answerMsMax);
        waiting.set(id, {
          resolve: (value) => {
            clearTimeout(timer);
            resolve(value as T);
          },
          reject: (error) => {
            clearTimeout(timer);
            reject(error);
          },
        });
        child.send({ id, name, parameter } satisfies Question);
      }),
    end: () => {
      isEnding = true;
      child.kill();
      return gone;
    },
  };
};

/** What a child answers, by the name of the question. Parameters come from this program's own parent. */
export interface Handlers {
  readonly [name: string]: (parameter: never) => unknown;
}

const answerOne = async (handlers: Handlers, { id, name, parameter }: Question): Promise<Answer> => {
  try {
    const handler = handlers[name];
    if (handler === undefined) throw new Error(`nothing answers ${name}`);
    return { id, value: await handler(parameter as never) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

/** Answers the questions of the program that started this one. */
export const answerParent = (handlers: Handlers): void => {
  process.on('disconnect', () => process.exit());
  process.on('message', (question: Question) => {
    void answerOne(handlers, question).then((answer) => process.send?.(answer));
  });
};
