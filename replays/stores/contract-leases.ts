import { expect, onTestFinished, test } from 'vitest';
import type { Leases, Member } from '../leases.ts';
import type { Store } from '../store.ts';
import { createSampleLog, type SampleLog } from './sample-log.ts';
import { append, create, createStored } from './stored-log.ts';

const key = 'key-1';
const longMs = 60_000;
/** Over before the next statement is. */
const noMs = 0;

const memberOf = (id: string): Member => ({ id, url: `http://${id}` });

/** A log whose match belongs to a member. */
const ownedLog = (match: string, owner: string): SampleLog => {
  const log = createSampleLog(match);
  return { ...log, creation: { ...log.creation, owner } };
};

const createOwned = async (store: Store, match: string, owner: string): Promise<SampleLog> => {
  const log = ownedLog(match, owner);
  expect(await create(store, log)).toBeUndefined();
  return log;
};

/** Ends the leases that run out; the clock of the store has to move on for it. */
const expire = async (leases: Leases): Promise<number> => {
  for (;;) {
    const ended = await leases.expire();
    if (ended > 0) return ended;
  }
};

/** A store that the test closes, and its leases. */
type Opened = () => Promise<{ readonly store: Store; readonly leases: Leases }>;

/** Registers the tests that every store with leases has to pass, inside the caller's `describe`. */
export const testLeases = (open: () => Promise<Store> | Store): void => {
  const opened: Opened = async () => {
    const store = await open();
    onTestFinished(() => store.close());
    return { store, leases: store.leases! };
  };
  testHolding(opened);
  testAddresses(opened);
  testClaiming(opened);
};

const testHolding = (opened: Opened): void => {
  test('a member that renews its lease keeps its matches, and others are told where they are', async () => {
    const { store, leases } = await opened();
    await leases.join(memberOf('one'), key, longMs);
    await leases.join(memberOf('two'), key, longMs);
    await createOwned(store, 'match-1', 'one');
    expect(await leases.renew('one', longMs)).toBe(true);
    expect(await leases.expire()).toBe(0);
    expect(await leases.claim('two', 10)).toEqual([]);
    expect(await leases.claimNamed('two', ['match-1'])).toEqual([]);
    expect(await leases.members()).toEqual([memberOf('one'), memberOf('two')]);
    expect(await leases.owned('one')).toEqual(['match-1']);
    const owners = await leases.owners(['match-1', 'match-2']);
    expect([...owners]).toEqual([['match-1', { ...memberOf('one'), staleMs: expect.any(Number) }]]);
  });

  test('a lease that has run out is ended once and for all, and its matches are taken by one', async () => {
    const { store, leases } = await opened();
    await leases.join(memberOf('one'), key, longMs);
    await leases.join(memberOf('two'), key, longMs);
    await leases.join(memberOf('three'), key, longMs);
    const log = await createOwned(store, 'match-1', 'one');
    await append(store, log.steps(2));
    await leases.renew('one', noMs);
    expect(await expire(leases)).toBe(1);
    expect(await leases.renew('one', longMs)).toBe(false);
    expect(await leases.owners(['match-1'])).toEqual(new Map());
    const claims = await Promise.all([leases.claim('two', 10), leases.claim('three', 10)]);
    expect(claims.flat()).toEqual([{ match: 'match-1', lines: log.lines(), secrets: log.secrets, epoch: 1 }]);
    const write = log.steps();
    expect(await append(store, write)).toEqual({ kind: 'stale' });
    expect(await append(store, { ...write, epoch: 1 })).toBeUndefined();
  });

  test('a match that is over is nobody’s', async () => {
    const { store, leases } = await opened();
    await leases.join(memberOf('one'), key, longMs);
    const log = await createOwned(store, 'match-1', 'one');
    await append(store, log.end());
    expect(await leases.owners(['match-1'])).toEqual(new Map());
    expect(await leases.owned('one')).toEqual([]);
    await leases.leave('one');
    await leases.join(memberOf('two'), key, longMs);
    expect(await leases.claim('two', 10)).toEqual([]);
    expect(await leases.claimNamed('two', ['match-1'])).toEqual([]);
  });

  test('all members sign with one key, which may change when nothing is unfinished and nobody is there', async () => {
    const { store, leases } = await opened();
    await leases.join(memberOf('one'), key, longMs);
    await expect(leases.join(memberOf('two'), 'key-2', longMs)).rejects.toMatchObject({
      code: 'cluster-key',
    });
    expect(await leases.members()).toEqual([memberOf('one')]);
    const log = await createOwned(store, 'match-1', 'one');
    await leases.leave('one');
    await expect(leases.join(memberOf('two'), 'key-2', longMs)).rejects.toMatchObject({
      code: 'cluster-key',
    });
    expect(await append(store, log.end())).toBeUndefined();
    await leases.join(memberOf('two'), 'key-2', longMs);
  });
};

