import { describe, expect, test } from 'vitest';
import type { LedgerRow } from '../ledger.ts';
import { ledgerRowHash, ledgerStart } from './ledger-chain.ts';
import { pruneLogs, type PruneRule } from './log-pruning.ts';
import type { SqlStore } from './sql-store.ts';
import { append, createStored, playStored } from './stored-log.ts';

const at = '2026-03-01T00:00:00.000Z';
/** Sample logs end on the first day of 2026: nothing is too old unless a test says so. */
const young = '2025-01-01T00:00:00.000Z';
const rule: PruneRule = { prefix: 'show-', endedBefore: young, keptMax: 2, at };

const goOn = (): Promise<boolean> => Promise.resolve(true);

const expectChain = (rows: readonly LedgerRow[]): void => {
  let { hash } = ledgerStart;
  for (const row of rows) {
    expect(row.prev).toBe(hash);
    hash = ledgerRowHash(row);
  }
};

/** Exhibitions 1 to 5, rated and casual ones in turn, and what must never go: others' matches, and one that runs. */
const fill = async (store: SqlStore): Promise<void> => {
  for (let n = 1; n <= 5; n++) await playStored(store, `show-${n}`, { rated: n % 2 === 1 });
  await playStored(store, 'cup-1-casual', { rated: false });
  await playStored(store, 'match-rated', { rated: true });
  await append(store, (await createStored(store, 'show-running', { rated: false })).refusal('a text'));
};

const kept = ['show-4', 'show-5', 'cup-1-casual', 'match-rated', 'show-running'];

const showsARound = 10;

/**
 * Plays exhibitions of some length in `rounds` rounds, with a match of somebody else's between, and lets all but half of
 * a round go after each; answers what `sizeOf` says then.
 */
export const playAndPrune = async (
  store: SqlStore,
  rounds: number,
  sizeOf: () => Promise<number>,
): Promise<readonly number[]> => {
  const other = await createStored(store, 'match-long');
  const sizes: number[] = [];
  const play = async (show: string): Promise<void> => {
    const log = await createStored(store, show);
    for (let part = 0; part < 3; part++) await append(store, log.steps(100));
    await append(store, log.end());
  };
  for (let round = 0; round < rounds; round++) {
    const shows = Array.from({ length: showsARound }, (_, n) => play(`show-${round}-${n}`));
    await Promise.all([...shows, append(store, other.steps(10))]);
    await pruneLogs(store.transact, { ...rule, keptMax: showsARound / 2 }, goOn);
    sizes.push(await sizeOf());
  }
  return sizes;
};

/** What retention holds to, whatever the database. */
export const testPruning = (open: () => Promise<SqlStore>): void => {
  describe('letting logs go', () => {
    test('takes logs of the prefix, the oldest first, and leaves the ledger as it was', async () => {
      const store = await open();
      await fill(store);
      const before = await store.ledger(0, 100);
      expect(await pruneLogs(store.transact, rule, goOn)).toBe(3);
      for (const gone of ['show-1', 'show-2', 'show-3']) {
        await expect(store.read(gone)).rejects.toMatchObject({
          code: 'log-pruned',
          message: expect.stringContaining(at),
        });
        expect(await store.notes(gone)).toEqual([]);
      }
      for (const match of kept) expect(await store.read(match)).not.toHaveLength(0);
      expect(await store.read('nowhere')).toBeUndefined();
      expect(await store.ledger(0, 100)).toEqual(before);
      expectChain(before);
      expect((await store.list({}, 100)).items).toHaveLength(8);
      expect(await pruneLogs(store.transact, rule, goOn)).toBe(0);
    });

    test('takes what is too old, however few there are, and stops when it is told to', async () => {
      const store = await open();
      await fill(store);
      const old = { ...rule, endedBefore: at, keptMax: 1000 };
      expect(await pruneLogs(store.transact, old, () => Promise.resolve(false))).toBe(5);
      for (const match of kept.slice(2)) expect(await store.read(match)).not.toHaveLength(0);
      await playStored(store, 'show-new', { rated: false });
      expectChain(await store.ledger(0, 100));
    });

    test('a log that was let go takes no further line', async () => {
      const store = await open();
      const log = await playStored(store, 'show-1', { rated: false });
      await pruneLogs(store.transact, { ...rule, keptMax: 0 }, goOn);
      expect(await append(store, log.steps())).toEqual({ kind: 'stale' });
    });
  });
};
