import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { createInlineHost } from '../../clients/agents/hosting/inline-host.ts';
import { createArena } from '../../clients/sdk/arena.ts';
import { openTestArena, type TestArena } from '../doors/test-arena.ts';
import { findPython } from './find-python.ts';

const python = findPython();
const folder = fileURLToPath(new URL('../../clients/python/', import.meta.url));
const scenarios = fileURLToPath(new URL('client.py', import.meta.url));

/** A program that uses agon.py: its JSON lines as they come, and how it ended. */
const start = (parameters: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
  const child = spawn(python.program!, parameters, {
    env: { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    next: async (): Promise<string> => {
      const line = await lines.next();
      if (line.done === true) throw new Error(`the program ended: ${stderr}`);
      return line.value;
    },
  };
};

const scenario = async (
  arena: TestArena,
  ...parameters: readonly string[]
): Promise<Record<string, unknown>> =>
  JSON.parse(await start([scenarios, arena.url, ...parameters]).next()) as Record<string, unknown>;

const kuhnTicket = async (arena: TestArena): Promise<string> => {
  const { tickets } = await arena.createMatch({ seats: ['open', 'bot:random'], clock: 'bot' });
  return tickets[0]!;
};

/** A door that answers no ping, as that of a process which stands still. */
const openDoor = async (onConnection: (socket: WebSocket) => void): Promise<string> => {
  const server = new WebSocketServer({ port: 0, path: '/v1/play', autoPong: false });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  server.on('connection', onConnection);
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

describe.skipIf(python.isSkipped)('agon.py', () => {
  test('plays by ticket, answers a refusal, and cuts what a frame cannot hold', async () => {
    const arena = await openTestArena({ host: createInlineHost() });
    const { end, refusals } = await scenario(arena, 'ticket', await kuhnTicket(arena));
    expect(end).toMatchObject({ termination: 'normal', fault: null });
    expect(refusals).toEqual([['unparsable', 2]]);
    expect(await scenario(arena, 'slow', await kuhnTicket(arena))).toMatchObject({
      end: { termination: 'normal' },
    });
  });

  test('goes where the arena sends it, and back where nobody is there', async () => {
    const arena = await openTestArena({ host: createInlineHost() });
    const doors = ['ws://127.0.0.1:9/v1/play', `${arena.url.replace('http', 'ws')}/v1/play`];
    const url = await openDoor((socket) => {
      socket.once('message', () => {
        socket.send(JSON.stringify({ type: 'moved', url: doors.shift()! }));
        socket.close(4010);
      });
    });
    const line = await start([scenarios, url, 'slow', await kuhnTicket(arena)]).next();
    expect(JSON.parse(line)).toMatchObject({ end: { termination: 'normal' } });
    expect(doors).toEqual([]);
  });

  test('leaves a process that gives no sign of life', async () => {
    const arena = await openTestArena({ host: createInlineHost() });
    let connections = 0;
    const url = await openDoor((socket) => {
      connections += 1;
      const isFirst = connections === 1;
      socket.once('message', () =>
        socket.send(
          JSON.stringify(
            isFirst
              ? { type: 'welcome', last: null }
              : { type: 'moved', url: `${arena.url.replace('http', 'ws')}/v1/play` },
          ),
        ),
      );
      if (!isFirst) socket.once('message', () => socket.close(4010));
    });
    const line = await start([scenarios, url, 'silence', await kuhnTicket(arena)]).next();
    expect(JSON.parse(line)).toMatchObject({ end: { termination: 'normal', fault: null } });
    expect(connections).toBe(2);
    // By itself the library would take twice as long to notice.
  }, 20_000);

  test('says what to do about everything that goes wrong', async () => {
    const arena = await openTestArena({ host: createInlineHost() });
    const { told } = await scenario(arena, 'fail', await kuhnTicket(arena));
    expect(told).toEqual([
      ['bad-ticket', expect.stringMatching(/Use the ticket/)],
      ['bad-key', expect.stringMatching(/Check the key/)],
      ['unknown-game', expect.stringMatching(/GET \/api\/games/)],
      ['arena-unreachable', expect.stringMatching(/agon serve/)],
      ['ValueError', expect.stringMatching(/such as http/)],
      ['ZeroDivisionError', 'division by zero'],
    ]);
  });

  test.each([
    ['waits to dial again', 'wait', 1],
    ['dials again', 'connect', 2],
  ])('raises what its player raised while it %s', async (_, moment, connections) => {
    const turn = { turn: 1, view: {}, text: '', deadline: { moveMs: 60_000, bankMs: 0 }, attemptsLeft: 3 };
    let sockets = 0;
    const url = await openDoor((socket) => {
      sockets += 1;
      const isFirst = sockets === 1;
      socket.once('message', () => {
        socket.send(JSON.stringify({ type: 'welcome', last: null }));
        socket.send(JSON.stringify({ type: 'turn', ...turn }));
        if (isFirst) socket.close(1001);
      });
    });
    const line = await start([scenarios, url, 'fail-away', moment]).next();
    expect(JSON.parse(line)).toEqual({ told: moment, connections });
  });

  test.each([
    ['by another program', (lobby: WebSocket) => lobby.close(4011), 'replaced'],
    [
      'by a refusal',
      (lobby: WebSocket) =>
        lobby.send(JSON.stringify({ type: 'error', code: 'too-many-sockets', message: 'Full.', hint: '' })),
      'too-many-sockets',
    ],
  ])('turned out of the lobby %s, it plays its matches to their end', async (_, turnOut, code) => {
    const invite = { type: 'invite', match: 'm1', seat: 0, game: 'kuhn-poker', ticket: 'm1.0.ticket' };
    const turn = { turn: 1, view: {}, text: '', deadline: { moveMs: 60_000, bankMs: 0 }, attemptsLeft: 3 };
    let lobby: WebSocket | undefined;
    const playSeat = (socket: WebSocket): void => {
      socket.send(JSON.stringify({ type: 'welcome', last: null }));
      turnOut(lobby!);
      // Whoever leaves its matches with the lobby does so before this.
      lobby!.once('close', () => socket.send(JSON.stringify({ type: 'turn', ...turn, legal: ['bet'] })));
      socket.once('message', () => socket.send(JSON.stringify({ type: 'end', termination: 'normal' })));
    };
    const url = await openDoor((socket) => {
      socket.once('message', (hello: Buffer) => {
        const { ticket } = JSON.parse(hello.toString()) as { ticket?: string };
        if (ticket !== undefined) return playSeat(socket);
        lobby = socket;
        socket.send(JSON.stringify({ type: 'entered' }));
        socket.send(JSON.stringify(invite));
      });
    });
    const line = await start([scenarios, url, 'turned-out', 'key']).next();
    expect(JSON.parse(line)).toEqual({ ended: [['m1', 'normal', null]], raised: code });
  });

  test('stands by, and plays on through a restart of the arena', async () => {
    const arena = await openTestArena();
    const made = (await scenario(arena, 'register', 'ada')) as Record<'agent' | 'key' | 'owner_key', string>;
    const program = start([scenarios, arena.url, 'stand-by', made.key, '2']);
    const owner = createArena({ url: arena.url, key: made.owner_key });
    const first = await owner.createMatch({ game: 'kuhn-poker', seats: [`agent:${made.agent}`, 'open'] });
    const second = await owner.createMatch({ game: 'tic-tac-toe', seats: [`agent:${made.agent}`, 'open'] });
    const opponents = [first, second].map(({ tickets }) =>
      owner.play(tickets[1]!, { player: ({ legal }) => ({ action: legal![0]! }) }),
    );
    expect(JSON.parse(await program.next())).toEqual({ turn: 3 });
    await arena.close();
    await openTestArena({
      directory: arena.directory,
      environment: { AGON_SERVER_PORT: new URL(arena.url).port },
    });
    for (const end of await Promise.all(opponents)) expect(end).toMatchObject({ termination: 'normal' });
    let line = JSON.parse(await program.next()) as { ended?: readonly object[] };
    while (line.ended === undefined) line = JSON.parse(await program.next()) as typeof line;
    expect(line.ended).toHaveLength(2);
    for (const one of line.ended) expect(one).toMatchObject({ termination: 'normal', failure: 'None' });
  });

  test('plays both seats of a match against itself', async () => {
    const arena = await openTestArena();
    const made = (await scenario(arena, 'register', 'ada')) as Record<'agent' | 'key' | 'owner_key', string>;
    const program = start([scenarios, arena.url, 'stand-by', made.key, '2']);
    const owner = createArena({ url: arena.url, key: made.owner_key });
    const seats = [`agent:${made.agent}`, `agent:${made.agent}`];
    const { match } = await owner.createMatch({ game: 'tic-tac-toe', seats });
    const one = { match, termination: 'normal', failure: 'None' };
    expect(JSON.parse(await program.next())).toEqual({ ended: [one, one] });
  });

  test('the example plays what it is invited to', async () => {
    const arena = await openTestArena({ host: createInlineHost() });
    const made = (await scenario(arena, 'register', 'ada')) as Record<'agent' | 'key' | 'owner_key', string>;
    const program = start([`${folder}example.py`], { AGON_URL: arena.url, AGON_KEY: made.key });
    const owner = createArena({ url: arena.url, key: made.owner_key });
    for (const game of ['chess', 'kuhn-poker'])
      await owner.createMatch({ game, seats: [`agent:${made.agent}`, 'bot:random'] });
    const lines = [await program.next(), await program.next()].toSorted();
    expect(lines[0]).toMatch(/^chess m\w+: normal /);
    expect(lines[1]).toMatch(/^kuhn-poker m\w+: normal /);
  });
});