const testAddresses = (opened: Opened): void => {
  test('an address is one member’s: another may have it when the lease has run out, which ends it', async () => {
    const { leases } = await opened();
    const [first, second] = [memberOf('one'), { ...memberOf('one'), id: 'two' }];
    await leases.join(first, key, longMs);
    await expect(leases.join(second, key, longMs)).rejects.toMatchObject({ code: 'cluster-url' });
    expect(await leases.members()).toEqual([first]);
    await leases.renew('one', noMs);
    const join = (): Promise<boolean> =>
      leases.join(second, key, longMs).then(
        () => true,
        () => false,
      );
    await expect.poll(join).toBe(true);
    expect(await leases.renew('one', longMs)).toBe(false);
    expect(await leases.members()).toEqual([second]);
  });
};

const testClaiming = (opened: Opened): void => {
  test('a member that leaves owns nothing from then on, and what it claims or makes is refused', async () => {
    const { store, leases } = await opened();
    await leases.join(memberOf('one'), key, longMs);
    await leases.join(memberOf('two'), key, longMs);
    await createOwned(store, 'match-1', 'one');
    await leases.leave('one');
    await leases.leave('one');
    expect(await leases.members()).toEqual([memberOf('two')]);
    expect(await create(store, ownedLog('match-2', 'one'))).toMatchObject({ kind: 'failed' });
    expect(await store.read('match-2')).toBeUndefined();
    await expect(leases.claim('one', 10)).rejects.toMatchObject({ code: 'store-failed' });
    await expect(leases.claimNamed('one', ['match-1'])).rejects.toMatchObject({ code: 'store-failed' });
    expect((await leases.claimNamed('two', ['match-1'])).map(({ match }) => match)).toEqual(['match-1']);
    expect(await leases.owned('two')).toEqual(['match-1']);
  });

  test('matches are claimed in batches, also those that a process without a lease left', async () => {
    const { store, leases } = await opened();
    await leases.join(memberOf('one'), key, longMs);
    const names = Array.from({ length: 7 }, (_, at) => `match-${at}`);
    for (const match of names) await createStored(store, match);
    const claimed = [
      await leases.claim('one', 4),
      await leases.claim('one', 4),
      await leases.claim('one', 4),
    ];
    expect(claimed.map((batch) => batch.length)).toEqual([4, 3, 0]);
    expect(claimed.flat().map(({ match }) => match)).toEqual(names);
    expect(await leases.owned('one')).toEqual(names);
  });

  test('a match whose claim was not heard of is claimed again by its owner, and by nobody else', async () => {
    const { store, leases } = await opened();
    await leases.join(memberOf('one'), key, longMs);
    const log = await createOwned(store, 'match-1', 'one');
    expect(await leases.claimNamed('one', ['match-1'])).toEqual([]);
    expect(await leases.reclaim('two', ['match-1'])).toEqual([]);
    expect(await leases.reclaim('one', ['match-1', 'match-2'])).toMatchObject([{ epoch: 1 }]);
    expect(await append(store, log.steps())).toEqual({ kind: 'stale' });
  });
};
