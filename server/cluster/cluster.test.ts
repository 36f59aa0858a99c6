import { describe, expect, test } from 'vitest';
import type { Leases } from '../../replays/leases.ts';
import { createMemoryStore } from '../../replays/stores/memory.ts';
import { createSampleLog } from '../../replays/stores/sample-log.ts';
import { create } from '../../replays/stores/stored-log.ts';
import { createTestTime, type TestTime } from '../match/test-time.ts';
import { createCluster, type Cluster, type Holdings } from './cluster.ts';

const leaseMs = 3_000;

/** Time that lets promises settle between what becomes due. */
const pass = async (time: TestTime, ms: number): Promise<void> => {
  for (let at = 0; at < ms; at += 50) {
    time.advance(50);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }
};

/** A store that may be out of reach. */
const createReach = (leases: Leases) => {
  const reach = { isCut: false };
  const through = new Proxy(leases, {
    get: (target, name: keyof Leases) =>
      reach.isCut ? () => Promise.reject(new Error('out of reach')) : target[name],
  });
  return { reach, through };
};

/** Matches as names only; what was done with them, in order. */
const createHoldings = (): Holdings & {
  readonly played: Set<string>;
  readonly sent: (string | undefined)[];
} => {
  const played = new Set<string>();
  const sent: (string | undefined)[] = [];
  return {
    played,
    sent,
    isPlayed: (id) => played.has(id),
    isKnown: (id) => played.has(id),
    adopt: async ({ match }) => void played.add(match),
    letGo: () => {
      const ids = [...played];
      played.clear();
      return { ids, dismiss: (urlOf) => void sent.push(...ids.map(urlOf)) };
    },
  };
};

const createBench = async () => {
  const time = createTestTime();
  const store = createMemoryStore(time.monotonicMs);
  const { reach, through } = createReach(store.leases!);
  let ids = 0;
  const start = async (
    url: string,
  ): Promise<{ cluster: Cluster; holdings: ReturnType<typeof createHoldings> }> => {
    const holdings = createHoldings();
    const newId = (): string => `member-${ids++}`;
    const cluster = createCluster({
      leases: through,
      time,
      key: 'key',
      url,
      leaseMs,
      newId,
      report: () => {},
    });
    await cluster.start(holdings);
    return { cluster, holdings };
  };
  const one = await start('http://one');
  const two = await start('http://two');
  const log = createSampleLog('match-1');
  await create(store, { ...log, creation: { ...log.creation, owner: one.cluster.memberId()! } });
  one.holdings.played.add('match-1');
  await pass(time, 2 * leaseMs);
  return { time, reach, one, two, start, leases: store.leases! };
};

describe('a cluster', () => {
  test('whose store was away for longer than a lease plays on where it was: the others have time to come back', async () => {
    const { time, reach, one, two } = await createBench();
    const members = [one.cluster.memberId(), two.cluster.memberId()];
    reach.isCut = true;
    await pass(time, leaseMs * 1.5);
    reach.isCut = false;
    await pass(time, leaseMs * 3);
    expect([one.cluster.memberId(), two.cluster.memberId()]).toEqual(members);
    expect([...one.holdings.played]).toEqual(['match-1']);
    expect(await two.cluster.locate('match-1')).toEqual({ kind: 'elsewhere', url: 'http://one' });
  });

  test('whose store is away for long lets go of its matches, and plays them on as others when it is back', async () => {
    const { time, reach, one, two } = await createBench();
    const member = one.cluster.memberId();
    reach.isCut = true;
    await pass(time, leaseMs * 3);
    expect([one.cluster.memberId(), two.cluster.memberId()]).toEqual([undefined, undefined]);
    expect(await one.cluster.confirm()).toBe(false);
    expect(one.holdings.sent).toEqual([undefined]);
    reach.isCut = false;
    await pass(time, leaseMs * 3);
    expect(one.cluster.memberId()).not.toBe(member);
    expect([...one.holdings.played, ...two.holdings.played]).toEqual(['match-1']);
  });

  test('hands the matches of a member that leaves over at once, without waiting for its lease', async () => {
    const { time, one, two } = await createBench();
    await one.cluster.leave();
    expect(one.cluster.memberId()).toBeUndefined();
    await pass(time, leaseMs / 5);
    expect([...two.holdings.played]).toEqual(['match-1']);
    expect((await two.cluster.members()).map(({ url }) => url)).toEqual(['http://two']);
  });

  test('gives a match that nobody has to whoever is asked for it', async () => {
    const { time, one, two } = await createBench();
    await one.cluster.leave();
    const located = two.cluster.locate('match-1');
    await pass(time, 100);
    expect(await located).toEqual({ kind: 'here' });
    const none = two.cluster.locate('match-none');
    await pass(time, 300);
    expect(await none).toEqual({ kind: 'nowhere' });
  });

  test('refuses a process at the address of another one', async () => {
    const { time, one, start } = await createBench();
    const member = one.cluster.memberId();
    const refused = start('http://one').catch((error: unknown) => error);
    await pass(time, leaseMs * 3);
    expect(await refused).toMatchObject({ code: 'cluster-url' });
    expect(one.cluster.memberId()).toBe(member);
  });

  test('takes a process in that comes up where one was killed, once the lease of that one has run out', async () => {
    const { time, start, leases } = await createBench();
    await leases.join({ id: 'killed', url: 'http://three' }, 'key', leaseMs);
    const started = start('http://three');
    await pass(time, leaseMs * 2);
    const { cluster } = await started;
    expect(cluster.memberId()).toMatch(/^member-/);
    expect((await leases.members()).at(-1)).toEqual({ id: cluster.memberId(), url: 'http://three' });
  });
});
