import { Client } from '@colyseus/sdk';
import { expect, onTestFinished, test } from 'vitest';
import { openPostgresStore } from '../../replays/stores/postgres.ts';
import { findPrograms, isSkipped } from '../required-tools.ts';
import { startCluster } from './arena-cluster.ts';
import { audit } from './audit.ts';
import { startLoad } from './load.ts';
import { findPostgresPrograms } from './postgres-service.ts';
import { watchResumption } from './resumption.ts';
import { standBy } from './stand-by.ts';

const missing = [
  ...['nginx', 'redis-server'].filter((name) => findPrograms(name).length === 0),
  ...((await findPostgresPrograms()) === undefined ? ['PostgreSQL'] : []),
];

/** The boards that somebody sees in the hall, by match. */
const watchHall = async (url: string): Promise<() => readonly string[]> => {
  const room = await new Client(url).joinById<{ boards: Map<string, unknown> }>('hall');
  room.onMessage('*', () => {});
  onTestFinished(() => void room.leave().catch(() => {}));
  return () => [...room.state.boards.keys()];
};

test.skipIf(isSkipped('cluster', missing))(
  'two arenas on PostgreSQL and Redis behind nginx: one is killed, Redis is killed, and everything is played once',
  { timeout: 120_000 },
  async () => {
    const cluster = await startCluster({ size: 2, leaseMs: 1_500, front: 'nginx' });
    onTestFinished(() => cluster.close());
    const { url, members, redis } = cluster;
    const load = startLoad({ url, seed: '7'.repeat(32), matchesAtOnce: 8, thinkMs: 40, roomsEvery: 4 });
    const shared = async (): Promise<number> =>
      Math.min(
        ...(await Promise.all(members.map(async (member) => (await cluster.matchesOf(member)).length))),
      );
    await expect.poll(shared, { timeout: 20_000 }).toBeGreaterThan(0);

    // Whoever looks at the hall of either sees what both play.
    for (const member of members) {
      const boards = await watchHall(member.url);
      const others = await cluster.matchesOf(members.find((other) => other !== member));
      await expect
        .poll(() => boards().some((match) => others.includes(match)), { timeout: 10_000 })
        .toBe(true);
    }

    await redis.stop('SIGKILL');
    const [first] = members;
    const affected = await cluster.matchesOf(first);
    const watch = watchResumption(load, affected, { isReconnecting: true, patienceMs: 30_000 });
    await first!.server().end('SIGKILL');
    const resumed = await watch.settled;
    expect(resumed.filter(({ ms }) => ms === 'never')).toEqual([]);
    await redis.start();
    await first!.start();
    await load.finish();

    const store = await openPostgresStore({ url: cluster.storeUrl, isShared: true });
    onTestFinished(() => store.close());
    const found = await audit(store, [...load.matches.values()]);
    expect(found).toMatchObject({ violations: [], lost: 0, duplicated: 0 });
    expect(found.acknowledged).toBeGreaterThan(200);
    expect(members.every((member) => member.server().isAlive())).toBe(true);
  },
);

test.skipIf(isSkipped('cluster', missing))(
  'agents at either arena are invited to the matches of both; without Redis to those of their own',
  { timeout: 240_000 },
  async () => {
    // Nobody dies here.
    const cluster = await startCluster({ size: 2, leaseMs: 20_000, front: 'nginx' });
    onTestFinished(() => cluster.close());
    const { members, redis } = cluster;
    const [first, second] = members.map(({ url }) => url) as [string, string];
    const [ada, eve] = [await standBy(first, 'ada'), await standBy(second, 'eve')];
    const agents = [ada.agent, eve.agent];
    for (const url of [first, second])
      await expect.poll(() => ada.present(url), { timeout: 60_000 }).toEqual(expect.arrayContaining(agents));

    for (const url of [first, second]) {
      const made = await ada.challenge(url, [`agent:${ada.agent}`, `agent:${eve.agent}`]);
      expect(made.status).toBe(201);
      for (const { over } of [ada, eve])
        await expect.poll(() => over.get(made.match), { timeout: 60_000 }).toBe('normal');
    }
    const cup = await ada.tournament(first, agents);
    await expect.poll(() => ada.statusOf(second, cup), { timeout: 60_000 }).toBe('over');
    for (const { over } of [ada, eve]) expect([...over.values()]).toEqual(Array(2 + 4).fill('normal'));

    await redis.stop('SIGKILL');
    await expect.poll(() => ada.present(first), { timeout: 60_000 }).toEqual([ada.agent]);
    expect((await fetch(`${first}/ready`)).status).toBe(200);
    // An agent at the other process cannot be challenged, which is all that is refused.
    expect(await ada.challenge(first, [`agent:${eve.agent}`, 'open'])).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    // Its own owner may seat it, and then the seat waits.
    const far = await eve.challenge(first, [`agent:${eve.agent}`, `agent:${ada.agent}`]);
    expect(far.status).toBe(201);
    expect(eve.over.has(far.match)).toBe(false);
    await redis.start();
    for (const { over } of [ada, eve])
      await expect.poll(() => over.get(far.match), { timeout: 60_000 }).toBe('normal');
  },
);
