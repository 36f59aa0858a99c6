import { describe, expect, onTestFinished, test } from 'vitest';
import type { LedgerRow } from '../ledger.ts';
import type { AppendRefusal, Store } from '../store.ts';
import { testListing } from './contract-listing.ts';
import { ledgerRowHash, ledgerStart } from './ledger-chain.ts';
import { createSampleLog, noteOf } from './sample-log.ts';
import { append, create, createStored, playStored } from './stored-log.ts';

/** Opens a new, empty store; the test closes it. */
export type OpenStore = () => Promise<Store> | Store;

/** Registers the tests that every store has to pass, inside the caller's `describe`. */
export const testStore = (open: OpenStore): void => {
  const opened = async (): Promise<Store> => {
    const store = await open();
    onTestFinished(() => store.close());
    return store;
  };
  describe('appending', () => {
    testAppending(opened);
  });
  describe('writing again', () => {
    testRepeating(opened);
  });
  describe('adopting', () => {
    testAdopting(opened);
  });
  describe('the ledger', () => {
    testLedger(opened);
  });
  describe('secrets, notes and groups', () => {
    testBesideTheLog(opened);
  });
  describe('listing', () => {
    testListing(opened);
  });
};

const stale: AppendRefusal = { kind: 'stale' };

const testAppending = (open: () => Promise<Store>): void => {
  test('a log reads back line by line', async () => {
    const store = await open();
    const log = await createStored(store, 'match-1');
    await append(store, log.steps());
    await append(store, log.steps(20));
    expect(await store.read('match-1')).toEqual(log.lines());
    expect(await store.read('match-2')).toBeUndefined();
  });
  test('writes of many matches at once are answered in order, and one that is stale fails alone', async () => {
    const store = await open();
    const logs = Array.from({ length: 40 }, (_, index) => createSampleLog(`match-${index}`));
    const answers: (AppendRefusal | undefined)[] = [];
    for (const log of logs) store.create(log.creation, (refusal) => answers.push(refusal));
    for (const [index, log] of logs.entries()) {
      const write = log.steps(2);
      store.append(index === 7 ? { ...write, head: write.next, next: 'f'.repeat(64) } : write, (refusal) =>
        answers.push(refusal),
      );
    }
    await append(store, logs[0]!.steps());
    expect(answers).toEqual(Array.from({ length: 80 }, (_, at) => (at === 47 ? stale : undefined)));
    expect(await store.read('match-7')).toEqual(logs[7]!.lines().slice(0, 1));
    expect(await store.read('match-8')).toEqual(logs[8]!.lines());
  });
  test('writes that follow each other are stored in order without waiting for answers', async () => {
    const store = await open();
    const log = await createStored(store, 'match-1');
    const answers = Array.from({ length: 5 }, () => append(store, log.steps(2)));
    expect(await Promise.all([...answers, append(store, log.end())])).toEqual(Array(6).fill(undefined));
    expect(await store.read('match-1')).toEqual(log.lines());
  });
  test('another head, another epoch and an unknown match are stale, and leave no line', async () => {
    const store = await open();
    const log = await createStored(store, 'match-1');
    const skipped = log.steps();
    const write = log.steps();
    expect(await append(store, write)).toEqual(stale);
    expect(await append(store, { ...skipped, epoch: skipped.epoch + 1 })).toEqual(stale);
    expect(await append(store, createSampleLog('match-2').steps())).toEqual(stale);
    expect(await store.read('match-1')).toEqual(log.lines().slice(0, 1));
    expect(await append(store, skipped)).toBeUndefined();
    expect(await append(store, write)).toBeUndefined();
  });
};

const testRepeating = (open: () => Promise<Store>): void => {
  test('a write whose answer was lost is answered again and stored once', async () => {
    const store = await open();
    const log = await createStored(store, 'match-1');
    expect(await create(store, log)).toBeUndefined();
    for (const write of [log.steps(2), log.refusal('what?'), log.end()]) {
      expect(await append(store, write)).toBeUndefined();
      expect(await append(store, write)).toBeUndefined();
    }
    expect(await store.read('match-1')).toEqual(log.lines());
    expect(await store.notes('match-1')).toHaveLength(1);
    expect(await store.ledger(0, 10)).toHaveLength(1);
  });
  test('a match is created once, and nothing follows its end', async () => {
    const store = await open();
    const log = await playStored(store, 'match-1');
    expect(await create(store, createSampleLog('match-1', { game: 'chess' }))).toEqual(stale);
    expect(await append(store, log.steps())).toEqual(stale);
  });
};

