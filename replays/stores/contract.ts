import { describe, expect, onTestFinished, test } from 'vitest';
import type { LedgerRow } from '../ledger.ts';
import type { Append, AppendRefusal, LogStore, MatchFilter, Store } from '../store.ts';
import { ledgerRowHash, ledgerStart } from './ledger-chain.ts';
import { createSampleLog, noteOf, type SampleLog, type SampleOptions } from './sample-log.ts';

/** Opens a new, empty store; the test closes it. */
export type OpenStore = () => Promise<Store> | Store;

/** Appends and waits for the answer. */
export const append = (store: LogStore, write: Append): Promise<AppendRefusal | undefined> =>
  new Promise((resolve) => store.append(write, resolve));

/** Creates the log's match and waits for the answer. */
export const create = (store: LogStore, log: SampleLog): Promise<AppendRefusal | undefined> =>
  new Promise((resolve) => store.create(log.creation, resolve));

/** A match whose creation is stored. */
export const createStored = async (
  store: LogStore,
  match: string,
  options: SampleOptions = {},
): Promise<SampleLog> => {
  const log = createSampleLog(match, options);
  expect(await create(store, log)).toBeUndefined();
  return log;
};

/** A match that was played to its end. */
export const playStored = async (
  store: LogStore,
  match: string,
  options: SampleOptions = {},
): Promise<SampleLog> => {
  const log = await createStored(store, match, options);
  expect(await append(store, log.steps(3))).toBeUndefined();
  expect(await append(store, log.end())).toBeUndefined();
  return log;
};

/** Registers the tests that every store has to pass. */
export const describeStore = (name: string, open: OpenStore): void => {
  const opened = async (): Promise<Store> => {
    const store = await open();
    onTestFinished(() => store.close());
    return store;
  };
  describe(name, () => {
    describe('appending', () => testAppending(opened));
    describe('adopting', () => testAdopting(opened));
    describe('the ledger', () => testLedger(opened));
    describe('secrets, notes and groups', () => testBesideTheLog(opened));
    describe('listing', () => testListing(opened));
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
    expect(rows.map(({ seq: _, prev: __, ...row }) => row)).toEqual([
      ends[2]!.finish,
      ends[0]!.finish,
      ends[1]!.finish,
    ]);
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

/** Every page of a listing, with `between` done after each page. */
const listAll = async (
  store: Store,
  filter: MatchFilter,
  limit: number,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<string[]> => {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list(filter, limit, cursor);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items.map((item) => item.match));
    ({ cursor } = page);
    await between();
  } while (cursor !== undefined);
  return found;
};

const testListing = (open: () => Promise<Store>): void => {
  test('every combination of filters finds its matches, newest first, in pages', async () => {
    const store = await open();
    const all: { match: string; game: string; agents: string[]; status: 'over' | 'running' }[] = [];
    for (let index = 0; index < 24; index++) {
      const match = `match-${index}`;
      const game = index % 2 === 0 ? 'chess' : 'kuhn-poker';
      const agents = index % 3 === 0 ? ['a', 'a'] : ['b', 'c'];
      const status = index % 4 < 2 ? 'over' : 'running';
      await (status === 'over' ? playStored : createStored)(store, match, { game, agents });
      all.unshift({ match, game, agents, status });
    }
    for (const agent of [undefined, 'a', 'c', 'nobody']) {
      for (const game of [undefined, 'chess', 'nothing']) {
        for (const status of [undefined, 'over', 'running'] as const) {
          const wanted = all.filter(
            (row) =>
              (agent === undefined || row.agents.includes(agent)) &&
              (game === undefined || row.game === game) &&
              (status === undefined || row.status === status),
          );
          const filter = { ...(agent && { agent }), ...(game && { game }), ...(status && { status }) };
          expect(await listAll(store, filter, 3)).toEqual(wanted.map((row) => row.match));
        }
      }
    }
  });
  test('a row says what the match is and when it ended', async () => {
    const store = await open();
    const log = await createStored(store, 'match-1', { game: 'chess', agents: ['a', 'b', 'a'] });
    const row = {
      match: 'match-1',
      game: 'chess',
      agents: ['a', 'b', 'a'],
      createdAt: log.creation.header.at,
    };
    expect(await store.list({}, 50)).toEqual({ items: [{ ...row, status: 'running', endedAt: null }] });
    const end = log.end();
    await append(store, end);
    const endedAt = end.finish!.endedAt;
    expect(await store.list({}, 50)).toEqual({ items: [{ ...row, status: 'over', endedAt }] });
  });
  test('cursors neither repeat nor skip a match while others are added', async () => {
    const store = await open();
    const names = Array.from({ length: 10 }, (_, index) => `match-${index}`);
    for (const match of names) await createStored(store, match);
    let added = 0;
    const found = await listAll(store, {}, 3, () => createStored(store, `late-match-${added++}`));
    expect(found).toEqual(names.toReversed());
  });
  test('an invented cursor is refused with a code', async () => {
    const store = await open();
    await expect(store.list({}, 10, 'first')).rejects.toMatchObject({ code: 'cursor-invalid' });
  });
};
