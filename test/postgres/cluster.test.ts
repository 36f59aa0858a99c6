import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@colyseus/sdk';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createArena, type CreatedMatch, type EndMessage, playMatch } from '../../clients/sdk/index.ts';
import { gameById } from '../../games/registry.ts';
import { openPostgresStore } from '../../replays/stores/postgres.ts';
import { createSigningKey } from '../../replays/stores/signing-key.ts';
import { verifyLog } from '../../replays/verify.ts';
import { createFolder, linesOf, runAgon, type Running, startAgon } from '../cli/agon-process.ts';
import { freePort } from '../crash/free-port.ts';
import { startBalancer } from './balancer.ts';
import { createTestSchema, isPostgresSkipped, query, type TestSchema } from './database.ts';

/** Short, so that the test is; the default is 3 s. */
const leaseMs = 1_500;
const matchesCount = 6;
const rounds = 150;

interface Member {
  readonly url: string;
  readonly running: Running;
  /** Where this one made it. */
  readonly adminKey: string | undefined;
}

const newKey = async (folder: string, name: string): Promise<string> => {
  const path = join(folder, name);
  const pem = createSigningKey().privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  await writeFile(path, pem, { mode: 0o600 });
  return path;
};

const start = async (
  folder: string,
  { url: store }: TestSchema,
  key: string,
  { processUrl, redis }: { readonly processUrl?: string; readonly redis?: string } = {},
): Promise<Member> => {
  const port = await freePort();
  const url = processUrl ?? `http://127.0.0.1:${port}`;
  const running = startAgon(['serve', '--port', String(port), '--json', '--data', `data-${port}`], folder, {
    PGUSER: 'postgres',
    AGON_SERVER_STORE: store,
    AGON_SERVER_SIGNING_KEY: key,
    AGON_SERVER_PROCESS_URL: url,
    AGON_SERVER_LEASE_MS: String(leaseMs),
    ...(redis !== undefined && { AGON_SERVER_REDIS: redis }),
  });
  for await (const line of linesOf(running.process.stdout)) {
    const { adminKey } = JSON.parse(line) as { adminKey?: string };
    return { url, running, adminKey };
  }
  throw new Error((await running.over).stderr);
};

/** Agents of all seats of a few matches, and what they were told. */
const playAll = async (url: string) => {
  const arena = createArena({ url });
  const made: CreatedMatch[] = [];
  for (let at = 0; at < matchesCount; at++)
    made.push(
      await arena.createMatch({ game: 'rock-paper-scissors', config: { rounds }, seats: ['open', 'open'] }),
    );
  const acked = new Map<string, string[]>();
  let acks = 0;
  let hops = 0;
  const ends = made.flatMap(({ match, tickets }) =>
    tickets.map((ticket, seat) => {
      const ids: string[] = [];
      acked.set(`${match} ${seat}`, ids);
      return playMatch({
        url,
        ticket: ticket!,
        player: async () => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          return { action: 'rock' };
        },
        observe: (message) => {
          if (message.type === 'moved') hops += 1;
          if (message.type !== 'ack') return;
          ids.push(message.id);
          acks += 1;
        },
      });
    }),
  );
  return { made, acked, ends, acks: () => acks, hops: () => hops };
};

/** What was played: valid logs that hold every acknowledged move once. */
const expectNothingLost = async (
  { url }: TestSchema,
  { made, acked, ends }: Awaited<ReturnType<typeof playAll>>,
): Promise<readonly string[][]> => {
  const told = await Promise.all(ends);
  expect(told.map(({ termination }: EndMessage) => termination)).toEqual(told.map(() => 'normal'));
  const store = await openPostgresStore({ url, isShared: true });
  onTestFinished(() => store.close());
  const logs: string[][] = [];
  for (const { match } of made) {
    const lines = (await store.read(match))!;
    expect(await verifyLog(lines, { gameOf: gameById, trustedKeys: [] })).toMatchObject({ status: 'valid' });
    const steps = lines
      .map((line) => JSON.parse(line) as { type: string; by: Record<string, { id: string }> })
      .filter(({ type }) => type === 'step');
    for (const seat of [0, 1]) {
      const ids = steps.map(({ by }) => by[seat]!.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(acked.get(`${match} ${seat}`)!));
    }
    logs.push([...lines]);
  }
  const rows = (await store.ledger(0, 100)).map(({ match }) => match);
  expect(rows.toSorted()).toEqual(made.map(({ match }) => match).toSorted());
  return logs;
};

