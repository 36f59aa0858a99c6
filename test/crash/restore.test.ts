import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Verdict } from '../../replays/verdict.ts';
import { createFolder, parseLines, runAgon } from '../cli/agon-process.ts';
import { connectAgent } from '../doors/json-agent.ts';
import { freePort } from './free-port.ts';
import { loadMatch } from './load.ts';
import { startServer, type ServerProcess } from './server-process.ts';

const cup = {
  name: 'cup',
  games: [{ id: 'tic-tac-toe' }],
  players: [{ player: 'bot:random' }, { player: 'bot:greedy' }],
  schedule: { kind: 'round-robin', pairs: 5_000 },
  clock: 'llm',
  concurrency: 4,
};

const start = async (data: string): Promise<ServerProcess> => {
  const server = await startServer(await freePort(), data);
  onTestFinished(async () => void (await server.end('SIGKILL')));
  return server;
};

const send = async <T>(
  { url }: ServerProcess,
  method: string,
  path: string,
  body?: unknown,
  key?: string,
): Promise<T> => {
  const answer = await fetch(url + path, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
};

/** An owner, an unfinished match with an acknowledged move, and a tournament under way: what must come back. */
const furnish = async (server: ServerProcess) => {
  const { key } = await send<{ key: string }>(server, 'POST', '/api/owners', { name: 'ann' });
  const { tickets } = await send<{ tickets: string[] }>(server, 'POST', '/api/matches', {
    game: 'tic-tac-toe',
    seats: ['open', 'open'],
  });
  const [mover] = [await connectAgent(server.url, tickets[0]), await connectAgent(server.url, tickets[1])];
  await mover.next('turn');
  mover.send({ type: 'act', turn: 1, id: 'before the backup', action: 'E' });
  await mover.next('ack');
  const { id } = await send<{ id: string }>(server, 'POST', '/api/tournaments', cup, key);
  return { key, tickets, tournament: id };
};

test(
  'a backup that is made under load is a server: logs, accounts, tournaments and unfinished matches come back',
  { timeout: 120_000 },
  async () => {
    const folder = await createFolder();
    const [data, restored] = [join(folder, 'data'), join(folder, 'restored')];
    const first = await start(data);
    const { key, tickets, tournament } = await furnish(first);
    let acks = 0;
    let wake = (): void => {};
    for (let at = 0; at < 6; at++)
      void loadMatch(first.url, at, 'llm', () => {
        acks += 1;
        wake();
      });
    const played = async (until: number): Promise<void> => {
      while (acks < until) await new Promise<void>((resolve) => (wake = resolve));
    };
    await played(100);
    await mkdir(restored);
    expect((await runAgon(['backup', '--data', data, join(restored, 'agon.sqlite')], folder)).code).toBe(0);
    // The load went on while the copy was made.
    await played(acks + 1);
    await first.end('SIGKILL');
    await copyFile(join(data, 'signing-key.pem'), join(restored, 'signing-key.pem'));

    const verified = await runAgon(['verify', restored, '--strict', '--json'], folder);
    expect(verified.code, verified.stderr).toBe(0);
    const verdicts = parseLines(verified.stdout) as Verdict[];
    expect(verdicts.filter(({ status }) => status === 'unfinished').length).toBeGreaterThan(0);

    const second = await start(restored);
    await send(second, 'POST', '/api/agents', { name: 'ann-bot' }, key);
    const [mover, other] = [
      await connectAgent(second.url, tickets[0]),
      await connectAgent(second.url, tickets[1]),
    ];
    expect(await mover.next('welcome')).toMatchObject({ last: { turn: 1, id: 'before the backup' } });
    expect(await other.next('turn')).toMatchObject({ turn: 2 });
    const path = `/api/tournaments/${tournament}`;
    expect(await send(second, 'GET', path)).toMatchObject({ status: 'running' });
    expect(await send(second, 'DELETE', path, undefined, key)).toMatchObject({ status: 'cancelled' });
  },
);
