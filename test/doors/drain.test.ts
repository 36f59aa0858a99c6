import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../crash/free-port.ts';
import { connectAgent } from './json-agent.ts';
import { register } from './register.ts';
import { createDirectory, openTestArena } from './test-arena.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly closed: Promise<unknown[]>;
}

/** Starts a command that serves, and waits until it says where. */
const start = async (
  command: readonly string[],
  environment: { readonly [name: string]: string },
): Promise<Started> => {
  const [program, ...parameters] = command;
  const child = spawn(program!, parameters, {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
    // A group of its own, as a terminal gives to what it starts.
    detached: true,
  });
  const closed = once(child, 'close');
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
  });
  let told = '';
  for (;;) {
    const url = /listens on (http:\S+)/.exec(told)?.[1];
    if (url !== undefined) return { child, url, closed };
    const [text] = (await once(child.stdout, 'data')) as [Buffer];
    told += text.toString();
  }
};

const main = [process.execPath, 'server/main.ts'];

/** Asks until the server says that it is not ready; answers what it says. */
const untilNotReady = async (url: string): Promise<unknown> => {
  for (;;) {
    const answer = await fetch(`${url}/ready`);
    const body: unknown = await answer.json();
    if (answer.status === 503) return body;
  }
};

const postMatch = (url: string): Promise<Response> =>
  fetch(`${url}/api/matches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ game: 'tic-tac-toe', seats: ['open', 'open'] }),
  });

/** A match under way, with the agent whose turn it is. */
const createRunning = async (url: string) => {
  const { tickets } = (await (await postMatch(url)).json()) as { readonly tickets: readonly string[] };
  const agents = [await connectAgent(url, tickets[0]), await connectAgent(url, tickets[1])] as const;
  await agents[0].next('turn');
  return { tickets, agents };
};

test('SIGTERM: moves are played on, nothing is begun, sockets go with 1001, and the match comes back', async () => {
  const port = await freePort();
  const environment = {
    AGON_SERVER_PORT: String(port),
    AGON_SERVER_DATA: await createDirectory(),
    AGON_SERVER_DRAIN_MS: '4000',
  };
  const first = await start(main, environment);
  const { tickets, agents } = await createRunning(first.url);
  first.child.kill('SIGTERM');
  expect(await untilNotReady(first.url)).toMatchObject({ ready: false, why: ['draining'] });
  const refused = await postMatch(first.url);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('10');
  expect(await refused.json()).toMatchObject({ code: 'draining' });
  expect((await fetch(`${first.url}/health`)).status).toBe(200);
  agents[0].send({ type: 'act', turn: 1, id: 'while draining', action: 'E' });
  expect(await agents[0].next('ack')).toMatchObject({ id: 'while draining' });
  for (const { closed } of agents) expect(await closed).toMatchObject({ code: 1001 });
  expect(await first.closed).toEqual([0, null]);

  const second = await start(main, environment);
  const mover = await connectAgent(second.url, tickets[0]);
  expect(await mover.next('welcome')).toMatchObject({ last: { turn: 1, id: 'while draining' } });
  const other = await connectAgent(second.url, tickets[1]);
  expect(await other.next('turn')).toMatchObject({ turn: 2 });
  second.child.kill('SIGTERM');
  other.send({ type: 'resign' });
  // Nobody is at play any more, so nothing is waited for.
  expect(await mover.next('end')).toMatchObject({ termination: 'resign' });
  expect(await second.closed).toEqual([0, null]);
});

test('a second signal ends the process at once', async () => {
  const { child, url, closed } = await start(main, {
    AGON_SERVER_PORT: '0',
    AGON_SERVER_DATA: await createDirectory(),
    AGON_SERVER_DRAIN_MS: '3600000',
  });
  await createRunning(url);
  child.kill('SIGTERM');
  await untilNotReady(url);
  // One that comes with the first is taken for its echo.
  const again = setInterval(() => child.kill('SIGTERM'), 50);
  expect(await closed).toEqual([null, 'SIGTERM']);
  clearInterval(again);
});

test.each([
  ['SIGTERM to npm', (pid: number) => process.kill(pid, 'SIGTERM')],
  ['SIGINT from a terminal, to npm and to the server', (pid: number) => process.kill(-pid, 'SIGINT')],
])('npm start passes a signal on: %s', async (_, kill) => {
  const { child, url, closed } = await start(['npm', 'start'], {
    AGON_SERVER_PORT: '0',
    AGON_SERVER_DATA: await createDirectory(),
    HOME: await createDirectory(),
  });
  kill(child.pid!);
  await closed;
  await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed');
});

test('an arena that drains invites nobody, and one without players drains at once', async () => {
  const arena = await openTestArena({ environment: { AGON_SERVER_DRAIN_MS: '3600000' } });
  const { agent, agentKey, key } = await register(arena, 'ann');
  const request = { game: 'kuhn-poker', seats: [`agent:${agent}`, 'open'] };
  expect((await arena.post('/api/matches', request, key)).status).toBe(201);
  await arena.drain();
  const socket = await connectAgent(arena.url);
  socket.send({ type: 'hello', protocol: 1, key: agentKey });
  socket.send({ type: 'enter', games: ['kuhn-poker'] });
  await socket.next('entered');
  socket.send({ type: 'enter', games: ['no such game'] });
  await socket.next('error');
  expect(socket.all.map(({ type }) => type)).toEqual(['entered', 'error']);
});