const adoptions = (log: readonly string[]): number =>
  log.filter((line) => line.includes('"kind":"adopted"')).length;

const setUp = async () => {
  const schema = createTestSchema();
  onTestFinished(() => schema.drop());
  const folder = await createFolder();
  return { schema, folder, key: await newKey(folder, 'key.pem') };
};

describe.skipIf(isPostgresSkipped)('several processes on one PostgreSQL', () => {
  test('one that is killed, and one that leaves, lose nothing: the others play its matches on', async () => {
    const { schema, folder, key } = await setUp();
    const [first, second] = await Promise.all([start(folder, schema, key), start(folder, schema, key)]);
    const members = [first, second];
    const url = await startBalancer(() => members.map((member) => member.url));
    const play = await playAll(url);
    await expect.poll(play.acks, { timeout: 10_000 }).toBeGreaterThan(60);
    expect(play.hops()).toBeGreaterThan(0);
    // It is there before the others go, so that no match is over while it starts.
    members.push(await start(folder, schema, key));
    first.running.process.kill('SIGKILL');
    await first.running.over;
    // Its matches are the others' before the next one goes.
    const left = (): Promise<unknown> =>
      query(
        `SELECT FROM ${schema.name}.matches LEFT JOIN ${schema.name}.members ON members.id = owner
          WHERE status = 'running' AND (url IS NULL OR url = $1)`,
        [first.url],
      );
    await expect.poll(left, { timeout: 10_000 }).toEqual([]);

    second.running.process.kill('SIGTERM');
    expect(await second.running.over).toMatchObject({ code: 0 });
    const logs = await expectNothingLost(schema, play);
    // All were with the one that was killed or with the one that left.
    expect(Math.min(...logs.map(adoptions))).toBeGreaterThanOrEqual(1);
  });

  test('one that stands still, and a database that cuts its connections, lose nothing either', async () => {
    const { schema, folder, key } = await setUp();
    const [first, second] = await Promise.all([start(folder, schema, key), start(folder, schema, key)]);
    const url = await startBalancer(() => [first.url, second.url]);
    const play = await playAll(url);
    await expect.poll(play.acks, { timeout: 10_000 }).toBeGreaterThan(60);
    for (let round = 0; round < 3; round++) {
      await query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [
        `agon ${schema.name}`,
      ]);
      const before = play.acks();
      await expect.poll(play.acks, { timeout: 10_000 }).toBeGreaterThan(before + 20);
    }
    first.running.process.kill('SIGSTOP');
    const owners = (): Promise<unknown> => query(`SELECT DISTINCT owner FROM ${schema.name}.matches`);
    const memberCount = async (): Promise<number> =>
      (await query(`SELECT FROM ${schema.name}.members`)).length;
    await expect.poll(memberCount, { timeout: 10_000 }).toBe(1);
    first.running.process.kill('SIGCONT');
    await expectNothingLost(schema, play);
    expect(await owners()).toEqual([{ owner: null }]);
    await expect.poll(memberCount, { timeout: 10_000 }).toBe(2);
    for (const { running } of [first, second]) running.process.kill('SIGTERM');
    expect((await first.running.over).stderr).toContain('the lease is lost');
  });

  test('any of them takes every request about a match, and shows it to whoever watches', async () => {
    const { schema, folder, key } = await setUp();
    const first = await start(folder, schema, key);
    const second = await start(folder, schema, key);
    const made = await createArena({ url: first.url }).createMatch({
      game: 'kuhn-poker',
      seats: ['open', 'open'],
    });
    const at = `${second.url}/api/matches/${made.match}`;
    const read = async (path: string): Promise<unknown> => (await fetch(at + path)).json();
    expect(await read('')).toMatchObject({ match: made.match, status: 'waiting', released: false });
    expect(await read('/steps')).toMatchObject({ status: 'waiting', items: [{ n: 0 }], result: null });
    expect(await read('/steps?as=0')).toMatchObject({ code: 'not-released' });
    expect(await read('/replay')).toMatchObject({ code: 'not-released' });

    const room = await new Client(second.url).joinById<{ match: string }>(made.match);
    await new Promise<void>((resolve) => room.onStateChange.once(() => resolve()));
    expect(room.state.match).toBe(made.match);
    await room.leave();
    const ticket = made.tickets[0]!;
    const seat = await new Client(second.url).joinById(made.match, { ticket, protocol: 1 });
    seat.onMessage('*', () => {});
    await expect(new Client(second.url).joinById('m-none')).rejects.toThrow('unknown-match');

    const cancel = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(at, { method: 'DELETE', headers })).status;
    expect(await cancel({})).toBe(401);
    const closed = new Promise((resolve) => seat.onLeave(resolve));
    expect(await cancel({ authorization: `Bearer ${first.adminKey}` })).toBe(204);
    expect(await closed).toBe(1000);
    await expect.poll(() => read('')).toMatchObject({ status: 'over', result: { termination: 'aborted' } });
    expect((await fetch(`${second.url}/api/matches/m-none`, { method: 'DELETE' })).status).toBe(401);
  });

  test('play a tournament once: whoever is asked, the oldest plays it, and the next when that is killed', async () => {
    const { schema, folder, key } = await setUp();
    const first = await start(folder, schema, key);
    const second = await start(folder, schema, key);
    const body = JSON.stringify({
      name: 'cup',
      games: [{ id: 'tic-tac-toe' }],
      players: [{ player: 'bot:random' }, { player: 'bot:greedy' }, { player: 'bot:perfect' }],
      schedule: { kind: 'round-robin', pairs: 20 },
      clock: 'llm',
      concurrency: 4,
    });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${first.adminKey!}` };
    const asked = await fetch(`${second.url}/api/tournaments`, { method: 'POST', headers, body });
    expect(asked.status).toBe(201);
    const { id } = (await asked.json()) as { id: string };
    const store = await openPostgresStore({ url: schema.url, isShared: true });
    onTestFinished(() => store.close());
    const rows = () => store.ledger(0, 1_000);
    await expect.poll(async () => (await rows()).length, { timeout: 20_000 }).toBeGreaterThan(10);
    first.running.process.kill('SIGKILL');
    const status = async (): Promise<unknown> => {
      const answer = await fetch(`${second.url}/api/tournaments/${id}`);
      return answer.ok ? ((await answer.json()) as { status: string }).status : answer.status;
    };
    await expect.poll(status, { timeout: 40_000, interval: 250 }).toBe('over');
    const played = (await rows()).map(({ match }) => match);
    expect(new Set(played).size).toBe(played.length);
    expect(played).toHaveLength(3 * 20 * 2);
  });

  test('one starts, and is ready, while its Redis is away', async () => {
    const { schema, folder, key } = await setUp();
    const redis = `redis://127.0.0.1:${await freePort()}`;
    const { url } = await start(folder, schema, key, { redis });
    await expect.poll(async () => (await fetch(`${url}/ready`)).status, { timeout: 10_000 }).toBe(200);
    const made = await createArena({ url }).createMatch({ game: 'kuhn-poker', seats: ['open', 'open'] });
    expect(made.tickets).toEqual([expect.any(String), expect.any(String)]);
  });

  test('one that signs with another key than the others is refused', async () => {
    const { schema, folder, key } = await setUp();
    await start(folder, schema, key);
    await expect(start(folder, schema, await newKey(folder, 'other.pem'))).rejects.toThrow('cluster-key');
  });

  test('one at the address of another one is refused, and comes in once that one is gone', async () => {
    const { schema, folder, key } = await setUp();
    const { url, running } = await start(folder, schema, key);
    await expect(start(folder, schema, key, { processUrl: url })).rejects.toThrow('cluster-url');
    running.process.kill('SIGKILL');
    expect((await start(folder, schema, key, { processUrl: url })).url).toBe(url);
  });
});

test('a process with an address of its own and no store to share is refused', async () => {
  const ran = await runAgon(['serve', '--port', '0', '--json'], await createFolder(), {
    AGON_SERVER_PROCESS_URL: 'http://127.0.0.1:1',
  });
  expect(ran.code).toBe(2);
  expect(ran.stdout + ran.stderr).toContain('bad-variable: AGON_SERVER_PROCESS_URL');
});
