import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { chess } from '../../../games/chess/game.ts';
import { stepRng } from '../../../games/rng.ts';
import type { Welcome } from '../../sdk/messages.ts';
import type { After } from '../timer.ts';
import { engineOptionsSchema } from './engine-options.ts';
import { startProcess } from './engine-process.ts';
import type { EngineCommand } from './known-engines.ts';
import { createUciPlayer } from './uci-player.ts';

const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** A running engine as a test sees it: by the connection that lives as long as it does. */
interface Tether {
  readonly started: Promise<Socket>;
  readonly ended: Promise<void>;
}

const listenForEngine = async (): Promise<{ port: number; tether: Tether }> => {
  const server = createServer();
  const started = once(server, 'connection').then(([socket]) => socket as Socket);
  const ended = started.then(
    (socket) =>
      new Promise<void>((resolve) => {
        // A killed engine may break the connection, which is an end as well.
        socket.on('error', () => {}).on('close', () => resolve());
        socket.resume();
      }),
  );
  onTestFinished(async () => {
    (await started).destroy();
    server.close();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { port: (server.address() as AddressInfo).port, tether: { started, ended } };
};

/** A fake engine behind a wrapper script, as people write them. */
const wrap = async (mode: string, script = '"$@"; exit $?') => {
  const { port, tether } = await listenForEngine();
  const engine = [process.execPath, pathOf('fake-engine.ts'), mode, '', `${port}`];
  const command: EngineCommand = { program: '/bin/sh', args: ['-c', script, 'sh', ...engine] };
  return { command, tether };
};

/** A player of `command`, asked for a move; `begun` resolves at its wait of this number, counted from 1. */
const ask = (command: EngineCommand, wait: number) => {
  let waits = 0;
  const begun = Promise.withResolvers<void>();
  const after: After = () => {
    waits += 1;
    if (waits === wait) begun.resolve();
    return () => {};
  };
  const player = createUciPlayer(command, engineOptionsSchema.parse({}), after);
  const view = chess.view(chess.setup(chess.defaults, stepRng('', 0)), 0);
  const turn = { turn: 1, view, text: '', news: [], deadline: { moveMs: 1000, bankMs: 0 }, attemptsLeft: 3 };
  const { signal } = new AbortController();
  const answer = Promise.resolve(player.play(turn, { welcome: {} as Welcome, signal }));
  return { player, answer, begun: begun.promise };
};

/** A program that starts an engine, and does `listen` before. */
const startProgram = (command: EngineCommand, listen = '') => {
  const code = `import { startProcess } from ${JSON.stringify(pathOf('engine-process.ts'))};
    ${listen}
    startProcess(${JSON.stringify(command)}, () => () => {});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, exited: once(child, 'exit') };
};

// There are neither wrapper scripts nor groups of processes on Windows.
describe.skipIf(process.platform === 'win32')('an engine behind a wrapper script', () => {
  test.each([
    // A start waits for uciok and readyok, and then for a move.
    ['in the middle of a search', 'silent', 3],
    ['before it has greeted', 'mute', 1],
  ])('ends with its match, %s', async (_, mode, wait) => {
    const { command, tether } = await wrap(mode);
    const { player, answer, begun } = ask(command, wait);
    const failure = answer.catch((error: unknown) => error);
    await Promise.all([tether.started, begun]);
    await player.close();
    expect(await failure).toMatchObject({ code: 'engine-crashed' });
    await tether.ended;
  });

  test('ends with the script', async () => {
    const { command, tether } = await wrap('mute', '"$@" & read line; exit 3');
    const engine = startProcess(command, () => () => {});
    await tether.started;
    engine.send('end');
    await expect(engine.expect('uciok', () => undefined, 1)).rejects.toMatchObject({
      message: '/bin/sh ended with code 3.',
    });
    await tether.ended;
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends with a program that ends by %s',
    async (signal) => {
      const { command, tether } = await wrap('silent');
      const { child, exited } = startProgram(command);
      await tether.started;
      child.kill(signal);
      expect(await exited).toEqual([null, signal]);
      await tether.ended;
    },
  );

  test('does not decide when a program ends that listens for signals, and ends with it', async () => {
    const { command, tether } = await wrap('silent');
    const listen = `process.once('SIGTERM', () => setImmediate(() => process.exit(5)));`;
    const { child, exited } = startProgram(command, listen);
    await tether.started;
    child.kill('SIGTERM');
    expect(await exited).toEqual([5, null]);
    await tether.ended;
  });
});