const testAdopting = (open: () => Promise<Store>): void => {
  test('every unfinished match comes whole, with its secrets, and its former holder can no longer write', async () => {
    const store = await open();
    const log = await createStored(store, 'match-1', { group: { start: 's' } });
    await append(store, log.steps(5));
    await createStored(store, 'match-2');
    await playStored(store, 'match-3');
    const adopted = await store.adoptUnfinished();
    expect(adopted.map((one) => one.match)).toEqual(['match-1', 'match-2']);
    expect(adopted[0]).toEqual({ match: 'match-1', lines: log.lines(), secrets: log.secrets, epoch: 1 });

    const write = log.steps();
    expect(await append(store, write)).toEqual(stale);
    expect(await append(store, { ...write, epoch: 1 })).toBeUndefined();
    expect((await store.adoptUnfinished())[0]).toMatchObject({ lines: log.lines(), epoch: 2 });
  });
  test('hundreds of unfinished matches are all adopted', async () => {
    const store = await open();
    const names = Array.from({ length: 200 }, (_, index) => `match-${index}`);
    await Promise.all(names.map((match) => createStored(store, match)));
    expect((await store.adoptUnfinished()).map((one) => one.match)).toEqual(names);
  });
};

/** Checks that rows are numbered without a gap and that each holds the hash of the one before. */
const expectChain = (rows: readonly LedgerRow[]): void => {
  let { seq, hash } = ledgerStart;
  for (const row of rows) {
    expect(row).toMatchObject({ seq: seq + 1, prev: hash });
    ({ seq, hash } = { seq: row.seq, hash: ledgerRowHash(row) });
  }
};

const testLedger = (open: () => Promise<Store>): void => {
  test('a row is what finished the match, numbered and chained', async () => {
    const store = await open();
    const logs = ['match-1', 'match-2', 'match-3'].map((match) =>
      createSampleLog(match, { group: match === 'match-2' ? { pair: 'p', event: 'e' } : null }),
    );
    for (const log of logs) await create(store, log);
    const ends = logs.map((log) => log.end());
    await Promise.all([ends[2]!, ends[0]!, ends[1]!].map((end) => append(store, end)));
    const rows = await store.ledger(0, 10);
    expectChain(rows);
    expect(rows).toMatchObject([ends[2]!.finish!, ends[0]!.finish!, ends[1]!.finish!]);
    expect(await store.ledger(1, 1)).toEqual([rows[1]]);
    expect(await store.ledger(3, 10)).toEqual([]);
  });
  test('a row has one form: seats in order, and no group without members', async () => {
    const store = await open();
    const log = await createStored(store, 'match-1');
    const end = log.end();
    const finish = {
      ...end.finish!,
      seats: end.finish!.seats.toReversed(),
      group: {},
      fault: null,
      rated: false,
    };
    await append(store, { ...end, finish });
    await playStored(store, 'match-2');
    const rows = await store.ledger(0, 10);
    expectChain(rows);
    expect(rows[0]).toMatchObject({ seats: end.finish!.seats, group: null, fault: null, rated: false });
  });
};

const testBesideTheLog = (open: () => Promise<Store>): void => {
  test('secrets are kept until the match ends, then gone', async () => {
    const store = await open();
    const log = await createStored(store, 'match-1', { group: { pair: 'p', event: 'e' } });
    expect(await store.secrets('match-1')).toEqual(log.secrets);
    await append(store, log.end());
    expect(await store.secrets('match-1')).toBeUndefined();
    expect(await store.secrets('match-2')).toBeUndefined();
  });
  test('notes keep any text, in order', async () => {
    const store = await open();
    const log = await createStored(store, 'match-1');
    const texts = ['', 'two\nlines\r\n', 'null \0 within', '♞ 馬 😀', 'x'.repeat(100_000)];
    for (const text of texts) await append(store, log.refusal(text));
    expect(await store.notes('match-1')).toEqual(texts.map(noteOf));
    expect(await store.notes('match-2')).toEqual([]);
  });
  test.each(['pair', 'start', 'event'] as const)(
    'a group is over when all matches of one %s are',
    async (key) => {
      const store = await open();
      const group = { [key]: 'shared' };
      await playStored(store, 'match-1', { group });
      await createStored(store, 'match-4', { group: { [key]: 'other' } });
      expect(await store.isGroupOver('match-1')).toBe(true);
      const second = await createStored(store, 'match-2', { group: { ...group, event: 'e' } });
      expect(await store.isGroupOver('match-1')).toBe(key === 'event');
      expect(await store.isGroupOver('match-2')).toBe(false);
      await append(store, second.end());
      expect(await store.isGroupOver('match-1')).toBe(true);
    },
  );
  test('a match without a group is a group of its own, and an unknown match is not over', async () => {
    const store = await open();
    const log = await createStored(store, 'match-1');
    await createStored(store, 'match-2');
    expect(await store.isGroupOver('match-1')).toBe(false);
    await append(store, log.end());
    expect(await store.isGroupOver('match-1')).toBe(true);
    expect(await store.isGroupOver('match-3')).toBe(false);
  });
};
