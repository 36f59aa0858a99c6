import { describe, expect, test } from 'vitest';
import type { Append, AppendDone } from '../../replays/store.ts';
import { createArenaClock } from './arena-clock.ts';
import { createTestTime } from './test-time.ts';
import { createWriter, type Entry } from './writer.ts';

const createWatched = () => {
  const time = createTestTime();
  const appends: { readonly append: Append; readonly done: AppendDone }[] = [];
  const told: string[] = [];
  const writer = createWriter(
    {
      match: 'm-test',
      epoch: 7,
      store: {
        create: () => {
          throw new Error('a writer creates nothing');
        },
        append: (append, done) => void appends.push({ append, done }),
      },
      clock: createArenaClock(time),
      run: (part) => part(),
      onFenced: () => void told.push('fenced'),
      onStuck: (message) => void told.push(`stuck: ${message}`),
      onRecovered: () => void told.push('recovered'),
    },
    'h0',
  );
  let entries = 0;
  const write = (more: Partial<Entry> = {}): void => {
    entries += 1;
    const n = entries;
    writer.write({ lines: [`l${n}`], next: `h${n}`, onStored: () => void told.push(`stored ${n}`), ...more });
  };
  return { time, appends, told, writer, write };
};

const failed = { kind: 'failed', message: 'the disk is full' } as const;

describe('a writer', () => {
  test('has one append under way; what comes meanwhile goes together, in order, with the next', () => {
    const { appends, told, write } = createWatched();
    write();
    write({ notes: [{ sha256: 'a', salt: 's', text: 't' }] });
    write({ notes: [{ sha256: 'b', salt: 's', text: 't' }] });
    expect(appends.map(({ append }) => append)).toEqual([
      { match: 'm-test', epoch: 7, head: 'h0', next: 'h1', lines: ['l1'] },
    ]);
    appends[0]!.done();
    expect(told).toEqual(['stored 1']);
    expect(appends[1]!.append).toMatchObject({ head: 'h1', next: 'h3', lines: ['l2', 'l3'] });
    expect(appends[1]!.append.notes!.map(({ sha256 }) => sha256)).toEqual(['a', 'b']);
    appends[1]!.done();
    expect(told).toEqual(['stored 1', 'stored 2', 'stored 3']);
  });

  test('that is written to by a callback keeps the order', () => {
    const { appends, told, write } = createWatched();
    write({ onStored: () => write() });
    write();
    appends[0]!.done();
    appends[1]!.done();
    appends[2]?.done();
    expect(appends.flatMap(({ append }) => append.lines)).toEqual(['l1', 'l2', 'l3']);
    expect(appends.map(({ append }) => append.head)).toEqual([
      'h0',
      ...appends.slice(0, -1).map(({ append }) => append.next),
    ]);
    expect(told).toEqual(['stored 2', 'stored 3']);
  });

  test('tries a failed append again, unchanged, later and later, and loses nothing', () => {
    const { time, appends, told, writer, write } = createWatched();
    write();
    appends[0]!.done(failed);
    write();
    expect(writer.isStuck()).toBe(true);
    const waits: number[] = [];
    for (let tries = 1; tries <= 7; tries++) {
      const before = time.monotonicMs();
      while (appends.length === tries) time.advance(1);
      waits.push(time.monotonicMs() - before);
      appends[tries]!.done(tries === 7 ? undefined : failed);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(new Set(appends.slice(0, 8).map(({ append }) => JSON.stringify(append))).size).toBe(1);
    expect(writer.isStuck()).toBe(false);
    appends[8]!.done();
    expect(told.slice(-3)).toEqual(['stored 1', 'recovered', 'stored 2']);
    expect(appends[8]!.append).toMatchObject({ head: 'h1', next: 'h2', lines: ['l2'] });
  });

  test('that is stale goes quiet: it tells of it once and calls nothing back', () => {
    const { time, appends, told, write } = createWatched();
    write();
    write();
    appends[0]!.done({ kind: 'stale' });
    write();
    time.advance(100_000);
    expect(appends).toHaveLength(1);
    expect(told).toEqual(['fenced']);
  });

  test('that is stopped calls nothing back, nor tries a failed append again', () => {
    const { time, appends, told, writer, write } = createWatched();
    write();
    appends[0]!.done(failed);
    writer.stop();
    time.advance(100_000);
    expect(appends).toHaveLength(1);
    expect(told).toEqual(['stuck: the disk is full']);
  });

  test('knows how long its commits have taken, the one under way included', () => {
    const { time, appends, writer, write } = createWatched();
    time.advance(500);
    expect(writer.waitedMs()).toBe(0);
    write();
    time.advance(300);
    expect(writer.waitedMs()).toBe(300);
    appends[0]!.done();
    time.advance(1_000);
    expect(writer.waitedMs()).toBe(300);
    write();
    time.advance(50);
    appends[1]!.done(failed);
    time.advance(1_000);
    appends[2]!.done();
    time.advance(10);
    expect(writer.waitedMs()).toBe(300 + 1_050);
  });
});
